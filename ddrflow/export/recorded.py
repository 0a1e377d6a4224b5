"""What every log tells of the record: the entries that count, facts and nothing else.

What a correction declares wrong is left out, as the case itself leaves it out. Free text lies
apart from the facts and is never read. Persons are left out, or stand as numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ddrflow.model.agency import KEEPER, Actor
from ddrflow.model.events import (
    CaseOpened,
    Entry,
    Event,
    MinorityRecorded,
    ReferenceAdded,
    ReferenceEnded,
)
from ddrflow.model.fold import voided
from ddrflow.wire.stored import event_data

#: The facts that name a person, and what that person is to the event.
PERSONS: Final[Mapping[str, str]] = {
    "person": "named",
    "deputy_for": "represented",
    "accepted_by": "accepted",
    "asked_by": "asked",
    "decided_by": "decided",
    "witness": "witnessed",
}
#: Facts that say who the client is: the id in another system, the day of coming of age.
WITHHELD: Final[Mapping[type[Event], tuple[str, ...]]] = {
    ReferenceAdded: ("reference",),
    ReferenceEnded: ("reference",),
    MinorityRecorded: ("until",),
}


class Pseudonyms:
    """Numbers in the place of persons, within one log: `person-1` is whoever comes first.

    The same cases in the same order give the same numbers. They are made of no id, so nobody
    finds one by trying ids out; a log of other cases gives the same person another number.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, person: str) -> str:
        """What stands for a person; nothing where there is none."""
        return self._known.setdefault(person, f"person-{len(self._known) + 1}") if person else ""

    def acting(self, actor: Actor) -> str:
        """What stands for whoever acted; nothing for the clock, which is no person."""
        return "" if actor == KEEPER else self.of(actor.person)


def opening(history: Sequence[Entry]) -> CaseOpened:
    """How a case began. Raises ValueError where its record opens none."""
    if not history or not isinstance(history[0].event, CaseOpened):
        message = "the record of a case begins with its opening"
        raise ValueError(message)
    return history[0].event


def counting(history: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of a case that count; its opening always does, as for the case itself."""
    out = voided(history)
    return (*history[:1], *(one for one in history[1:] if one.seq not in out))


def facts(event: Event, pseudonyms: Pseudonyms | None = None) -> dict[str, Any]:
    """The facts of an event as JSON data, persons as their pseudonyms or not at all."""
    told = event_data(event)
    for name in WITHHELD.get(type(event), ()):
        del told[name]
    for name in PERSONS.keys() & told.keys():
        if pseudonyms is None:
            del told[name]
        else:
            told[name] = pseudonyms.of(told[name])
    return told
