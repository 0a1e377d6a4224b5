"""What is kept beside the entries so that it can be searched: it follows from them, always."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ddrflow.model.case import Case
from ddrflow.model.timer import Timer
from ddrflow.store.summaries import next_review_on
from ddrflow.wire.stored import CASE_SHAPE, case_parts, case_text

Rows = list[dict[str, Any]]
#: Where what is in quarantine stands in the order.
FAR: Final = datetime(9999, 1, 1, tzinfo=UTC)


def case_columns(case: Case, head: str, parts: Iterable[str] | None = None) -> dict[str, Any]:
    """The columns of the case's row that change with its entries.

    `parts` are those of its snapshot where somebody has them already.
    """
    lead = case.lead.current
    return {
        "version": case.version,
        "hash": head,
        "state": case.position.state,
        "phase": case.position.phase.value if case.position.phase else None,
        "lead_role": lead.role,
        "lead_organisation": lead.organisation,
        "next_review_on": next_review_on(case),
        "shape": CASE_SHAPE,
        "snapshot": case_text(case_parts(case) if parts is None else parts),
    }


def opening_columns(case: Case, opened_at: datetime) -> dict[str, Any]:
    """The columns of the case's row that change by a migration alone, or never."""
    return {"case_id": case.case_id, **version_columns(case), "opened_at": opened_at}


def version_columns(case: Case) -> dict[str, Any]:
    """Which version of its workflow the case is under."""
    return {
        "workflow_digest": case.workflow.digest,
        "workflow_name": case.workflow.name,
        "workflow_version": case.workflow.version,
    }


def review_rows(case: Case) -> dict[str, dict[str, Any]]:
    """The rows of the reviews that run, by name."""
    return {
        name: {
            "case_id": case.case_id,
            "review": name,
            "anchor_on": one.anchor_on,
            "occurrence": one.occurrence,
            "due_on": one.due_on,
            "status": one.status.value,
        }
        for name, one in case.reviews.items()
    }


def party_rows(case: Case) -> dict[int, dict[str, Any]]:
    """The rows of the parties, by their place in the case."""
    return {
        number: {
            "case_id": case.case_id,
            "number": number,
            "role": one.role,
            "organisation": one.organisation,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
        }
        for number, one in enumerate(case.parties.bindings)
    }


def timer_rows(case_id: str, timers: Iterable[Timer]) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of a case's timers, by kind and name: ready when they are due."""
    return {one.key: timer_row(case_id, one) for one in timers}


def timer_row(case_id: str, timer: Timer) -> dict[str, Any]:
    """The row of one timer that nobody has claimed."""
    return {
        "case_id": case_id,
        "kind": timer.kind.value,
        "name": timer.name,
        "due_at": timer.due_at,
        "on_day": timer.on,
        "mark": timer.mark,
        "organisation": timer.organisation,
        "occurrence": timer.occurrence,
        "weight": timer.weight,
        "order_at": timer.due_at - timedelta(hours=timer.weight),
        "ready_at": timer.due_at,
        "fence": 0,
        "attempts": 0,
        "failure": "",
        "claimed_by": "",
        "quarantined_at": None,
    }


@dataclass(slots=True)
class Changes:
    """What becomes of the rows of one table: new ones, changed ones, and those that go."""

    new: Rows = field(default_factory=list)
    changed: Rows = field(default_factory=list)
    gone: Rows = field(default_factory=list)

    def add(self, other: "Changes") -> None:
        """As well as these."""
        self.new += other.new
        self.changed += other.changed
        self.gone += other.gone


def changes(before: Mapping[Any, dict[str, Any]], after: Mapping[Any, dict[str, Any]]) -> Changes:
    """From the rows as they were to the rows as they are."""
    return Changes(
        [row for name, row in after.items() if name not in before],
        [row for name, row in after.items() if name in before and row != before[name]],
        [row for name, row in before.items() if name not in after],
    )


def all_changes(pairs: Iterable[tuple[Case | None, Case]]) -> tuple[Changes, Changes]:
    """What becomes of the reviews and of the parties of several cases."""
    reviews, parties = Changes(), Changes()
    for before, after in pairs:
        if before is None or before.reviews is not after.reviews:
            reviews.add(changes(review_rows(before) if before else {}, review_rows(after)))
        if before is None or before.parties is not after.parties:
            parties.add(changes(party_rows(before) if before else {}, party_rows(after)))
    return reviews, parties
