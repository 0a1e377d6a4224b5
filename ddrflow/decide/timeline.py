"""The record of a case, line by line, for a reader."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final

from ddrflow.decide.audience import WITHHELD, classes_seen, redacted_reason
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.conference import Quorum
from ddrflow.model.events import (
    BreachClosed,
    BreachOpened,
    DeviationAllowed,
    DocumentFiled,
    EffortRecorded,
    Entry,
    PersonNamed,
)
from ddrflow.model.fold import voided
from ddrflow.model.information import InformationClass
from ddrflow.model.naming import kebab
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow

INTERNAL: Final = InformationClass.INTERNAL
#: What the client and the client's people are not shown.
AMONG_AGENCIES: Final = (BreachOpened, BreachClosed, DeviationAllowed, EffortRecorded, PersonNamed)
NAMES: Final = frozenset(
    {"organisation", "bindings", "person", "witness", "accepted_by", "asked_by", "deputy_for"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a reader sees it; `counts` is False where a correction took it out."""

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
    """Every entry in order; for a viewer, without conferences whose class it may not see."""
    out = voided(history)
    lines = [_line(workflow, case, entry, counts=entry.seq not in out) for entry in history]
    if viewer is None:
        return tuple(lines)
    seen = classes_seen(workflow, case, viewer, now)
    return tuple(
        Line(
            one.seq,
            one.occurred_at,
            one.recorded_at,
            _actor(one.actor, viewer, seen),
            redacted_reason(one.what, seen),
            one.counts,
        )
        for one, entry in zip(lines, history, strict=True)
        if _class(workflow, case, entry) in seen
    )


def _line(workflow: Workflow, case: Case, entry: Entry, *, counts: bool) -> Line:
    shown_to = _class(workflow, case, entry)
    values = tuple(
        Field(one.name, plain(getattr(entry.event, one.name)), _of(one.name, shown_to))
        for one in fields(entry.event)
        if not isinstance(getattr(entry.event, one.name), Quorum)
    )
    what = Reason(f"event.{kebab(type(entry.event))}", values)
    return Line(entry.seq, entry.occurred_at, entry.recorded_at, entry.actor, what, counts)


def _actor(actor: Actor, viewer: Viewer, seen: frozenset[InformationClass]) -> Actor:
    """Persons and organisations are for the agencies, and each party's own for itself."""
    if InformationClass.INTERNAL in seen or actor.organisation == viewer.organisation:
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


def _of(name: str, shown_to: InformationClass) -> InformationClass:
    """Names of persons and organisations are for the agencies, whatever they stand in."""
    return INTERNAL if name in NAMES and shown_to is InformationClass.OPEN else shown_to


def _class(workflow: Workflow, case: Case, entry: Entry) -> InformationClass:
    if isinstance(entry.event, AMONG_AGENCIES):
        return INTERNAL
    if isinstance(entry.event, DocumentFiled):
        return workflow.procedure.documents[entry.event.kind].information
    name = getattr(entry.event, "conference", "")
    conference = case.conferences.get(name)
    if conference is None:
        return InformationClass.OPEN
    return workflow.procedure.conferences[conference.type].information
