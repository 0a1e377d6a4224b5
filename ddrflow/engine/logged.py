"""What the engine logs: which command on which case came to what, by ids and codes."""

import logging
import traceback
from collections.abc import Sequence
from typing import Final

from ddrflow.decide import command_name
from ddrflow.engine.answers import Answer, Done, Refused, Request
from ddrflow.log import logger

NAME: Final = "engine"
LOG: Final = logger(NAME)


def log_answers(requests: Sequence[Request], answers: Sequence[Answer]) -> None:
    """One line for each answer; put together only where somebody listens."""
    if not logging.getLogger(f"ddrflow.{NAME}").isEnabledFor(logging.INFO):
        return
    try:
        _tell(requests, answers)
    except Exception:  # noqa: BLE001 - a line that cannot be written undoes nothing that was recorded
        traceback.print_exc()


def _tell(requests: Sequence[Request], answers: Sequence[Answer]) -> None:
    for request, answer in zip(requests, answers, strict=True):
        if isinstance(answer, Done):
            _recorded(request, answer)
        elif isinstance(answer, Refused):
            _refused(request, answer)
        else:
            LOG.info("not asked", case=request.case_id, code=answer.code)


def log_again(case_id: str, attempt: int, code: str) -> None:
    """Somebody else wrote first, or the connection broke; it is decided again."""
    LOG.debug("decided again", case=case_id, attempt=attempt, code=code)


def _recorded(request: Request, done: Done) -> None:
    LOG.info(
        "recorded",
        case=request.case_id,
        command=command_name(request.command),
        entries=[one.seq for one in done.entries],
        warnings=[one.rule for one in done.warnings],
    )


def _refused(request: Request, refusal: Refused) -> None:
    LOG.info(
        "refused",
        case=request.case_id,
        command=command_name(request.command),
        outcome=str(refusal.decision.outcome),
        rules=[one.rule for one in refusal.decision.refusing],
    )
