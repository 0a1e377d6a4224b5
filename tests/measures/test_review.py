"""Reviews on time and missed, by their days alone."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.events import AttendanceRecorded
from tests.acts import held
from tests.builders import START, UNIT, Desk, opened
from tests.decide.test_reviews_kept import desk as with_council
from tests.measures.taken import groups, whole

DAY = timedelta(days=1)


def watched() -> Desk:
    """A case with a monthly review since the second of March, with a week's grace."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    return desk


def on(desk: Desk, month: int, day: int) -> Desk:
    """It is noon of a day in 2026."""
    desk.at(START.replace(month=month, day=day, hour=10))
    return desk


def hold(desk: Desk) -> None:
    """The owner says that the review was held."""
    desk.do(c.HoldReview(actor=UNIT, review="watch"))


def test_a_review_that_is_not_due_is_neither_on_time_nor_missed() -> None:
    desk = watched()
    for day in (2, 9):
        on(desk, 4, day)
        assert whole(desk, "reviews-on-time") is None
        assert whole(desk, "reviews-missed") is None


@pytest.mark.requirement("R12")
@pytest.mark.parametrize(("day", "on_time"), [(1, 1), (2, 1), (9, 1), (10, 0), (30, 0)])
def test_a_review_is_on_time_until_its_grace_is_over(day: int, on_time: int) -> None:
    """Due on the second of April, with grace to the ninth."""
    desk = on(watched(), 4, day)
    hold(desk)
    assert groups(desk, "reviews-on-time") == {"watch": (on_time, 1)}
    assert groups(desk, "reviews-missed") == {"watch": 1 - on_time}


@pytest.mark.parametrize("swept", [False, True])
def test_a_review_that_nobody_held_is_missed_whether_the_sweep_came_or_not(*, swept: bool) -> None:
    desk = on(watched(), 4, 10)
    if swept:
        desk.engine.lapse(desk.case_id)
    assert whole(desk, "reviews-missed") == 1
    assert whole(desk, "reviews-on-time") == (0, 1)


def test_a_review_that_ends_before_its_grace_is_over_is_not_counted() -> None:
    desk = on(watched(), 4, 5)
    desk.do(c.TakeStep(actor=UNIT, trigger="return"))
    on(desk, 6, 1)
    assert whole(desk, "reviews-on-time") is None


def test_a_review_that_ends_after_its_grace_was_missed() -> None:
    desk = on(watched(), 4, 15)
    desk.do(c.TakeStep(actor=UNIT, trigger="return"))
    on(desk, 6, 1)
    assert whole(desk, "reviews-missed") == 1


def test_each_run_of_a_review_is_counted() -> None:
    desk = on(watched(), 4, 2)
    hold(desk)
    desk.do(c.TakeStep(actor=UNIT, trigger="return"), c.TakeStep(actor=UNIT, trigger="stay"))
    on(desk, 5, 20)
    hold(desk)
    assert whole(desk, "reviews-on-time") == (1, 2)


def test_a_holding_recorded_in_error_does_not_count() -> None:
    desk = on(watched(), 4, 2)
    hold(desk)
    desk.do(c.CorrectEntry(actor=UNIT, wrong=desk.case.version, why="recorded-in-error"))
    on(desk, 4, 10)
    assert whole(desk, "reviews-on-time") == (0, 1)


def test_a_review_waits_again_when_its_conference_does_not_count() -> None:
    """The police was not there after all, and the grace is over."""
    desk = with_council()
    desk.at(START + 31 * DAY)
    held(desk)
    desk.later(days=8)
    assert groups(desk, "reviews-on-time") == {"council": (1, 1)}
    wrong_police(desk, "k-1")
    assert whole(desk, "reviews-on-time") == (0, 1)
    held(desk, "k-2")
    assert whole(desk, "reviews-on-time") == (0, 1)


def wrong_police(desk: Desk, conference: str) -> None:
    """The police was not in a conference after all."""
    [wrong] = [
        one.seq
        for one in desk.engine.events(desk.case_id)
        if isinstance(one.event, AttendanceRecorded)
        and (one.event.conference, one.event.role) == (conference, "police")
    ]
    desk.do(c.CorrectEntry(actor=UNIT, wrong=wrong, why="recorded-in-error"))


def test_an_earlier_conference_that_does_not_count_was_no_review_in_time() -> None:
    """It is past, since a later one was held; the breach and the measure say the same."""
    desk = with_council()
    for days, conference in ((31, "k-1"), (61, "k-2")):
        desk.at(START + days * DAY)
        held(desk, conference)
    assert whole(desk, "reviews-on-time") == (2, 2)
    wrong_police(desk, "k-1")
    assert [one.rule for one in desk.case.exceptions.open_breaches()] == ["review.held"]
    assert whole(desk, "reviews-on-time") == (1, 2)
    assert whole(desk, "reviews-missed") == 1


def test_a_called_turn_stays_on_time_where_the_regular_one_of_its_number_waits_again() -> None:
    """They have one number and two days; only the regular one was lost."""
    desk = with_council()
    desk.later(days=3)
    desk.do(c.CallReview(actor=UNIT, review="council", why="new-contacts"))
    held(desk, "k-1")
    desk.at(START + 31 * DAY)
    held(desk, "k-2")
    assert whole(desk, "reviews-on-time") == (2, 2)
    wrong_police(desk, "k-2")
    assert [one.conference for one in desk.case.reviews["council"].holdings] == ["k-1"]
    assert whole(desk, "reviews-on-time") == (1, 1)
    desk.later(days=8)
    assert whole(desk, "reviews-on-time") == (1, 2)


def test_an_earlier_holding_in_error_is_missed_and_the_later_one_stays_on_time() -> None:
    """The second turn was held on its own day, not a month after that of the first."""
    desk = on(watched(), 4, 2)
    hold(desk)
    wrong = desk.case.version
    on(desk, 5, 2)
    hold(desk)
    desk.do(c.CorrectEntry(actor=UNIT, wrong=wrong, why="recorded-in-error"))
    assert whole(desk, "reviews-on-time") == (1, 2)
    assert whole(desk, "reviews-missed") == 1


def test_a_review_that_was_called_is_due_on_the_day_of_the_call() -> None:
    """Held within its grace from then on, or missed by that day."""
    for days, came in ((3, (1, 1)), (9, (0, 1))):
        desk = opened()
        desk.take("stay").again()
        desk.later(days=2)
        desk.do(c.CallReview(actor=UNIT, review="watch", why="news-of-the-family"))
        desk.later(days=days)
        desk.do(c.HoldReview(actor=UNIT, review="watch"))
        assert whole(desk, "reviews-on-time") == came
