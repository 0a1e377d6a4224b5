"""Facts above the cases: whether one fits what stands there already, and what it says."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Final

from ddrflow.decide.act import known, new
from ddrflow.decide.timeline import plain
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.model.information import InformationClass
from ddrflow.model.naming import kebab
from ddrflow.model.standing import (
    ActivityHeld,
    BoardDecided,
    BoardMet,
    ContactEnded,
    ContactNamed,
    OrganisationAligned,
    Standing,
    StandingCorrected,
    StandingEntry,
    StandingEvent,
    corrected,
    standing_of,
)
from ddrflow.model.verdict import Field, Reason

CONTACT: Final = "point of contact"


def check_above(entries: Sequence[StandingEntry], event: StandingEvent, now: datetime) -> None:
    """Raise BadCommand for what did not happen yet, and for a name that nothing recorded has.

    Raises UnknownName for a point of contact that there is not.
    """
    standing = standing_of(entries) or Standing()
    match event:
        case ActivityHeld(fact):
            _not_ahead("held_on", fact.held_on, now)
            if fact.procedure:
                adopted = standing.procedures or ()
                names = (one.procedure for one in adopted)
                known("procedure", fact.procedure, "operating procedure", names)
                versions = (one.version for one in adopted if one.procedure == fact.procedure)
                known("version", fact.version, f"version of `{fact.procedure}`", versions)
        case OrganisationAligned(fact):
            _not_ahead("signed_on", fact.signed_on, now)
        case ContactEnded(organisation):
            if all(one.organisation != organisation for one in standing.contacts or ()):
                raise UnknownName(CONTACT, organisation)
        case BoardMet(fact):
            _not_ahead("held_on", fact.held_on, now)
            known("board", fact.board, "board", (one.board for one in standing.boards or ()))
        case ContactNamed(fact) if fact.deputy == fact.person:
            raise BadCommand("deputy", f"`{fact.deputy}` is the contact", "name somebody else")
        case BoardDecided(fact):
            decisions = (one.decision for one in standing.decisions or ())
            new("decision", fact.decision, "decision", decisions)
            meetings = (one.meeting for one in standing.meetings or ())
            known("meeting", fact.meeting, "meeting of a board", meetings)
        case StandingCorrected(wrong):
            _correctable(entries, wrong)
        case _:
            return


def told_above(event: StandingEvent) -> Reason:
    """What was recorded, as a message."""
    told = getattr(event, "fact", event)
    values = tuple(
        Field(one.name, plain(getattr(told, one.name)) or "none", InformationClass.INTERNAL)
        for one in fields(told)
    )
    return Reason(f"standing.{kebab(type(event))}", values)


def _not_ahead(name: str, day: date, now: datetime) -> None:
    """The day has begun somewhere; which zone it is counted in is not known here."""
    if day > (now.astimezone(UTC) + timedelta(hours=14)).date():
        raise BadCommand(name, f"{day} lies in the future")


def _correctable(entries: Sequence[StandingEntry], wrong: int) -> None:
    if not 1 <= wrong <= len(entries):
        raise BadCommand("wrong", f"no entry {wrong}", f"there are {len(entries)}")
    if wrong in corrected(entries) or isinstance(entries[wrong - 1].event, StandingCorrected):
        message = f"entry {wrong} was corrected before, or is a correction"
        raise BadCommand("wrong", message, "record what is right")
