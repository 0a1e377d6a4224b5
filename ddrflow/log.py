"""What ddrflow tells whoever runs it: structured lines with ids and codes, never free text.

The lines go through the standard library's `logging`, under `ddrflow`: a program that embeds
ddrflow sees them where it sees its own, and nothing is configured behind its back.
"""

import logging
from typing import Any

import structlog


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
