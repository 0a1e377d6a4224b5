"""Calendar arithmetic: periods as people say them, and the dates that they lead to.

A period is counted in the calendar, not in hours: `1 day` after the day before the clocks
change is the same wall time the next day. Months clamp: one month after 31 January is the
last day of February.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (day|week|month|year)s?")
_LONGEST_DAYS = 3660


class Unit(StrEnum):
    """What a period counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of calendar time, such as `3 months`; `count` is at least 1."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count > 1 else ''}"


def parse_period(text: str) -> Period | None:
    """Read `14 days`, `3 months`; None when it is not a period between 1 day and 10 years."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    period = Period(int(found[1]), Unit(found[2]))
    start = date(2000, 1, 1)
    return period if (add(start, period) - start).days <= _LONGEST_DAYS else None


def add(start: date, period: Period, times: int = 1) -> date:
    """The day that lies `times` periods after `start`; negative `times` count backwards."""
    count = period.count * times
    if period.unit is Unit.DAY:
        return start + timedelta(days=count)
    if period.unit is Unit.WEEK:
        return start + timedelta(weeks=count)
    months = count if period.unit is Unit.MONTH else 12 * count
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an instant in a time zone."""
    return instant.astimezone(zone).date()


def back(instant: datetime, period: Period, zone: ZoneInfo) -> date:
    """The local day that lies one period before an instant."""
    return add(local_day(instant, zone), period, -1)
