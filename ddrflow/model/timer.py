"""Timers: when time alone will make something happen on a case."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ddrflow.model.quick import quick


class TimerKind(StrEnum):
    """What runs."""

    REVIEW = "review"
    #: A consent that has a last day.
    CONSENT = "consent"
    #: An order that stands in for consent, and has a last day.
    ORDER = "order"
    #: A proposed successor that has to answer.
    HANDOVER = "hand-over"
    #: A state in which a case may not stay.
    STAY = "stay"


@quick
@dataclass(frozen=True, slots=True)
class Timer:
    """The next thing that time alone makes happen of one kind and name on one case.

    `on` is the day as the file counts it, in the workflow's time zone: the intent, which is
    kept. `due_at` is the instant in UTC that follows from it, at which `lapse` first gives the
    command `mark`; it follows anew where time zones or holidays are other than they were. `name`
    is the review, the scope of the consent or the measure of the order. `organisation` leads the
    case.
    """

    kind: TimerKind
    name: str
    due_at: datetime
    on: date
    mark: str
    organisation: str
    occurrence: int = 0
    weight: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What tells the timers of a case apart."""
        return self.kind.value, self.name
