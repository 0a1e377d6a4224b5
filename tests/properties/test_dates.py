"""Promises about dates: 24 zones, from 2024 to 2040."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.dates import (
    Calendar,
    OnHoliday,
    Period,
    Unit,
    Weekday,
    add,
    end_of,
    instant_of,
    local_day,
)
from ddrflow.decide.scheduling import held
from ddrflow.model.review import CatchUp, Review, ReviewRule
from ddrflow.model.source import Source

ZONES: Final = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Asuncion",
    "America/Havana",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Vienna",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
)
FIRST, LAST = date(2024, 1, 1), date(2040, 12, 31)
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
DAYS: Final = tuple(FIRST + count * DAY for count in range((LAST - FIRST).days + 1))
LONGEST_REST: Final = 30
"""No office of these calendars is closed for longer."""

zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(FIRST, date(2030, 12, 31))
units = st.sampled_from((Unit.DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR))
places = st.sampled_from((("", ""), ("AT", ""), ("ES", "CT"), ("DE", "BY"), ("GB", "SCT")))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A place with its weekend, and a few days on which it is closed."""
    country, subdivision = draw(places)
    weekend = draw(st.frozensets(st.sampled_from(tuple(Weekday)), max_size=3))
    closed = draw(st.frozensets(st.dates(FIRST, LAST), max_size=5))
    return Calendar(weekend, country, subdivision, closed)


@st.composite
def rules(draw: st.DrawFn) -> ReviewRule:
    """A review with any interval, calendar and way with holidays."""
    unit = draw(units)
    most = 3 if unit is Unit.YEAR else 20
    return ReviewRule(
        name="review",
        states=frozenset({"inside"}),
        every=Period(draw(st.integers(1, most)), unit),
        owner="lead",
        held_by="",
        remind=None,
        grace=None,
        escalate_to=(),
        source=Source("act"),
        on_holiday=draw(st.sampled_from(tuple(OnHoliday))),
        catch_up=draw(st.sampled_from(tuple(CatchUp))),
        calendar=draw(calendars()),
    )


@cache
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))


def by_hand(calendar: Calendar, day: date) -> bool:
    """Whether people work on a day, asked of the library of holidays itself."""
    place = calendar.country and _holidays(calendar.country, calendar.subdivision, day.year)
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    free = names[day.weekday()] in {one.value for one in calendar.weekend}
    return not (free or day in calendar.closed or (place and day in place))


@given(calendar=calendars(), start=days, count=st.integers(1, 60))
def test_working_days_are_as_many_as_one_counts_by_hand(
    calendar: Calendar, start: date, count: int
) -> None:
    """Forward and back, with a loop that knows nothing of ours."""
    period = Period(count, Unit.WORKING_DAY)
    for times, step in ((1, DAY), (-1, -DAY)):
        day, left = start, count
        while left:
            day += step
            left -= by_hand(calendar, day)
        assert add(start, period, times, calendar) == day


@given(rule=rules(), anchor=days)
def test_occurrences_follow_one_another_and_never_drift(rule: ReviewRule, anchor: date) -> None:
    """Regular days rise; each is what its number and the anchor make it, and no other is asked."""
    forward = [rule.regular_day(anchor, number) for number in range(1, 40)]
    backward = [rule.regular_day(anchor, number) for number in range(39, 0, -1)]
    assert forward == backward[::-1]
    assert all(one < two for one, two in zip([anchor, *forward], forward, strict=False))
    if rule.every.unit in (Unit.MONTH, Unit.YEAR):
        months = rule.every.count * (12 if rule.every.unit is Unit.YEAR else 1)
        for number, day in enumerate(forward, 1):
            apart = 12 * (day.year - anchor.year) + day.month - anchor.month
            assert apart == number * months
            assert day.day == anchor.day or (day.day < anchor.day and (day + DAY).day == 1)


@given(rule=rules(), anchor=days)
def test_a_day_that_is_shown_is_moved_alone(rule: ReviewRule, anchor: date) -> None:
    """It is a working day, the nearest one on its side, and takes no other occurrence along."""
    for number in range(1, 20):
        regular, shown = rule.regular_day(anchor, number), rule.due_day(anchor, number)
        if rule.on_holiday is OnHoliday.KEEP or by_hand(rule.calendar, regular):
            assert shown == regular
            continue
        assert by_hand(rule.calendar, shown)
        assert (shown > regular) == (rule.on_holiday is OnHoliday.NEXT)
        assert abs(shown - regular) < LONGEST_REST * DAY
        low, high = sorted((regular, shown))
        between = [low + step * DAY for step in range(1, (high - low).days)]
        assert not any(by_hand(rule.calendar, one) for one in between)


