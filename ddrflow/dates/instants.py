"""The clocks of a place: which day it is there, and when a day or a time of day begins.

Where clocks go forward, a wall time that does not exist is the first instant after the gap;
where they go back, a wall time that comes twice is the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ddrflow.dates.calendars import Calendar
from ddrflow.dates.periods import Period, add

_MIDNIGHT: Final = time()
_ONE_DAY: Final = timedelta(days=1)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an instant in a time zone."""
    return instant.astimezone(zone).date()


def back(instant: datetime, period: Period, zone: ZoneInfo, calendar: Calendar) -> date:
    """The local day that lies one period before an instant."""
    return add(local_day(instant, zone), period, -1, calendar)


@lru_cache(maxsize=4096)
def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant after a day in a time zone, in UTC: where the next one begins."""
    return instant_of(day + _ONE_DAY, _MIDNIGHT, zone)


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which clocks of a time zone show a time of a day."""
    wall = datetime.combine(day, at, zone)
    first = wall.replace(fold=0).astimezone(UTC)
    second = wall.replace(fold=1).astimezone(UTC)
    # Only a time that does not exist is read the wrong way round: on either side of the gap.
    return first if first <= second else _change(second, first, zone)


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant, to the second, at which clocks go forward between two instants."""
    before = before.replace(microsecond=0)
    old = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while low < high:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == old:
            low = middle + 1
        else:
            high = middle
    return before + timedelta(seconds=low)
