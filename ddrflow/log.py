"""What ddrflow tells whoever runs it: structured lines with ids and codes, never free text.

The lines go through the standard library's `logging`, under `ddrflow`: a program that embeds
ddrflow sees them where it sees its own, and nothing is configured behind its back.
"""

import logging
import sys
from typing import Any

import structlog

from ddrflow.log_sink import UnblockedHandler, Unbuffered


def logger(name: str) -> Any:  # noqa: ANN401 - structlog's wrapper, made of its parts
    """The logger of a part of ddrflow; what is below the level set costs next to nothing."""
    return structlog.wrap_logger(
        logging.getLogger(f"ddrflow.{name}"),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def configure(*, as_json: bool, waits: bool = True) -> None:
    """Write the lines of ddrflow to standard error: for people, or one JSON object each.

    For a program of its own, such as the command line; a program that embeds ddrflow sets up
    `logging` as it likes. One that does not wait loses lines where nobody reads them.
    """
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr if waits else Unbuffered(sys.stderr.fileno()))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level],
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                renderer,
            ],
        )
    )
    root = logging.getLogger("ddrflow")
    root.handlers = [handler if waits else UnblockedHandler(handler)]
    root.setLevel(logging.INFO)
    root.propagate = False
