"""What stands above the cases: a stream of entries of its own, and the view that they make."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ddrflow.model.agency import Actor


@dataclass(frozen=True, slots=True)
class Contact:
    """The point of contact of an organisation, above any single case (paper R78)."""

    organisation: str
    person: str
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands above the case, as it was at one number of its own stream."""

    seq: int = 0
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingEvent:
    """Something that was recorded above all cases."""


@dataclass(frozen=True, slots=True)
class ContactsListed(StandingEvent):
    """These are the points of contact, all of them, from now on."""

    contacts: tuple[Contact, ...]


STANDING_EVENTS: Final[tuple[type[StandingEvent], ...]] = (ContactsListed,)


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """One entry of the standing stream: numbered from 1, with its time and its actor."""

    seq: int
    recorded_at: datetime
    actor: Actor
    event: StandingEvent


def standing_of(entries: Iterable[StandingEntry]) -> Standing | None:
    """What the entries come to; None while nothing was ever recorded: then nothing is known."""
    standing: Standing | None = None
    for entry in entries:
        if isinstance(entry.event, ContactsListed):
            standing = Standing(entry.seq, entry.event.contacts)
    return standing
