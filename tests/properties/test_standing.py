"""What the entries of the standing stream come to, whatever they are."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ddrflow.model.agency import KEEPER
from ddrflow.model.naming import kebab
from ddrflow.model.standing import (
    Grant,
    Means,
    Standing,
    StandingCorrected,
    StandingEntry,
    StandingEvent,
    granted_until,
    standing_of,
)
from ddrflow.wire.stored import standing_event_of, standing_facts
from tests.standing import EVERY_EVENT
from tests.stores import NOW

FACTS = [one for one in EVERY_EVENT if not isinstance(one, StandingCorrected)]
DAY = timedelta(days=1)
FIRST = date(2025, 1, 1)


def stream(events: list[StandingEvent]) -> list[StandingEntry]:
    """The events as entries, numbered from 1."""
    return [StandingEntry(number, NOW, KEEPER, one) for number, one in enumerate(events, 1)]


@given(st.lists(st.sampled_from(FACTS), max_size=12), st.data())
def test_what_was_corrected_might_as_well_not_have_been_recorded(
    events: list[StandingEvent], data: st.DataObject
) -> None:
    """But for the number of the last entry."""
    numbers = st.sampled_from(range(1, len(events) + 1)) if events else st.nothing()
    wrong = data.draw(st.sets(numbers))
    corrections = [StandingCorrected(one, "wrong") for one in sorted(wrong)]
    found = standing_of(stream([*events, *corrections]))
    left = [one for number, one in enumerate(events, 1) if number not in wrong]
    expected = standing_of(stream(left)) or Standing()
    assert replace(found or Standing(), seq=0) == replace(expected, seq=0)
    assert (found.seq if found else 0) == len(events) + len(corrections)


@given(st.sampled_from(EVERY_EVENT))
def test_an_event_is_read_back_as_it_was_stored(event: StandingEvent) -> None:
    """Its kind and its facts are all there is to it."""
    assert standing_event_of(kebab(type(event)), standing_facts(event)) == event


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    """A grant within a few weeks, with or without an end."""
    starts_on = FIRST + DAY * draw(st.integers(0, 20))
    days = draw(st.none() | st.integers(0, 8))
    return Grant(
        "o", Means.FUNDING, "f", starts_on, None if days is None else starts_on + DAY * days
    )


@given(st.lists(grants(), max_size=6), st.integers(0, 25))
def test_means_reach_as_far_as_some_grant_holds_on_every_day(held: list[Grant], asked: int) -> None:
    """Day by day, until the first on which none does."""
    day, until = FIRST + DAY * asked, None
    while any(one.holds(day) for one in held) and day < FIRST + DAY * 60:
        until, day = day, day + DAY
    expected = date.max if until and day == FIRST + DAY * 60 else until
    assert granted_until(tuple(held), "o", Means.FUNDING, FIRST + DAY * asked) == expected
