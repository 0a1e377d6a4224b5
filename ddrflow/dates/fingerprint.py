"""From which data instants and working days follow: told apart when that data are others."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from ddrflow.dates.calendars import Calendar
from ddrflow.dates.public_holidays import edition

#: Every midnight of these years is looked at: that is when days begin and end.
FIRST: Final = date(2020, 1, 1)
DAYS: Final = 40 * 366
_ONE_DAY: Final = timedelta(days=1)


def fingerprint(zone: ZoneInfo, calendar: Calendar) -> str:
    """A digest of when the days of a place begin, and of the edition of its public holidays."""
    holidays = edition() if calendar.country else ""
    return sha256(f"{_midnights(zone)} {holidays}".encode()).hexdigest()


@lru_cache(maxsize=64)
def _midnights(zone: ZoneInfo) -> str:
    told = sha256()
    day = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=zone)
    for _ in range(DAYS):
        for fold in (0, 1):
            told.update(str(day.replace(fold=fold).utcoffset()).encode())
        day += _ONE_DAY
    return told.hexdigest()
