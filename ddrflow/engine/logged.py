"""What the engine logs: which command on which case came to what, by ids and codes."""

import logging
import traceback
from collections.abc import Iterable, Sequence
from typing import Final

from ddrflow.decide import command_name
from ddrflow.engine.answers import Answer, Done, Refused, Request
from ddrflow.errors import Busy
from ddrflow.log import logger
from ddrflow.model.events import Entry
from ddrflow.model.naming import kebab
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Claim, Derivation

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


def log_lapsed(entries: Sequence[Entry]) -> None:
    """What time made happen on one case; put together only where somebody listens."""
    if not logging.getLogger(f"ddrflow.{NAME}").isEnabledFor(logging.INFO):
        return
    LOG.info(
        "lapsed",
        case=entries[0].case_id,
        entries=[one.seq for one in entries],
        events=[kebab(type(one.event)) for one in entries],
    )


def log_failed(claims: Sequence[Claim], code: str, fault: Exception) -> None:
    """What kept time from taking its course on one case; what was said is told by its kind."""
    for one in claims:
        LOG.error(
            "timer failed",
            case=one.case_id,
            timer=f"{one.kind} {one.name}".strip(),
            attempt=one.attempt,
            code=code,
            fault=type(fault).__name__,
        )


def log_derived(workflow: Workflow, derivation: Derivation) -> None:
    """The timers of a version were worked out anew."""
    LOG.warning(
        "timers derived",
        workflow=str(workflow.identity),
        cases=derivation.cases,
        changed=derivation.changed,
    )


def log_not_derived(digest: str, code: str, cases: int = 0) -> None:
    """A version, or so many cases under it, cannot be read here: it is tried again."""
    LOG.error("timers not derived", workflow=digest[:12], code=code, cases=cases)


def log_no_timers(case_id: str, fault: Exception) -> None:
    """Of one case nobody can tell what time will do; what was said is told by its kind."""
    LOG.error("no timers", case=case_id, fault=type(fault).__name__)


def log_held(case_ids: Iterable[str], fault: Busy) -> None:
    """Somebody holds a case for longer than anybody waits: it is asked again."""
    LOG.warning("case held", cases=list(case_ids), code=fault.code)
