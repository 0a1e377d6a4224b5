"""A case as a test looks at it: where it stands, who leads, how its reviews stand."""

from dataclasses import dataclass
from datetime import datetime

from ddrflow.dates import local_day
from ddrflow.model.case import Case
from ddrflow.model.review import Review, ReviewStatus
from ddrflow.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Reviews:
    """How many reviews of a case wait to be held.

    `due` and `missed` are what the record says. `overdue` is what the calendar says: the due day
    has passed and nothing was held, whether or not anybody was there to record it.
    """

    due: int
    overdue: int
    missed: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A case at an instant; `record` is all that is known of it."""

    workflow: Workflow
    record: Case
    now: datetime

    @property
    def state(self) -> str:
        """The state that it is in."""
        return self.record.position.state

    @property
    def phase(self) -> str:
        """The phase of that state; empty where the case has ended."""
        return self.record.position.phase or ""

    @property
    def lead(self) -> str:
        """The role of the accountable lead."""
        return self.record.lead.current.role

    @property
    def breaches(self) -> int:
        """How many breaches are open."""
        return len(self.record.exceptions.open_breaches())

    @property
    def reviews(self) -> Reviews:
        """How its reviews stand; a case that has ended has none."""
        running = tuple(self.record.reviews.values()) if self.record.is_open else ()
        today = local_day(self.now, self.workflow.procedure.zone)
        return Reviews(
            due=_count(running, ReviewStatus.DUE),
            overdue=sum(one.due_on < today for one in running),
            missed=_count(running, ReviewStatus.MISSED),
        )


def _count(reviews: tuple[Review, ...], status: ReviewStatus) -> int:
    return sum(one.status is status for one in reviews)
