"""What stands above the cases, fact by fact: ids, codes and days, no free text and no case.

A day counts in the time zone of whoever asks; a fact with days holds from the first to the
last of them, both included, and without a last one there is no end.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Contact:
    """The point of contact of an organisation, above any single case (paper R78)."""

    organisation: str
    person: str
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version of what organisations have agreed on, and when it is looked at again."""

    agreement: str
    version: str
    organisations: tuple[str, ...]
    starts_on: date
    review_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """It is in force on the day."""
        return _holds(self.starts_on, self.ends_on, day)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which goals, values and glossary an organisation has signed, each by version (paper R9)."""

    organisation: str
    goals: str
    values: str
    glossary: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class OperatingProcedure:
    """One version of a common standard operating procedure (paper R13)."""

    procedure: str
    version: str
    starts_on: date


class ActivityKind(StrEnum):
    """What people of several agencies do together apart from any case (paper R77, R95)."""

    JOINT_TRAINING = "joint-training"
    SHADOWING = "shadowing"
    ROUNDS = "rounds"
    #: Civil society and a prison that it is new to come to know each other.
    PRISON_INTRODUCTION = "prison-introduction"
    FEEDBACK_ROUND = "feedback-round"
    TEAM_BUILDING = "team-building"
    JOINT_INTERVIEW = "joint-interview"
    #: It agrees on procedures; there is no place in it for data of a case.
    CASE_INDEPENDENT_MEETING = "case-independent-meeting"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity that was held; `procedure` and `version` are what people were trained on."""

    activity: str
    kind: ActivityKind
    held_on: date
    organisations: tuple[str, ...]
    persons: tuple[str, ...] = ()
    procedure: str = ""
    version: str = ""


class Means(StrEnum):
    """What an organisation needs to lead, and what keeps it going (paper R73, R83)."""

    #: An agreement that gives it access to information and to the client.
    ACCESS = "access"
    #: A mandate towards the others, with a way to escalate.
    MANDATE = "mandate"
    TRAINING = "training"
    #: Money for the work of leading.
    BUDGET = "budget"
    #: The money that the organisation itself lives on.
    FUNDING = "funding"


@dataclass(frozen=True, slots=True)
class Grant:
    """One means that an organisation has; `reference` names the paper that says so."""

    organisation: str
    means: Means
    reference: str
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """The organisation has it on the day."""
        return _holds(self.starts_on, self.ends_on, day)


@dataclass(frozen=True, slots=True)
class Board:
    """A steering board above the cases, and who sits on it (paper R20)."""

    board: str
    organisations: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """It is there on the day."""
        return _holds(self.starts_on, self.ends_on, day)


@dataclass(frozen=True, slots=True)
class BoardMeeting:
    """One meeting of a board, and who was there."""

    meeting: str
    board: str
    held_on: date
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardDecision:
    """What a meeting of a board decided, by id; the words of it are kept elsewhere."""

    decision: str
    meeting: str


def _holds(starts_on: date, ends_on: date | None, day: date) -> bool:
    return starts_on <= day and (ends_on is None or day <= ends_on)
