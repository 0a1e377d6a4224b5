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

from ddrflow.dates.calendars import Calendar

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
_YEAR: Final = Unit.YEAR
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
    return period if most_days(period) <= _LONGEST_DAYS else None


def fewest_days(period: Period) -> int:
    """No period of this length takes fewer days; a week has five working days, no holidays."""
    return _days(period, 365, 28, 0)


def most_days(period: Period) -> int:
    """No period of this length takes more days; working days are as in `fewest_days`."""
    return _days(period, 366, 31, 2)


def is_surely_shorter(one: Period, other: Period) -> bool:
    """Wherever each of them begins: of two in one unit the smaller, whatever that unit comes to."""
    if one.unit is other.unit:
        return one.count < other.count
    return most_days(one) < fewest_days(other)


def _days(period: Period, year: int, month: int, weekend: int) -> int:
    """`weekend` is what a part of a working week can have in it."""
    count = period.count
    if period.unit is _YEAR:
        return year * count
    if period.unit is _MONTH:
        return year * (count // 12) + month * (count % 12)
    if period.unit is _WORKING_DAY:
        weeks, rest = divmod(count, 5)
        return 7 * weeks + (rest + weekend if rest else 0)
    return 7 * count if period.unit is _WEEK else count


def add(start: date, period: Period, times: int, calendar: Calendar) -> date:
    """The day that lies `times` periods after `start`; negative `times` count backwards.

    Working days are those of the calendar.
    """
    unit, count = period.unit, period.count * times
    if unit is _DAY:
        return start + timedelta(days=count)
    if unit is _WEEK:
        return start + timedelta(weeks=count)
    if unit is _WORKING_DAY:
        return calendar.after(start, count)
    index = start.year * 12 + start.month - 1 + (count if unit is _MONTH else 12 * count)
    year, month = divmod(index, 12)
    day = start.day
    if day > _SURE_DAYS:
        day = min(day, months.monthrange(year, month + 1)[1])
    return date(year, month + 1, day)
