"""Case conferences: what a file says of a type, and what took place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ddrflow.model.information import InformationClass
from ddrflow.model.quick import quick
from ddrflow.model.rule import RuleUse
from ddrflow.model.source import Source

CONVENED = "convened"
CLOSED = "closed"
STOPPED = "stopped"
CANCELLED = "cancelled"
ENDED = frozenset({CLOSED, STOPPED, CANCELLED})


class Part(StrEnum):
    """Where a stage lies: attendance is taken in the sitting only."""

    BEFORE = "before"
    SITTING = "sitting"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a conference type; `barred` are roles that are out while it lasts."""

    name: str
    part: Part
    barred: frozenset[str] = frozenset()
    rules: tuple[RuleUse, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentNeed:
    """Which consent a conference rests on, and from which stage (or `convened`) on.

    `unless_ordered` is the measure whose order stands in for the consent, while it holds.
    """

    of: str
    scope: str
    needed_from: str
    source: Source
    unless_ordered: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who must have attended for a conference to count as held (paper R22)."""

    core: tuple[str, ...]
    minimum: int = 0
    deputies: bool = True
    remote: bool = True


@dataclass(frozen=True, slots=True)
class ConferenceType:
    """One kind of case conference; `stages` in order, `graph` its life cycle as a table.

    The rule uses are compiled from the file: `to_convene`, `to_invite`, `to_attend`,
    `to_record` and `to_enter` (by stage) hold everything that the engine asks, in one place;
    `attending` is what of `to_attend` the file lists, `tasks` what recording an action asks
    besides `to_record`.
    """

    name: str
    title: str
    convened_by: tuple[str, ...]
    quorum: Quorum
    on_need: tuple[str, ...]
    barred: frozenset[str]
    information: InformationClass
    stages: tuple[Stage, ...]
    source: Source
    consent: ConsentNeed | None
    basis: Source | None
    instead: str
    attending: tuple[RuleUse, ...]
    tasks: tuple[RuleUse, ...]
    graph: Mapping[tuple[str, str], str]
    agreed: tuple[RuleUse, ...]
    to_convene: tuple[RuleUse, ...]
    to_invite: tuple[RuleUse, ...]
    to_attend: tuple[RuleUse, ...]
    to_record: tuple[RuleUse, ...]
    to_enter: Mapping[str, tuple[RuleUse, ...]]

    def stage(self, name: str) -> Stage | None:
        """The stage of this name."""
        return next((stage for stage in self.stages if stage.name == name), None)

    @property
    def sitting(self) -> tuple[str, ...]:
        """The names of the stages in which people sit together."""
        return tuple(stage.name for stage in self.stages if stage.part is Part.SITTING)

    def seats(self, role: str) -> bool:
        """The role has a seat without being invited: it convenes, or it is core."""
        return role in self.quorum.core or role in self.convened_by

    def is_consent_needed(self, stage: str) -> bool:
        """The stage (or `convened`) is one that may not be entered without consent."""
        if self.consent is None:
            return False
        order = (CONVENED, *(one.name for one in self.stages))
        return order.index(stage) >= order.index(self.consent.needed_from)


class Presence(StrEnum):
    """How somebody was there."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    #: It was not written down; a rule that depends on it stays undecided.
    NOT_RECORDED = "not-recorded"


@quick
@dataclass(frozen=True, slots=True)
class Attendance:
    """One person was in one stage, for a role; `deputy_for` names the person represented."""

    person: str
    role: str
    organisation: str
    stage: str
    presence: Presence
    at: datetime
    deputy_for: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A role's organisation was asked to come; the relevance is a code or need id."""

    role: str
    organisation: str
    need: str = ""


class Outcome(StrEnum):
    """What a closed sitting counts as."""

    #: Not closed yet.
    OPEN = "open"
    HELD = "held"
    #: The core did not attend; a review that needed it stays due.
    INQUORATE = "inquorate"
    #: Closed before its last sitting stage was reached.
    BROKEN_OFF = "broken-off"


@dataclass(frozen=True, slots=True)
class Action:
    """A task agreed in a conference: one accountable role, others beside it, a due day (R97)."""

    action: str
    owner: str
    due_on: date
    responsible: tuple[str, ...] = ()
    done_at: datetime | None = None


@quick
@dataclass(frozen=True, slots=True)
class Conference:
    """What took place in one conference; its outcome is derived, never recorded.

    `changed_at` is when it last changed (as it occurred): each conference has its own, so that
    nobody learns from one of another.
    """

    conference: str
    type: str
    quorum: Quorum
    sitting: tuple[str, ...]
    convened_at: datetime
    planned_on: date
    stage_since: datetime
    stage: str = CONVENED
    stages_entered: tuple[str, ...] = ()
    entered_at: tuple[datetime, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    contributions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    minutes: tuple[str, ...] = ()
    closed_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def is_under_way(self) -> bool:
        """Neither closed, stopped nor cancelled."""
        return self.closed_at is None and self.stage not in ENDED

    def is_invited(self, role: str, organisation: str) -> bool:
        """The organisation was asked to come in this role."""
        return any((one.role, one.organisation) == (role, organisation) for one in self.invitations)

    def task(self, name: str) -> Action | None:
        """The action of this id."""
        return next((one for one in self.actions if one.action == name), None)

    def missing_core(self) -> tuple[str, ...]:
        """Core roles for which nobody attended in a way that counts."""
        counted = {one.role for one in self.attendance if self._counts(one)}
        return tuple(role for role in self.quorum.core if role not in counted)

    def is_core_unclear(self) -> bool:
        """Only an attendance whose manner was not recorded keeps a core role from counting."""
        unclear = {
            one.role
            for one in self.attendance
            if one.presence is Presence.NOT_RECORDED and not self.quorum.remote
        }
        missing = self.missing_core()
        return bool(missing) and all(role in unclear for role in missing)

    def people(self) -> int:
        """How many different persons attended in a way that counts."""
        return len({one.person for one in self.attendance if self._counts(one)})

    def is_quorate(self) -> bool:
        """The whole core and the minimum number of persons attended."""
        return not self.missing_core() and self.people() >= self.quorum.minimum

    @property
    def outcome(self) -> Outcome:
        """What the conference counts as, by the attendance as it stands now."""
        if self.closed_at is None:
            return Outcome.OPEN
        if not self.is_quorate():
            return Outcome.INQUORATE
        if self.sitting and self.sitting[-1] not in self.stages_entered:
            return Outcome.BROKEN_OFF
        return Outcome.HELD

    def _counts(self, one: Attendance) -> bool:
        if one.deputy_for and not self.quorum.deputies:
            return False
        return self.quorum.remote or one.presence is Presence.IN_PERSON
