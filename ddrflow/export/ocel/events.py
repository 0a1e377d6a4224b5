"""The events of one case: each entry that counts, and the objects that it has to do with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ddrflow.export.ocel import qualifiers
from ddrflow.export.ocel.objects import CaseThings, outcome
from ddrflow.export.ocel.parts import Happening, Value, id_of, instant
from ddrflow.export.recorded import PERSONS, Pseudonyms, counting, facts
from ddrflow.export.turns import turns
from ddrflow.model.agency import KEEPER
from ddrflow.model.events import (
    AttendanceRecorded,
    CaseOpened,
    ConferenceClosed,
    Entry,
    Event,
    StepTaken,
)
from ddrflow.model.fold.migration import in_words_of_today
from ddrflow.model.naming import kebab

#: What every event has, with its type; its facts come after.
EVERY: Final[Mapping[str, str]] = {
    "simulated": "boolean",
    "occurred_at": "time",
    "recorded_at": "time",
    "by_role": "string",
    "by_organisation": "string",
}


def happenings(
    here: CaseThings, history: Sequence[Entry], pseudonyms: Pseudonyms | None, *, simulated: bool
) -> Iterator[Happening]:
    """The events of a case in the order of its record; the objects change as they go by."""
    entries = counting(in_words_of_today(history))
    spoken_of = turns(entries)
    moved_at = entries[0].occurred_at
    for entry in entries:
        at = entry.occurred_at
        if isinstance(entry.event, StepTaken):
            # A step that is recorded late moves the case no earlier than the step before it.
            at = moved_at = max(moved_at, at)
        here.moved(entry, at)
        told = spoken_of.get(entry.seq)
        related = {
            **_who(here, entry, pseudonyms),
            **_conference(here, entry.event),
            **({} if told is None else here.spoken_of(told, at)),
            here.term(at): qualifiers.DURING,
            here.id: qualifiers.OF_A_CASE.get(type(entry.event), qualifiers.OF),
        }
        values = _values(entry, simulated=simulated)
        name = id_of("event", entry.case_id, entry.seq)
        yield Happening(name, kind_of(entry.event), at, values, related)


def kind_of(event: Event) -> str:
    """What an event is called: a step by its trigger, after a word that no trigger has before it.

    So no step is taken for an event of another kind, whatever a file calls it.
    """
    return f"step {event.trigger}" if isinstance(event, StepTaken) else kebab(type(event))


def _values(entry: Entry, *, simulated: bool) -> Mapping[str, Value]:
    """Facts of one value each; a list of ids is no attribute by the standard."""
    every: dict[str, Value] = {
        "simulated": simulated,
        "occurred_at": instant(entry.occurred_at),
        "recorded_at": instant(entry.recorded_at),
        "by_role": entry.actor.role,
        "by_organisation": entry.actor.organisation,
    }
    told = facts(entry.event).items()
    own = {key: one for key, one in told if isinstance(one, str | int) and one != ""}
    return {**every, **own}


def _who(here: CaseThings, entry: Entry, pseudonyms: Pseudonyms | None) -> dict[str, str]:
    """Whoever acted, and whom the event names; what is said of the latter goes first."""
    found: dict[str, str] = {}
    actor, event = entry.actor, entry.event
    if actor != KEEPER:
        acted = qualifiers.ACTED.get(type(event), qualifiers.RECORDED)
        by = here.organisation(actor.role, actor.organisation)
        found[by] = acted
        if pseudonyms is not None:
            found[_person(here, pseudonyms.of(actor.person), by)] = acted
    if isinstance(event, CaseOpened):
        bound = (here.organisation(*one) for one in event.bindings)
        found = {**dict.fromkeys(bound, "bound"), **found}
    named = _organisation(here, event)
    if named:
        found[named] = qualifiers.NAMED.get(type(event), qualifiers.MENTIONED)
    if pseudonyms is not None:
        found |= _persons(here, event, pseudonyms, named)
    return found


def _organisation(here: CaseThings, event: Event) -> str:
    role = getattr(event, "role", "")
    organisation = getattr(event, "organisation", "")
    return here.organisation(role, organisation) if role and organisation else ""


def _persons(
    here: CaseThings, event: Event, pseudonyms: Pseudonyms, organisation: str
) -> dict[str, str]:
    found = {}
    for name, what in PERSONS.items():
        number = pseudonyms.of(getattr(event, name, ""))
        if number:
            attended = isinstance(event, AttendanceRecorded) and name == "person"
            one = _person(here, number, organisation)
            found[one] = "attended" if attended else what
    return found


def _person(here: CaseThings, number: str, organisation: str) -> str:
    name = here.things.made(id_of("person", number), "person")
    if organisation:
        here.things.relate(name, organisation, "acts-for")
    return name


def _conference(here: CaseThings, event: Event) -> dict[str, str]:
    """The conference that an event names, if it is one of the case: not one that was corrected."""
    conference = here.case.conferences.get(getattr(event, "conference", ""))
    if conference is None:
        return {}
    if isinstance(event, ConferenceClosed):
        return {here.conference(conference.conference): outcome(conference)}
    what = qualifiers.OF_A_CONFERENCE.get(type(event), qualifiers.IN)
    return {here.conference(conference.conference): what}
