"""From the entries of the standing stream to what stands above the cases."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from ddrflow.model.standing.events import (
    ActivityHeld,
    AgreementMade,
    BoardDecided,
    BoardMet,
    BoardSetUp,
    ContactEnded,
    ContactNamed,
    ContactsListed,
    FactRecorded,
    MeansGranted,
    OrganisationAligned,
    ProcedureAdopted,
    StandingCorrected,
    StandingEntry,
    StandingEvent,
)
from ddrflow.model.standing.view import Standing

#: For each event that brings a fact: the part that the fact joins, and what tells two facts of
#: it apart. A fact takes the place of the one that it cannot be told from.
JOINS: Final[Mapping[type[FactRecorded], tuple[str, Callable[[Any], object]]]] = {
    ContactNamed: ("contacts", attrgetter("organisation")),
    AgreementMade: ("agreements", attrgetter("agreement", "version")),
    OrganisationAligned: ("alignments", attrgetter("organisation", "signed_on")),
    ProcedureAdopted: ("procedures", attrgetter("procedure", "version")),
    ActivityHeld: ("activities", attrgetter("activity")),
    MeansGranted: ("grants", attrgetter("organisation", "means", "reference")),
    BoardSetUp: ("boards", attrgetter("board")),
    BoardMet: ("meetings", attrgetter("meeting")),
    BoardDecided: ("decisions", attrgetter("decision")),
}


def standing_of(entries: Iterable[StandingEntry]) -> Standing | None:
    """What the entries come to; None while nothing was ever recorded: then nothing is known."""
    listed = tuple(entries)
    wrong = corrected(listed)
    standing: Standing | None = None
    for entry in listed:
        before = replace(standing or Standing(), seq=entry.seq)
        standing = before if entry.seq in wrong else evolved(before, entry.event)
    return standing


def corrected(entries: Iterable[StandingEntry]) -> frozenset[int]:
    """The numbers of the entries that a later one says do not count."""
    return frozenset(one.event.wrong for one in entries if isinstance(one.event, StandingCorrected))


def evolved(standing: Standing, event: StandingEvent) -> Standing:
    """What stands after one more event."""
    if isinstance(event, ContactsListed):
        return replace(standing, contacts=event.contacts)
    if isinstance(event, ContactEnded):
        left = (one for one in standing.contacts or () if one.organisation != event.organisation)
        return replace(standing, contacts=tuple(left))
    if not isinstance(event, FactRecorded):
        return standing
    part, told_by = JOINS[type(event)]
    new = told_by(event.fact)
    others = (one for one in getattr(standing, part) or () if told_by(one) != new)
    changed: dict[str, Any] = {part: (*others, event.fact)}
    return replace(standing, **changed)
