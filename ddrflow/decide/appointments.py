"""Days that organisations have in their calendars: conferences they are asked to, their reviews.

What stands in a calendar follows from the case, and nothing else is remembered of it: an entry
changes what the case before it and the case after it differ in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ddrflow.decide.letters import Told, asked_to, owner_of, seen_by
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.conference import CLOSED
from ddrflow.model.events import Entry, Event
from ddrflow.model.fold import evolve
from ddrflow.model.information import InformationClass
from ddrflow.model.workflow import Workflow


class AppointmentKind(StrEnum):
    """What the day is for."""

    CONFERENCE = "conference"
    REVIEW = "review"


#: Whose, kind, name, and what tells one run of it from another.
Key = tuple[str, AppointmentKind, str, str]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day in the calendar of one organisation, as an entry makes, moves or cancels it.

    `number` counts the changes that this organisation was told of, from 0 on: it tells nothing
    of what else was recorded. `at` is when the last of them was recorded. `shown_to` is who may
    know of it.
    """

    case_id: str
    to: str
    kind: AppointmentKind
    name: str
    run: str
    on: date
    at: datetime
    shown_to: InformationClass = InformationClass.OPEN
    number: int = 0
    is_cancelled: bool = False

    @property
    def key(self) -> Key:
        """Whose it is, and which: what stays the same however often it is moved."""
        return self.to, self.kind, self.name, self.run


Calendar = Mapping[Key, Appointment]
WorkflowOf = Callable[[Case], Workflow]
#: Kinds of event that can change a calendar.
CHANGING: Final[frozenset[type[Event]]] = frozenset(
    {
        e.CaseMigrated,
        e.CaseOpened,
        e.ConferenceCancelled,
        e.ConferenceClosed,
        e.ConferenceConvened,
        e.ConferenceStopped,
        e.EntryCorrected,
        e.InvitedToConference,
        e.LeadTakenOver,
        e.ReviewCalled,
        e.ReviewCarriedOver,
        e.ReviewEnded,
        e.ReviewGivenUp,
        e.ReviewHeld,
        e.ReviewReopened,
        e.ReviewScheduled,
        e.RoleBound,
        e.RoleUnbound,
        e.StepTaken,
    }
)


def calendar(told: Told) -> Calendar:
    """What stands in the calendars of all organisations of a case, each as it may know of it."""
    found = tuple(_days(told)) if told.case.is_open else ()
    at, case = told.entry.recorded_at, told.case
    seen = {one: seen_by(told.workflow, case, one, at) for one in {each.to for each in found}}
    return {one.key: one for one in found if one.shown_to in seen[one.to]}


def _days(told: Told) -> Iterator[Appointment]:
    case_id, at = told.case.case_id, told.entry.recorded_at
    for name, review in told.case.reviews.items():
        run = str(review.anchor_on)
        for one in owner_of(told, name):
            yield Appointment(case_id, one, AppointmentKind.REVIEW, name, run, review.due_on, at)
    for name, sitting in told.case.conferences.items():
        if not sitting.is_under_way:
            continue
        shown_to, day = told.class_of_type(sitting.type), sitting.planned_on
        for one in asked_to(told, sitting):
            yield Appointment(case_id, one, AppointmentKind.CONFERENCE, name, "", day, at, shown_to)


@dataclass(slots=True)
class Kept:
    """What stands in calendars so far, and how often each appointment was told of."""

    stands: dict[Key, Appointment] = field(default_factory=dict)
    told: Counter[Key] = field(default_factory=Counter)

    def take(self, after: Calendar, case: Case, at: datetime) -> Iterator[Appointment]:
        """What one more entry changes: what is made, moved, and cancelled."""
        for key, one in after.items():
            old = self.stands.get(key)
            if old is None or old.on != one.on:
                self.stands[key] = replace(one, number=self._next(key))
                yield self.stands[key]
        for key in [one for one in self.stands if one not in after]:
            old = self.stands.pop(key)
            if not _took_place(case, old):
                yield replace(old, at=at, number=self._next(key), is_cancelled=True)

    def _next(self, key: Key) -> int:
        self.told[key] += 1
        return self.told[key] - 1


def _took_place(case: Case, one: Appointment) -> bool:
    """A conference that was closed stays in calendars: people were there."""
    found = case.conferences.get(one.name) if one.kind is AppointmentKind.CONFERENCE else None
    return found is not None and found.stage == CLOSED


def lived(
    workflow_of: WorkflowOf, history: Sequence[Entry]
) -> tuple[Kept, tuple[Appointment, ...]]:
    """The calendars after these entries, and what the last of them changed in them."""
    kept, case = Kept(), None
    changed: tuple[Appointment, ...] = ()
    for number, entry in enumerate(history):
        before, case = case, evolve(case, entry, history[:number])
        changed = ()
        if type(entry.event) in CHANGING:
            told = Told(workflow_of(case), before, case, entry)
            changed = tuple(kept.take(calendar(told), case, entry.recorded_at))
    return kept, changed


def still_known(
    workflow: Workflow, case: Case, several: Iterable[Appointment], now: datetime
) -> tuple[Appointment, ...]:
    """The appointments of those who may know of them at a time."""
    return tuple(one for one in several if one.shown_to in seen_by(workflow, case, one.to, now))
