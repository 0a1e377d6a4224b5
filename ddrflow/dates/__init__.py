"""Days and instants: periods as people say them, working days, and the clocks of a place.

A period is counted in the calendar, not in hours: `1 day` after the day before the clocks
change is the same wall time the next day, and `14 working days` pass over what is closed.
"""

from ddrflow.dates.calendars import MONDAY_TO_FRIDAY, Calendar, OnHoliday, Weekday
from ddrflow.dates.fingerprint import fingerprint
from ddrflow.dates.instants import back, end_of, instant_of, local_day
from ddrflow.dates.periods import (
    Period,
    Unit,
    add,
    fewest_days,
    is_surely_shorter,
    most_days,
    parse_period,
)

__all__ = [
    "MONDAY_TO_FRIDAY",
    "Calendar",
    "OnHoliday",
    "Period",
    "Unit",
    "Weekday",
    "add",
    "back",
    "end_of",
    "fewest_days",
    "fingerprint",
    "instant_of",
    "is_surely_shorter",
    "local_day",
    "most_days",
    "parse_period",
]