@given(
    rule=rules(),
    zone=zones,
    opened=st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - UTC below
    waits=st.lists(st.integers(0, 200), min_size=1, max_size=12),
)
def test_whenever_a_review_is_held_the_next_is_due_by_its_number(
    rule: ReviewRule, zone: ZoneInfo, opened: datetime, waits: list[int]
) -> None:
    """Late, early or on its day: what is due next follows from the anchor and never from now."""
    anchor = local_day(opened.replace(tzinfo=UTC), zone)
    review = Review("review", anchor, 1, rule.due_day(anchor, 1))
    for wait in waits:
        day = review.due_on + wait * DAY
        event = held(rule, review, day, "")
        assert event.next_occurrence > review.occurrence
        assert event.next_due_on == rule.due_day(anchor, event.next_occurrence)
        if rule.catch_up is not CatchUp.ALL:
            skipped = range(review.occurrence + 1, event.next_occurrence)
            assert event.next_due_on > day
            assert all(rule.due_day(anchor, one) <= day for one in skipped)
        else:
            assert event.next_occurrence == review.occurrence + 1
        review = Review("review", anchor, event.next_occurrence, event.next_due_on)


@pytest.mark.parametrize("name", ZONES)
def test_a_day_ends_where_the_next_one_begins(name: str) -> None:
    """Every day of seventeen years: its end is the first instant of the day after."""
    zone = ZoneInfo(name)
    for day in DAYS:
        end = end_of(day, zone)
        assert (local_day(end - TICK, zone), local_day(end, zone)) == (day, day + DAY)


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """The instants at which the clocks of a zone change, to the minute."""
    zone = ZoneInfo(name)
    found: list[datetime] = []
    for day in DAYS:
        low = datetime.combine(day, time(), UTC)
        if low.astimezone(zone).utcoffset() != (low + DAY).astimezone(zone).utcoffset():
            found.append(_first(zone, low))
    return tuple(found)


def _first(zone: ZoneInfo, low: datetime) -> datetime:
    before = low.astimezone(zone).utcoffset()
    for step in (timedelta(hours=1), timedelta(minutes=1)):
        while (low + step).astimezone(zone).utcoffset() == before:
            low += step
    return low + step


@cache
def offsets(name: str) -> frozenset[timedelta]:
    """How far the clocks of a zone are ever from UTC."""
    zone = ZoneInfo(name)
    noons = (datetime.combine(day, time(12), UTC).astimezone(zone) for day in DAYS)
    return frozenset(one.utcoffset() or timedelta() for one in noons)


def _reads(at: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Every instant at which clocks show a wall time, sought offset by offset."""
    for offset in offsets(zone.key):
        instant = (at - offset).replace(tzinfo=UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == at:
            yield instant


@pytest.mark.parametrize("name", ZONES)
def test_a_wall_time_at_a_change_of_clocks_is_a_valid_instant(name: str) -> None:
    """The only one, the first of two, or where there is none the first instant after the gap."""
    zone = ZoneInfo(name)
    for change in changes(name):
        for minutes in range(-120, 121, 30):
            wall = (change + timedelta(minutes=minutes)).astimezone(zone).replace(tzinfo=None)
            for at in (wall, wall + timedelta(minutes=45)):
                instant = instant_of(at.date(), at.time(), zone)
                shown = list(_reads(at, zone))
                if shown:
                    assert instant == min(shown)
                else:
                    assert instant == change
                    after = instant.astimezone(zone).replace(tzinfo=None)
                    assert (instant - TICK).astimezone(zone).replace(tzinfo=None) < at < after


def test_the_zones_have_gaps_and_folds_at_midnight_and_elsewhere() -> None:
    """Else the tests above would show less than they say."""
    assert len(set(ZONES)) == 24
    assert sum(1 for name in ZONES if changes(name)) >= 14
    midnight = [
        name
        for name in ZONES
        for day in DAYS[:730]
        if end_of(day, ZoneInfo(name)).astimezone(ZoneInfo(name)).time() != time()
    ]
    assert set(midnight) >= {"Africa/Cairo", "America/Santiago", "Asia/Beirut"}
