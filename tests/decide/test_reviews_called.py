"""Reviews are called before their day, and leave the regular one as it is."""

from dataclasses import replace
from datetime import date

import pytest

from ddrflow.engine import Refused
from ddrflow.model import commands as c
from ddrflow.model.events import AttendanceRecorded, ReviewCalled, ReviewHeld
from ddrflow.model.review import ReviewStatus
from tests.acts import attends, held
from tests.builders import CLIENT, START, UNIT, Desk, opened
from tests.decide.watched import AUSTRIA, COUNCIL, DAY, FIRST, call, desk, marks, on, watch
from tests.synthetic import SYNTHETIC, built


def test_a_called_review_is_due_now_and_leaves_its_regular_day_as_it_is() -> None:
    """Held a month before its day, it comes on its day again."""
    where = on(desk(), START.date() + 3 * DAY)
    where.do(call())
    assert (watch(where).status, watch(where).due_on) == (ReviewStatus.DUE, where.now.date())
    assert watch(where).called_for == "new-contacts"
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    after = watch(where)
    assert (after.occurrence, after.due_on, after.called_for) == (1, FIRST, "")
    on(where, FIRST).do(c.HoldReview(actor=UNIT, review="watch"))
    assert watch(where).due_on == date(2026, 5, 2)


def test_a_called_review_held_when_the_regular_one_could_be_counts_for_it() -> None:
    """Two reviews in one week would be one too many."""
    where = on(desk(), FIRST - 5 * DAY)
    where.do(call(), c.HoldReview(actor=UNIT, review="watch"))
    assert (watch(where).occurrence, watch(where).due_on) == (2, date(2026, 5, 2))


def test_a_called_review_that_nobody_holds_is_missed_after_its_grace() -> None:
    """Its grace counts from the day on which it was called."""
    where = on(desk(), START.date() + 3 * DAY)
    where.do(call())
    assert marks(where) == []
    where.later(days=8)
    assert marks(where) == ["mark-review-missed"]


def test_a_review_that_is_due_is_not_called_but_held() -> None:
    """Refusal; held, the next one can be called."""
    where = on(desk(), FIRST)
    with pytest.raises(Refused) as refusal:
        where.do(call())
    reason = refusal.value.decision.reason
    assert reason is not None
    assert reason.message == "review.not-at-this-status"
    where.do(c.HoldReview(actor=UNIT, review="watch"), call())
    assert watch(where).occurrence == 2


def test_the_client_does_not_call_a_review_and_an_agency_does() -> None:
    """Refusal, remedy, acceptance."""
    where = on(desk(), START.date() + 3 * DAY)
    asked = where.asks(c.CallReview(actor=CLIENT, review="watch", why="new-contacts"))
    [remedy] = asked.refused_by("actor.professional").remedies
    asked.again_by(remedy, "unit")
    [event] = [one.event for one in where.engine.events("c-1") if type(one.event) is ReviewCalled]
    assert (event.why, event.due_on) == ("new-contacts", where.now.date())


def test_a_review_is_not_called_for_a_day_before_it_ran() -> None:
    """It is recorded late, but of a time in which there was no such review."""
    where = opened()
    where.later(days=5)
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    decision = where.asks(
        c.CallReview(actor=UNIT, review="watch", why="late", occurred_at=START + DAY)
    ).decision()
    assert decision.reason is not None
    assert decision.reason.message == "order.before-last-step"


def late_call(where: Desk, day: date, review: str = "watch") -> str:
    """The message with which a call of an earlier day is refused; empty where it is not."""
    at = START + (day - START.date())
    command = c.CallReview(actor=UNIT, review=review, why="new-contacts", occurred_at=at)
    reason = where.asks(command).decision().reason
    return reason.message if reason is not None else ""


def test_a_review_is_not_called_for_a_day_before_it_was_held_last() -> None:
    """The next occurrence would be due before the one before it, and missed at once."""
    where = on(desk(), FIRST - 5 * DAY)
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    where.later(days=2)
    assert late_call(where, FIRST - 6 * DAY) == "order.before-last-step"
    assert late_call(where, FIRST - 5 * DAY) == ""
    assert late_call(where, FIRST - 4 * DAY) == ""


def test_a_review_is_not_called_for_a_day_before_its_last_conference() -> None:
    """However late it was written down that the conference counts."""
    where = called_and_held()
    day = where.now.date()
    [police] = [
        one.seq
        for one in where.engine.events("c-1")
        if isinstance(one.event, AttendanceRecorded) and one.event.role == "police"
    ]
    where.do(c.CorrectEntry(actor=UNIT, wrong=police, why="recorded-in-error"))
    where.later(days=3)
    late = START + (day - START.date())
    where.do(replace(attends("police"), occurred_at=late))
    where.later(days=1)
    assert late_call(where, day - DAY, "council") == "order.before-last-step"
    assert late_call(where, day, "council") == ""


def test_what_befell_the_regular_turn_says_nothing_of_the_called_one() -> None:
    """The called turn was missed and waits again: the reminder of the regular one is no news."""
    where = on(desk(), START.date() + 3 * DAY)
    where.do(call())
    on(where, START.date() + 12 * DAY)
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    [wrong] = [one.seq for one in where.engine.events("c-1") if type(one.event) is ReviewHeld]
    on(where, FIRST - 5 * DAY)
    assert watch(where).status is ReviewStatus.REMINDED
    where.do(c.CorrectEntry(actor=UNIT, wrong=wrong, why="recorded-in-error"))
    waiting = watch(where)
    assert (waiting.due_on, waiting.status) == (START.date() + 3 * DAY, ReviewStatus.MISSED)
    assert marks(where) == []


def called_and_held() -> Desk:
    """A council that was called, and held by a conference."""
    text = SYNTHETIC.rstrip("\n").replace("\nagencies:", AUSTRIA) + COUNCIL
    where = opened(built(text))
    on(where, START.date() + 3 * DAY)
    where.do(c.CallReview(actor=UNIT, review="council", why="new-contacts"))
    held(where)
    return where


def test_a_called_review_whose_conference_does_not_count_waits_again_as_called() -> None:
    """The entry that was wrong is taken back, and the review is due as it was."""
    where = called_and_held()
    assert where.case.reviews["council"].due_on == FIRST
    closed = [
        one.seq
        for one in where.engine.events("c-1")
        if type(one.event).__name__ == "ConferenceClosed"
    ]
    where.do(c.CorrectEntry(actor=UNIT, wrong=closed[0], why="recorded-in-error"))
    council = where.case.reviews["council"]
    assert (council.status, council.due_on) == (ReviewStatus.DUE, START.date() + 3 * DAY)
    assert council.called_for == "new-contacts"


def test_the_regular_holding_that_is_lost_leaves_the_called_one_in_place() -> None:
    """Two holdings have one number, and are told apart by their days."""
    where = called_and_held()
    held(on(where, FIRST), "k-2")
    assert where.case.reviews["council"].due_on == date(2026, 5, 4)
    closed = [
        one.seq
        for one in where.engine.events("c-1")
        if type(one.event).__name__ == "ConferenceClosed"
    ]
    where.do(c.CorrectEntry(actor=UNIT, wrong=closed[1], why="recorded-in-error"))
    council = where.case.reviews["council"]
    assert (council.occurrence, council.due_on, council.called_for) == (1, FIRST, "")
    assert [one.conference for one in council.holdings] == ["k-1"]
