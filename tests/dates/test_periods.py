"""Periods as people say them, and the days that they lead to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ddrflow.dates import (
    MONDAY_TO_FRIDAY,
    Period,
    Unit,
    add,
    fewest_days,
    instant_of,
    most_days,
    parse_period,
)

VIENNA = ZoneInfo("Europe/Vienna")
MONTH = Period(1, Unit.MONTH)


@pytest.mark.parametrize("text", ["1 day", "14 working days", "2 weeks", "3 months", "1 year"])
def test_a_period_reads_as_it_is_written(text: str) -> None:
    assert str(parse_period(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "0 days",
        "2700 working days",
        "14 workdays",
        "11 years",
        "9999 years",
        "P1M",
        "1 working  day",
    ],
)
def test_what_is_no_period_between_a_day_and_ten_years_is_none(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize("text", ["10 years", "120 months", "2614 working days", "522 weeks"])
def test_ten_years_are_read_in_every_unit(text: str) -> None:
    assert str(parse_period(text)) == text


@pytest.mark.parametrize(
    ("text", "fewest", "most"),
    [
        ("1 day", 1, 1),
        ("2 weeks", 14, 14),
        ("1 month", 28, 31),
        ("14 months", 365 + 56, 366 + 62),
        ("2 years", 730, 732),
        ("5 working days", 7, 7),
        ("4 working days", 4, 6),
        ("11 working days", 15, 17),
    ],
)
def test_a_period_takes_from_its_fewest_to_its_most_days(text: str, fewest: int, most: int) -> None:
    """Wherever it begins: working days on a working day, and without holidays."""
    period = parse_period(text)
    assert period is not None
    assert (fewest_days(period), most_days(period)) == (fewest, most)
    days = [date(2027, 1, 1) + timedelta(days=count) for count in range(2 * 366)]
    starts = [one for one in days if MONDAY_TO_FRIDAY.is_working(one)]
    taken = {(add(one, period, 1, MONDAY_TO_FRIDAY) - one).days for one in starts}
    assert fewest <= min(taken)
    assert max(taken) <= most


def test_a_month_end_is_clamped_and_does_not_drift() -> None:
    """Counted from the anchor each time: after a short month the day is the 31st again."""
    due = [add(date(2028, 1, 31), MONTH, count, MONDAY_TO_FRIDAY) for count in range(4)]
    assert [day.isoformat() for day in due] == [
        "2028-01-31",
        "2028-02-29",
        "2028-03-31",
        "2028-04-30",
    ]


def test_a_year_after_29_february_is_28_february_and_then_29_again() -> None:
    year = Period(1, Unit.YEAR)
    days = [add(date(2028, 2, 29), year, count, MONDAY_TO_FRIDAY) for count in (1, 4)]
    assert days == [date(2029, 2, 28), date(2032, 2, 29)]


def test_one_day_is_not_24_hours() -> None:
    """The same wall time a day later is 23 hours on in spring, and 25 in autumn."""
    for day, hours in ((date(2027, 3, 27), 23), (date(2027, 10, 30), 25), (date(2027, 6, 1), 24)):
        noon = instant_of(day, time(12), VIENNA)
        following = instant_of(add(day, Period(1, Unit.DAY), 1, MONDAY_TO_FRIDAY), time(12), VIENNA)
        assert following - noon == timedelta(hours=hours)


def test_working_days_are_counted_in_a_calendar() -> None:
    """Forwards and backwards; the type asks for one, so nobody counts Sundays by mistake."""
    ten = Period(10, Unit.WORKING_DAY)
    assert add(date(2026, 3, 6), ten, 1, MONDAY_TO_FRIDAY) == date(2026, 3, 20)
    assert add(date(2026, 3, 20), ten, -1, MONDAY_TO_FRIDAY) == date(2026, 3, 6)


def test_a_wall_time_that_does_not_exist_is_the_first_instant_after_the_gap() -> None:
    gap = instant_of(date(2027, 3, 28), time(2, 30), VIENNA)
    assert gap == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert gap.astimezone(VIENNA).time() == time(3)


def test_a_wall_time_that_comes_twice_is_the_first_of_the_two() -> None:
    assert instant_of(date(2027, 10, 31), time(2, 30), VIENNA) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )
