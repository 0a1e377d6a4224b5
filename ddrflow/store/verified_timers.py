"""The timers of a case are those that follow from it, and none is held back."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, select

from ddrflow.decide import derivation_of, timers
from ddrflow.errors import BadFile
from ddrflow.model.fold import fold
from ddrflow.model.workflow import Workflow
from ddrflow.store import statements
from ddrflow.store.projection import FAR, timer_rows
from ddrflow.store.tables import DERIVATION
from ddrflow.store.verified import Found, Problem, Raw, is_value
from ddrflow.workflow.load import restored

#: What follows from the case; the rest tells what was tried.
DERIVED: Final = (
    "case_id",
    "kind",
    "name",
    "due_at",
    "on_day",
    "mark",
    "organisation",
    "occurrence",
    "weight",
)
WHAT: Final = "the rows of `ddrflow_timer` do not follow from the entries"
HELD_BACK: Final = "a timer that nobody claimed is held back"


def timers_problems(connection: Connection, found: Found) -> Iterator[Problem]:
    """What is wrong with the timers of a case whose entries are as they were recorded.

    They are looked at where they were worked out from the time zones and holidays of here; the
    daemon works them out anew where they were not. Where the rules of a workflow are not
    installed, it is for a program that has them.
    """
    if not found.entries:
        return
    case = fold(found.entries)
    digest = case.workflow.digest
    document = connection.execute(statements.DOCUMENT, {"digest": digest}).scalar()
    known = select(DERIVATION.c.fingerprint).where(DERIVATION.c.digest == digest)
    fingerprint = connection.execute(known).scalar()
    workflow = _workflow(str(document)) if document is not None else None
    if workflow is None or fingerprint != derivation_of(workflow):
        return
    expected = timer_rows(case.case_id, timers(workflow, case))
    there = {(one["kind"], one["name"]): one for one in found["timer"]}
    if expected.keys() != there.keys() or len(there) != len(found["timer"]):
        yield found.problem(case.version, WHAT)
        return
    for key, row in there.items():
        if not all(is_value(row[name], expected[key][name]) for name in DERIVED):
            yield found.problem(case.version, WHAT)
        elif not _is_in_order(row, expected[key]):
            yield found.problem(case.version, HELD_BACK)


def _is_in_order(row: Raw, expected: dict[str, Any]) -> bool:
    """In its place in the order, ready when it is due unless it was tried, or put away for good."""
    if row["quarantined_at"] is not None:
        return row["ready_at"] is None and is_value(row["order_at"], FAR)
    untouched = row["attempts"] == 0 and row["failure"] == ""
    return is_value(row["order_at"], expected["order_at"]) and (
        not untouched or is_value(row["ready_at"], expected["ready_at"])
    )


@lru_cache(maxsize=32)
def _workflow(document: str) -> Workflow | None:
    try:
        return restored(document)
    except BadFile:
        return None
