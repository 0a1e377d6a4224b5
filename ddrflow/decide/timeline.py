"""The record of a case, line by line, for a reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from ddrflow.decide.audience import WITHHELD, known_to, redacted_reason, seen_by_all
from ddrflow.decide.numbering import (
    OF_ITEMS,
    class_of,
    in_own_numbers,
    known_entries,
    own_numbers,
)
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.conference import Quorum
from ddrflow.model.events import DocumentFiled, Entry, Event, RequestAnswered
from ddrflow.model.fold import voided
from ddrflow.model.information import InformationClass
from ddrflow.model.naming import kebab
from ddrflow.model.sight import OPEN, Seen
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow

INTERNAL: Final = InformationClass.INTERNAL
NAMES: Final = frozenset(
    {
        "organisation",
        "bindings",
        "person",
        "witness",
        "accepted_by",
        "asked_by",
        "deputy_for",
        "decided_by",
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a reader sees it; `counts` is False where a correction took it out.

    `seq` is the reader's own number: its entries are counted without a gap.
    """

    seq: int
    occurred_at: datetime
    recorded_at: datetime
    actor: Actor
    what: Reason
    counts: bool


def timeline(
    workflow: Workflow,
    case: Case,
    history: Sequence[Entry],
    now: datetime,
    viewer: Viewer | None = None,
) -> tuple[Line, ...]:
    """Every entry in order; for a viewer, those that it knows of, in its own numbers."""
    return tuple(line for _, line in lines_for(workflow, case, history, now, viewers_of(viewer)))


def viewers_of(viewer: Viewer | None) -> tuple[Viewer, ...]:
    """One reader, or nobody in particular."""
    return () if viewer is None else (viewer,)


def lines_for(
    workflow: Workflow,
    case: Case,
    history: Sequence[Entry],
    now: datetime,
    viewers: tuple[Viewer, ...],
) -> Iterator[tuple[Entry, Line]]:
    """Each entry that all of the viewers know of, and its line as each of them may read it."""
    out = voided(history)
    if not viewers:
        yield from ((one, _line(workflow, case, one, counts=one.seq not in out)) for one in history)
        return
    seen = seen_by_all(workflow, case, viewers, now)
    if not seen:
        return
    entries = _known_to_all(workflow, case, history, now, viewers)
    numbers, known = own_numbers(entries), case
    for one in viewers:
        known = known_to(workflow, known, one, now)
    for entry in entries:
        event = _known(in_own_numbers(entry.event, numbers), known)
        line = _line(workflow, case, replace(entry, event=event), counts=entry.seq not in out)
        actor, what = _actor(line.actor, viewers, seen), redacted_reason(line.what, seen)
        yield entry, replace(line, seq=numbers[entry.seq], actor=actor, what=what)


def _known_to_all(
    workflow: Workflow,
    case: Case,
    history: Sequence[Entry],
    now: datetime,
    viewers: tuple[Viewer, ...],
) -> tuple[Entry, ...]:
    """In the order in which the first of them came to know of them."""
    first, *others = (
        known_entries(workflow, case, history, one, seen_by_all(workflow, case, (one,), now) | OPEN)
        for one in viewers
    )
    shared = [{one.seq for one in each} for each in others]
    return tuple(one for one in first if all(one.seq in each for each in shared))


def _known(event: Event, known: Case) -> Event:
    """A document, and the answer to a request, name only the items that their reader knows of."""
    if not isinstance(event, DocumentFiled | RequestAnswered):
        return event
    names = {one.item for one in known.information.items}
    return replace(event, items=tuple(one for one in event.items if one in names))


def _line(workflow: Workflow, case: Case, entry: Entry, *, counts: bool) -> Line:
    values = tuple(
        Field(one.name, plain(getattr(entry.event, one.name)), _of(workflow, case, entry, one.name))
        for one in fields(entry.event)
        if not isinstance(getattr(entry.event, one.name), Quorum)
    )
    what = Reason(f"event.{kebab(type(entry.event))}", values)
    return Line(entry.seq, entry.occurred_at, entry.recorded_at, entry.actor, what, counts)


def _actor(actor: Actor, viewers: tuple[Viewer, ...], seen: Seen) -> Actor:
    """Persons and organisations are for the agencies, and each party's own for itself."""
    own = viewers[0].organisation if len(viewers) == 1 else ""
    if INTERNAL in seen or actor.organisation == own:
        return actor
    return Actor(WITHHELD, WITHHELD, actor.role)


def plain(value: object) -> str:
    """A fact as plain text."""
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return ", ".join("=".join(one) if isinstance(one, tuple) else str(one) for one in value)
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)


def _of(workflow: Workflow, case: Case, entry: Entry, name: str) -> InformationClass:
    """Who may see one fact of an entry.

    Names of persons and organisations are for the agencies, whatever they stand in. Whoever
    knows of an item knows what it is, and not in which conference it was tabled, nor to whom
    else it was released.
    """
    shown_to = class_of(workflow, case, entry.event)
    if isinstance(entry.event, OF_ITEMS) and name != "conference":
        shown_to = INTERNAL if name == "roles" else InformationClass.OPEN
    return INTERNAL if name in NAMES and shown_to is InformationClass.OPEN else shown_to
