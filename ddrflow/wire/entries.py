"""Entries as stored JSON: facts and content apart, each event with its kind and version."""

from datetime import UTC
from typing import Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from ddrflow.errors import BadRecord
from ddrflow.model.agency import Actor
from ddrflow.model.events import Entry, Event
from ddrflow.model.naming import kebab
from ddrflow.model.verdict import Noted
from ddrflow.wire.canonical import canonical
from ddrflow.wire.names import EVENT_NAMES
from ddrflow.wire.stored import event_data, event_of, first_problem

VERSION: Final = 1


class EventDocument(BaseModel):
    """An event: its kind, the version of that kind, and its facts."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    v: int
    facts: dict[str, Any]


class EntryDocument(BaseModel):
    """One entry of a case's record."""

    model_config = ConfigDict(extra="forbid")

    case: str
    seq: int
    cause: int
    occurred_at: AwareDatetime
    recorded_at: AwareDatetime
    actor: Actor
    event: EventDocument
    content: dict[str, str]
    standing_seq: int
    noted: tuple[Noted, ...]


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """The entry as plain JSON data; instants in UTC."""
    event = EventDocument(kind=kebab(type(entry.event)), v=VERSION, facts=event_data(entry.event))
    document = EntryDocument(
        case=entry.case_id,
        seq=entry.seq,
        cause=entry.cause,
        occurred_at=entry.occurred_at.astimezone(UTC),
        recorded_at=entry.recorded_at.astimezone(UTC),
        actor=entry.actor,
        event=event,
        content=dict(entry.content),
        standing_seq=entry.standing_seq,
        noted=entry.noted,
    )
    return document.model_dump(mode="json")


def entry_from_json(data: object) -> Entry:
    """The entry of such data; raises BadRecord for a kind, version or field that is unknown."""
    try:
        document = EntryDocument.model_validate(data)
    except ValidationError as fault:
        raise BadRecord("?", 0, first_problem(fault)) from fault
    return Entry(
        case_id=document.case,
        seq=document.seq,
        occurred_at=document.occurred_at,
        recorded_at=document.recorded_at,
        actor=document.actor,
        event=_event(document),
        cause=document.cause,
        content=tuple(document.content.items()),
        standing_seq=document.standing_seq,
        noted=document.noted,
    )


def _event(document: EntryDocument) -> Event:
    kind, version = document.event.kind, document.event.v
    if kind in EVENT_NAMES and version != VERSION:
        reason = f"`{kind}` has version {VERSION}, not {version}"
        raise BadRecord(document.case, document.seq, reason)
    try:
        return event_of(kind, canonical(document.event.facts))
    except ValueError as fault:
        raise BadRecord(document.case, document.seq, str(fault)) from fault
