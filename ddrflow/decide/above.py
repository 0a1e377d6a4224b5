"""Whether a fact above the cases fits what stands there already."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from ddrflow.decide.act import known
from ddrflow.errors import BadCommand
from ddrflow.model.standing import (
    ActivityHeld,
    ContactEnded,
    OrganisationAligned,
    Standing,
    StandingCorrected,
    StandingEntry,
    StandingEvent,
    corrected,
    standing_of,
)


def check_above(entries: Sequence[StandingEntry], event: StandingEvent, now: datetime) -> None:
    """Raise BadCommand for what did not happen yet, and for a name that nothing recorded has."""
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
            names = (one.organisation for one in standing.contacts or ())
            known("organisation", organisation, "point of contact", names)
        case StandingCorrected(wrong):
            _correctable(entries, wrong)
        case _:
            return


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
