"""Under which ids the same matter stands elsewhere."""

from dataclasses import replace

from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.reference import Reference


def added(case: Case, entry: Entry, event: e.ReferenceAdded) -> tuple[Reference, ...]:
    """One more reference, open-ended."""
    one = Reference(
        event.system, event.reference, event.relation, event.information, entry.occurred_at
    )
    return (*case.references, one)


def ended(case: Case, entry: Entry, event: e.ReferenceEnded) -> tuple[Reference, ...]:
    """The one that stands ends; none where a correction took it out."""
    named = (event.system, event.reference, event.relation, event.information)
    return tuple(
        replace(one, ended_at=entry.occurred_at)
        if (one.system, one.reference, one.relation, one.information) == named
        and one.holds(entry.occurred_at)
        else one
        for one in case.references
    )
