"""What can be recorded above the cases: each change is an event of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ddrflow.model.agency import Actor
from ddrflow.model.commands.base import Why
from ddrflow.model.standing.facts import (
    Activity,
    Agreement,
    Alignment,
    Board,
    BoardDecision,
    BoardMeeting,
    Contact,
    Grant,
    OperatingProcedure,
)


@dataclass(frozen=True, slots=True)
class StandingEvent:
    """Something that was recorded above all cases."""


@dataclass(frozen=True, slots=True)
class FactRecorded(StandingEvent):
    """An event that brings one fact; each kind of it says which."""

    fact: object


@dataclass(frozen=True, slots=True)
class ContactsListed(StandingEvent):
    """These are the points of contact, all of them, from now on."""

    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class ContactNamed(FactRecorded):
    """An organisation has this point of contact, in the place of the one before."""

    fact: Contact


@dataclass(frozen=True, slots=True)
class ContactEnded(StandingEvent):
    """An organisation has no point of contact any more."""

    organisation: str


@dataclass(frozen=True, slots=True)
class AgreementMade(FactRecorded):
    """Organisations agreed, by a version; the same version again replaces what was said of it."""

    fact: Agreement


@dataclass(frozen=True, slots=True)
class OrganisationAligned(FactRecorded):
    """An organisation signed goals, values and glossary."""

    fact: Alignment


@dataclass(frozen=True, slots=True)
class ProcedureAdopted(FactRecorded):
    """A version of a standard operating procedure is in force from a day on."""

    fact: OperatingProcedure


@dataclass(frozen=True, slots=True)
class ActivityHeld(FactRecorded):
    """People of several agencies did something together, apart from any case."""

    fact: Activity


@dataclass(frozen=True, slots=True)
class MeansGranted(FactRecorded):
    """An organisation has a means; under the same reference again, that is said anew."""

    fact: Grant


@dataclass(frozen=True, slots=True)
class BoardSetUp(FactRecorded):
    """There is a board; under the same id again, that is said anew."""

    fact: Board


@dataclass(frozen=True, slots=True)
class BoardMet(FactRecorded):
    """A board met."""

    fact: BoardMeeting


@dataclass(frozen=True, slots=True)
class BoardDecided(FactRecorded):
    """A meeting of a board decided something."""

    fact: BoardDecision


@dataclass(frozen=True, slots=True)
class StandingCorrected(StandingEvent):
    """An earlier entry of the standing stream does not count."""

    wrong: int
    why: Why


STANDING_EVENTS: Final[tuple[type[StandingEvent], ...]] = (
    ContactsListed,
    ContactNamed,
    ContactEnded,
    AgreementMade,
    OrganisationAligned,
    ProcedureAdopted,
    ActivityHeld,
    MeansGranted,
    BoardSetUp,
    BoardMet,
    BoardDecided,
    StandingCorrected,
)


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """One entry of the standing stream: numbered from 1, with its time and its actor."""

    seq: int
    recorded_at: datetime
    actor: Actor
    event: StandingEvent
