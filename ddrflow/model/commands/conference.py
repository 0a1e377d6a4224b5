"""Case conferences, from convening to minutes."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.commands.base import (
    Command,
    ConferenceId,
    Day,
    From,
    NewId,
    Organisation,
    Role,
    Text,
)
from ddrflow.model.conference import Presence
from ddrflow.model.quick import quick


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class ConveneConference(Command):
    """Call a conference of a type together for a day; `necessity` marks one out of turn (R1)."""

    conference: NewId
    type: Annotated[str, From("conference-type")]
    planned_on: Day
    necessity: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteToConference(Command):
    """Ask a role's organisation to come; one that is not core needs an open need (R23, R64)."""

    conference: ConferenceId
    role: Role
    organisation: Organisation
    need: Annotated[str, From("need-or-none")] = ""
    relevance: Text = ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class EnterStage(Command):
    """Begin the next stage of a conference."""

    conference: ConferenceId
    stage: Annotated[str, From("stage")]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttendance(Command):
    """Record that a person was in the present stage (or, later, in the one named)."""

    conference: ConferenceId
    person: Annotated[str, From("person")]
    role: Role
    organisation: Organisation
    presence: Annotated[Presence, From("presence")] = Presence.IN_PERSON
    stage: Annotated[str, From("stage-or-none")] = ""
    deputy_for: Annotated[str, From("person-or-none")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContribution(Command):
    """Record a written contribution of a role that does not attend."""

    conference: ConferenceId
    role: Role
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecision(Command):
    """Record a decision of the conference."""

    conference: ConferenceId
    decision: NewId
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAction(Command):
    """Record a task agreed on: one role accountable for it, others beside it, a due day (R97)."""

    conference: ConferenceId
    action: NewId
    owner: Role
    due_on: Day
    responsible: Annotated[tuple[str, ...], From("roles")] = ()
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAction(Command):
    """Record that a task was done."""

    conference: ConferenceId
    action: Annotated[str, From("action")]
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMinutes(Command):
    """File the minutes of the conference."""

    conference: ConferenceId
    minutes: NewId
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseConference(Command):
    """End the sitting; the attendance decides what the conference counts as."""

    conference: ConferenceId


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelConference(Command):
    """Call a conference off before its sitting is closed."""

    conference: ConferenceId
    reason: Text = ""
