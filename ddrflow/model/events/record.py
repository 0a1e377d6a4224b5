"""Reviews, deviations, breaches and corrections.

What befalls a review names the anchor of its run, so that no other run is taken for it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ddrflow.model.events.base import Event
from ddrflow.model.review import ReviewStatus


@dataclass(frozen=True, slots=True)
class ReviewScheduled(Event):
    """A review began to run; its first occurrence has a due day."""

    review: str
    anchor_on: date
    occurrence: int
    due_on: date


@dataclass(frozen=True, slots=True)
class ReviewReminded(Event):
    """An occurrence comes due soon, and its owner was reminded of it.

    `due_on` tells a turn that was called from the regular one of the same number, here as in
    `ReviewFellDue` and `ReviewMissed`.
    """

    review: str
    anchor_on: date
    occurrence: int
    owner: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewCalled(Event):
    """An occurrence was made due before its day, by necessity; the schedule stays (R1)."""

    review: str
    anchor_on: date
    occurrence: int
    due_on: date
    why: str


@dataclass(frozen=True, slots=True)
class ReviewFellDue(Event):
    """The day of an occurrence came."""

    review: str
    anchor_on: date
    occurrence: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewMissed(Event):
    """An occurrence was not held within its grace; who was told."""

    review: str
    anchor_on: date
    occurrence: int
    escalated_to: tuple[str, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewLeftOut(Event):
    """The day of an occurrence came while the one before it still waited; who was told."""

    review: str
    anchor_on: date
    occurrence: int
    due_on: date
    escalated_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewGivenUp(Event):
    """An occurrence is not to be held any more, who was told, and when the next is due."""

    review: str
    anchor_on: date
    occurrence: int
    due_on: date
    next_occurrence: int
    next_due_on: date
    escalated_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewHeld(Event):
    """An occurrence was held, and when the next is due; `conference` is empty for none.

    It says of which turn it speaks, so that it stands by itself where an earlier one is taken
    back: `due_on` and `called_for` tell a turn that was called from the regular one of the same
    number. An event that was stored without `due_on` speaks of the turn that waited. `held_on`
    is the day in the workflow's zone, which for a conference is that on which its sitting ended.
    """

    review: str
    anchor_on: date
    occurrence: int
    conference: str
    next_occurrence: int
    next_due_on: date
    due_on: date | None = None
    called_for: str = ""
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewReopened(Event):
    """The conference that an occurrence was held in does not count after all.

    It tells two turns that were called and held on one day from each other; an event that was
    stored without it speaks of the first of them.
    """

    review: str
    anchor_on: date
    occurrence: int
    due_on: date
    status: ReviewStatus
    called_for: str = ""
    conference: str = ""


@dataclass(frozen=True, slots=True)
class ReviewEnded(Event):
    """The case left the states in which the review runs."""

    review: str
    anchor_on: date


@dataclass(frozen=True, slots=True)
class ReviewCarriedOver(Event):
    """A review that runs goes on under another version of the workflow, and nothing of it is lost.

    `named` is what it is called there; its occurrences count from `new_anchor_on`, so that the
    one that comes next is due on `due_on`.
    """

    review: str
    anchor_on: date
    named: str
    new_anchor_on: date
    occurrence: int
    due_on: date


@dataclass(frozen=True, slots=True)
class DeviationAllowed(Event):
    """A rule was lifted at one place for a while."""

    rule: str
    place: str
    until: datetime
    asked_by: str


@dataclass(frozen=True, slots=True)
class BreachOpened(Event):
    """Something happened that a rule forbids: its owner and due day."""

    breach: str
    trigger: str
    rule: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class BreachClosed(Event):
    """The rule of a breach is met again."""

    breach: str


@dataclass(frozen=True, slots=True)
class EntryCorrected(Event):
    """An entry does not count; the fold leaves it out."""

    wrong: int
    why: str


@dataclass(frozen=True, slots=True)
class ContentErased(Event):
    """Free text was deleted for good: of these entries, or of all before this one where none is."""

    entries: tuple[int, ...]
    basis: str
    why: str
