"""What takes place in a conference."""

from dataclasses import dataclass
from datetime import date

from ddrflow.model.conference import Presence, Quorum
from ddrflow.model.events.base import Event


@dataclass(frozen=True, slots=True)
class ConferenceConvened(Event):
    """A conference was called together, under the quorum of its type."""

    conference: str
    type: str
    planned_on: date
    quorum: Quorum
    sitting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvitedToConference(Event):
    """A role's organisation was asked to come."""

    conference: str
    role: str
    organisation: str
    need: str


@dataclass(frozen=True, slots=True)
class StageEntered(Event):
    """A stage of a conference began."""

    conference: str
    stage: str


@dataclass(frozen=True, slots=True)
class AttendanceRecorded(Event):
    """A person was in a stage."""

    conference: str
    person: str
    role: str
    organisation: str
    stage: str
    presence: Presence
    deputy_for: str


@dataclass(frozen=True, slots=True)
class ContributionRecorded(Event):
    """A role contributed in writing."""

    conference: str
    role: str


@dataclass(frozen=True, slots=True)
class DecisionRecorded(Event):
    """The conference decided something."""

    conference: str
    decision: str


@dataclass(frozen=True, slots=True)
class ActionRecorded(Event):
    """A task was agreed on."""

    conference: str
    action: str
    owner: str
    due_on: date
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionDone(Event):
    """A task was done."""

    conference: str
    action: str


@dataclass(frozen=True, slots=True)
class MinutesFiled(Event):
    """Minutes of the conference were filed."""

    conference: str
    minutes: str


@dataclass(frozen=True, slots=True)
class ConferenceClosed(Event):
    """The sitting ended; what it counts as follows from the attendance."""

    conference: str


@dataclass(frozen=True, slots=True)
class ConferenceCancelled(Event):
    """The conference was called off."""

    conference: str


@dataclass(frozen=True, slots=True)
class ConferenceStopped(Event):
    """The conference stopped because the consent that it rested on ended."""

    conference: str
    scope: str
