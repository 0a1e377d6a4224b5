"""Periods as people say them, and the days that they lead to.

Months clamp: one month after 31 January is the last day of February. Counted from one day,
occurrence by occurrence, they never drift: two months after 31 January is 31 March.
"""

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ddrflow.dates.calendars import MONDAY_TO_FRIDAY, Calendar

_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (working day|day|week|month|year)s?")
_LONGEST_DAYS = 3660


class Unit(StrEnum):
    """What a period counts."""

    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# A name of the module costs a tenth of what a member of an enum does, on the hottest path.
_DAY: Final = Unit.DAY
_WORKING_DAY: Final = Unit.WORKING_DAY
_WEEK: Final = Unit.WEEK
_MONTH: Final = Unit.MONTH
#: Every month has so many days.
_SURE_DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class Period:
    """A length of calendar time, such as `3 months`; `count` is at least 1."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count > 1 else ''}"


def parse_period(text: str) -> Period | None:
    """Read `14 days`, `10 working days`; None when it is none between 1 day and 10 years."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    period = Period(int(found[1]), Unit(found[2]))
    return period if days_at_least(period) <= _LONGEST_DAYS else None


def days_at_least(period: Period) -> int:
    """How many days a period takes, to compare two of them; working days without holidays."""
    start = date(2001, 1, 1)
    return (add(start, period, calendar=MONDAY_TO_FRIDAY) - start).days


def add(start: date, period: Period, times: int = 1, calendar: Calendar | None = None) -> date:
    """The day that lies `times` periods after `start`; negative `times` count backwards.

    Working days are counted in a calendar; raises ValueError where none is given.
    """
    unit, count = period.unit, period.count * times
    if unit is _DAY:
        return start + timedelta(days=count)
    if unit is _WEEK:
        return start + timedelta(weeks=count)
    if unit is _WORKING_DAY:
        if calendar is None:
            message = "working days are counted in a calendar, and none is given"
            raise ValueError(message)
        return calendar.after(start, count)
    index = start.year * 12 + start.month - 1 + (count if unit is _MONTH else 12 * count)
    year, month = divmod(index, 12)
    day = start.day
    if day > _SURE_DAYS:
        day = min(day, months.monthrange(year, month + 1)[1])
    return date(year, month + 1, day)
