"""Working days of one place: its weekend, its public holidays, and the days on which it is closed.

Which days are holidays comes from the library of `public_holidays`, so a day that is worked
out here rests on the library's edition as well.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ddrflow.dates.public_holidays import public_holidays

_DAY: Final = timedelta(days=1)


class Weekday(StrEnum):
    """The days of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEK: Final = tuple(Weekday)


class OnHoliday(StrEnum):
    """What becomes of a due day that is no working day."""

    KEEP = "keep"
    NEXT = "next-working-day"
    PREVIOUS = "previous-working-day"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days; `country` is empty where no public holidays count.

    At least one day of the week is none of the weekend.
    """

    weekend: frozenset[Weekday] = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})
    country: str = ""
    subdivision: str = ""
    closed: frozenset[date] = frozenset()

    def __str__(self) -> str:
        weekend = " and ".join(one for one in WEEK if one in self.weekend)
        parts = [weekend or "no weekend"]
        if self.country:
            place = "-".join(one for one in (self.country, self.subdivision) if one)
            parts.append(f"public holidays of {place}")
        parts += [one.isoformat() for one in sorted(self.closed)]
        return ", ".join(parts)

    def is_working(self, day: date) -> bool:
        """People work on this day."""
        if WEEK[day.weekday()] in self.weekend or day in self.closed:
            return False
        return not self._holiday(day)

    def why_closed(self, day: date) -> str:
        """The holiday's name, the day of the weekend, or `closed`; empty on a working day."""
        name = self._holiday(day)
        if name or day in self.closed:
            return name or "closed"
        weekday = WEEK[day.weekday()]
        return weekday.value if weekday in self.weekend else ""

    def _holiday(self, day: date) -> str:
        if not self.country:
            return ""
        return public_holidays(self.country, self.subdivision, day.year).get(day, "")

    def after(self, day: date, count: int) -> date:
        """The working day that many working days later; a negative count goes back."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def moved(self, day: date, how: OnHoliday) -> date:
        """The day itself, or the working day next to it where it is none."""
        if how is OnHoliday.KEEP or self.is_working(day):
            return day
        return self.after(day, 1 if how is OnHoliday.NEXT else -1)


MONDAY_TO_FRIDAY: Final = Calendar()
