"""Sittings that all cases of a replication share: a week holds so many of them."""

from collections import Counter
from datetime import date, timedelta

from ddrflow.dates import Calendar, OnHoliday


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


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
