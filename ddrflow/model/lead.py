"""Who answers for a case, and how the lead changes hands.

A hand-over is proposed, prepared and accepted; until it takes effect the old lead stays
accountable, however long the successor takes (paper R8, R97).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PREPARED_WITH = ("plan", "open-needs", "open-tasks", "notices")


@dataclass(frozen=True, slots=True)
class LeadTerm:
    """One accountable lead, from an instant on; the next term's start is its end."""

    role: str
    organisation: str
    starts_at: datetime
    accepted_by: str


class HandoverStage(StrEnum):
    """How far a hand-over has come."""

    NONE = "none"
    PROPOSED = "proposed"
    PREPARED = "prepared"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Handover:
    """The hand-over under way, if any."""

    stage: HandoverStage = HandoverStage.NONE
    role: str = ""
    organisation: str = ""
    proposed_at: datetime | None = None
    accepted_by: str = ""
    accepted_at: datetime | None = None
    package: tuple[str, ...] = ()


NO_HANDOVER = Handover()


@dataclass(frozen=True, slots=True)
class Lead:
    """Every lead term of a case, in order, and the hand-over under way."""

    terms: tuple[LeadTerm, ...] = ()
    handover: Handover = NO_HANDOVER

    @property
    def current(self) -> LeadTerm:
        """The accountable lead now; every opened case has one."""
        return self.terms[-1]

    def at(self, instant: datetime) -> LeadTerm | None:
        """The accountable lead at an instant; None before the case was opened."""
        for term in reversed(self.terms):
            if term.starts_at <= instant:
                return term
        return None
