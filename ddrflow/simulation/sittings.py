"""What all cases of a replication share: people who call conferences together, and rooms."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import heapreplace
from typing import Final

from ddrflow.dates import Calendar, OnHoliday

#: Who is asked for more than anybody can do is never free again.
NEVER: Final = datetime(9000, 1, 1, tzinfo=UTC)


class Coordinators:
    """So many people, each at one conference at a time; who asks first is served first."""

    def __init__(self, number: int, since: datetime) -> None:
        self._free_at = [since] * max(1, number)

    def begun(self, now: datetime, lasts: timedelta) -> datetime:
        """When the one who is free first begins with what is asked now, and takes so long.

        It is asked in the order of time.
        """
        begins = max(now, self._free_at[0])
        heapreplace(self._free_at, begins + lasts if begins < NEVER - lasts else NEVER)
        return begins


class Sittings:
    """How many conferences sit in each week; a week that is full sends the next one on."""

    def __init__(self, a_week: float, calendar: Calendar) -> None:
        self._a_week = a_week
        self._calendar = calendar
        self._booked: Counter[date] = Counter()

    def booked(self, day: date) -> date:
        """The first working day from this one on whose week has a place left; it takes it."""
        while self._booked[_week(day)] + 1 > self._allowed(day):
            day = self._calendar.moved(_week(day) + timedelta(days=7), OnHoliday.NEXT)
        self._booked[_week(day)] += 1
        return day

    def _allowed(self, day: date) -> float:
        """A part of a place a week adds up, week by week."""
        weeks = _week(day).toordinal() // 7
        return int(self._a_week * (weeks + 1)) - int(self._a_week * weeks)


@dataclass(frozen=True, slots=True)
class Shared:
    """What of it a world has; None where each case has its own."""

    sittings: Sittings | None = None
    coordinators: Coordinators | None = None


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
