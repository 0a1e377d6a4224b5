"""Periodic reviews: what a file declares, and where each review of a case stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ddrflow.dates import MONDAY_TO_FRIDAY, Calendar, OnHoliday, Period, add
from ddrflow.model.quick import quick
from ddrflow.model.source import Source


class CatchUp(StrEnum):
    """Which of the occurrences that passed while one was waiting are still to be held."""

    ONE = "one"
    ALL = "all"
    #: Not even the one that waited: what was missed is given up.
    NONE = "none"


class Overlap(StrEnum):
    """What becomes of the two when an occurrence comes while the one before it still waits."""

    #: The one that waits stays, and the one that came is left out.
    SKIP = "skip"
    #: The one that came takes the place of the one that waits, which is given up.
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One review of the file.

    `states` are the states in which it runs; the anchor is the day on which the case came
    into them, or on which it was opened where `anchored_at_opening`. Occurrence n is due on
    anchor + n * every, never from "now"; `on_holiday` moves the day that is shown, and no
    later occurrence with it. It is held by a conference of the type `held_by`, or by the
    owner's word where that is empty. With `weight`, from 0 to 9, it is taken up before others
    that came due at the same time.
    """

    name: str
    states: frozenset[str]
    every: Period
    owner: str
    held_by: str
    remind: Period | None
    grace: Period | None
    escalate_to: tuple[str, ...]
    source: Source
    anchored_at_opening: bool = False
    on_holiday: OnHoliday = OnHoliday.KEEP
    catch_up: CatchUp = CatchUp.ONE
    calendar: Calendar = MONDAY_TO_FRIDAY
    overlap: Overlap = Overlap.SKIP
    weight: int = 0

    def regular_day(self, anchor_on: date, occurrence: int) -> date:
        """Anchor + n * every, whatever day that is."""
        return add(anchor_on, self.every, occurrence, self.calendar)

    def due_day(self, anchor_on: date, occurrence: int) -> date:
        """The day on which an occurrence is due: the regular one, moved as the file says."""
        day = self.regular_day(anchor_on, occurrence)
        return self.calendar.moved(day, self.on_holiday)

    def opens_on(self, due_on: date) -> date:
        """From when on an occurrence can be held, and its owner is reminded of it."""
        return add(due_on, self.remind, -1, self.calendar) if self.remind else due_on

    def last_day(self, due_on: date) -> date:
        """The last day on which an occurrence can be held before it is missed."""
        return add(due_on, self.grace, 1, self.calendar) if self.grace else due_on

    def day_after(self, anchor_on: date, occurrence: int) -> date:
        """The day on which the occurrence after this one is due."""
        return self.due_day(anchor_on, occurrence + 1)

    def owner_in(self, lead: str) -> str:
        """The role that owns it where a role leads the case."""
        return lead if self.owner == "lead" else self.owner


class ReviewStatus(StrEnum):
    """The life of one occurrence; a missed one still has to be held."""

    SCHEDULED = "scheduled"
    REMINDED = "reminded"
    DUE = "due"
    MISSED = "missed"


#: Its day has come, and it has not been held.
WAITING: Final = (ReviewStatus.DUE, ReviewStatus.MISSED)

#: One turn of a review in its run, in the order in which they come.
Turn = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Holding:
    """An occurrence that was held: in which conference, when, and where it stood before.

    `conference` is empty where the owner's word held it; `held_on` is None where the record
    does not tell it.
    """

    occurrence: int
    due_on: date
    status: ReviewStatus
    conference: str = ""
    called_for: str = ""
    held_on: date | None = None

    @property
    def turn(self) -> Turn:
        """Number and day; a turn that was called can have the number of a regular one."""
        return self.occurrence, self.due_on


@quick
@dataclass(frozen=True, slots=True)
class Review:
    """The occurrence of a review that comes next, with its day in the workflow's zone.

    `anchor_on` tells one run of the review from another; `holdings` are the occurrences of
    this run that were held, should a conference not count after all. `called_for` is the
    reason, as a code, why it was called before its day; empty where it was not. `left_out` is
    the number of the last occurrence that did not come, since this one waited; `given_up` is
    what is not to be held any more. `is_carried_over` says that the anchor is counted back from
    the day that stood when the case moved to another version of its workflow.
    """

    name: str
    anchor_on: date
    occurrence: int
    due_on: date
    status: ReviewStatus = ReviewStatus.SCHEDULED
    holdings: tuple[Holding, ...] = ()
    called_for: str = ""
    left_out: int = 0
    given_up: tuple[Holding, ...] = ()
    is_carried_over: bool = False

    @property
    def turn(self) -> Turn:
        """Number and day of the occurrence that comes next."""
        return self.occurrence, self.due_on

    @property
    def since(self) -> date:
        """The last day of which the run tells: that of its anchor, or of what was held last."""
        return max([self.anchor_on, *(one.held_on for one in self.holdings if one.held_on)])

    @property
    def waits(self) -> bool:
        """Its day has come, and it has not been held."""
        return self.status in WAITING
