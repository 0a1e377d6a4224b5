"""Reviews are reminded of, moved off holidays, caught up on."""

from datetime import date

import pytest

from ddrflow.dates import OnHoliday
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.decision import Outcome
from ddrflow.model.events import ReviewHeld, ReviewReminded
from ddrflow.model.review import ReviewStatus
from tests.builders import COURT, START, UNIT, opened
from tests.decide.watched import AUSTRIA, COUNCIL, DAY, FIRST, desk, marks, on, watch
from tests.synthetic import SYNTHETIC, built


def test_a_review_is_reminded_of_then_due_then_missed() -> None:
    """Each once; nothing on the days between."""
    where = desk()
    found = []
    for count in range(45):
        where.at(START + count * DAY)
        found += [(count, type(one.entries[0].event).__name__) for one in where.engine.lapse("c-1")]
    assert found == [(24, "ReviewReminded"), (31, "ReviewFellDue"), (39, "ReviewMissed")]
    assert watch(where).status is ReviewStatus.MISSED


def test_the_owner_is_reminded_and_not_of_a_review_that_is_due_already() -> None:
    """After an outage the review is due at once."""
    where = on(desk(), FIRST - 7 * DAY)
    [reminded] = [
        one.event for one in where.engine.events("c-1") if type(one.event) is ReviewReminded
    ]
    assert (reminded.occurrence, reminded.owner) == (1, "unit")
    late = desk()
    late.at(START + 40 * DAY)
    assert marks(late) == ["mark-review-due"]


def test_only_the_clock_reminds_and_only_in_time() -> None:
    """Not the unit, not too early, not twice."""
    where = desk()
    by_unit = c.MarkReviewReminded(actor=UNIT, review="watch")
    assert where.asks(by_unit).decision().outcome is Outcome.NOT_ENTITLED
    early = where.asks(c.MarkReviewReminded(actor=KEEPER, review="watch")).decision()
    assert early.reason is not None
    assert early.reason.message == "review.not-yet"
    on(where, FIRST - 7 * DAY)
    again = where.asks(c.MarkReviewReminded(actor=KEEPER, review="watch")).decision()
    assert again.reason is not None
    assert again.reason.message == "review.not-at-this-status"


@pytest.mark.parametrize(
    ("how", "due"),
    [
        (OnHoliday.KEEP, ["2026-04-06", "2026-05-11", "2026-06-15"]),
        (OnHoliday.NEXT, ["2026-04-07", "2026-05-11", "2026-06-15"]),
        (OnHoliday.PREVIOUS, ["2026-04-03", "2026-05-11", "2026-06-15"]),
    ],
)
def test_a_due_day_on_a_holiday_moves_and_the_schedule_does_not(
    how: OnHoliday, due: list[str]
) -> None:
    """Five weeks after 2 March is Easter Monday; what follows counts from 2 March all the same."""
    where = desk(f"    on_holiday: {how}\n", "5 weeks")
    found = []
    for _ in due:
        found.append(watch(where).due_on.isoformat())
        on(where, watch(where).due_on).do(c.HoldReview(actor=UNIT, review="watch"))
    assert found == due


def test_reminder_and_grace_count_working_days_from_the_day_that_is_shown() -> None:
    """The council is due on 2 April, a Thursday before Easter."""
    text = SYNTHETIC.rstrip("\n").replace("\nagencies:", AUSTRIA) + COUNCIL
    rule = built(text).reviews["council"]
    assert rule.due_day(START.date(), 1) == FIRST
    assert rule.opens_on(FIRST) == date(2026, 3, 26)
    assert rule.last_day(FIRST) == date(2026, 4, 10)


@pytest.mark.parametrize(("policy", "following"), [("one", [4]), ("all", [2, 3, 4])])
def test_what_passed_while_one_waited_is_dropped_or_held_as_the_file_says(
    policy: str, following: list[int]
) -> None:
    """Nobody looked from March to June."""
    where = on(desk(f"    catch_up: {policy}\n"), date(2026, 6, 15))
    for _ in following:
        where.engine.lapse("c-1")
        where.do(c.HoldReview(actor=UNIT, review="watch"))
    events = [one.event for one in where.engine.events("c-1") if type(one.event) is ReviewHeld]
    assert [one.next_occurrence for one in events] == following
    assert watch(where).due_on == date(2026, 7, 2)


def test_rules_and_breaches_count_working_days_by_the_calendar_of_the_file() -> None:
    """A report of 1 April is good for three working days: Easter Monday is none."""
    text = (
        SYNTHETIC.replace("\nagencies:", AUSTRIA)
        .replace("within: 1 month", "within: 3 working days")
        .replace("due: 7 days", "due: 3 working days")
    )
    where = opened(built(text))
    where.at(START + (date(2026, 4, 1) - START.date()))
    where.do(c.FileDocument(actor=UNIT, kind="report", document="d-1", text="Words."))
    where.later(days=6)
    assert where.take("report").decision().is_allowed
    where.later(days=1)
    assert not where.take("report").decision().is_allowed
    where.at(START + (date(2026, 4, 1) - START.date()) + 8 * DAY)
    where.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    days = {one.due_on for one in where.case.exceptions.open_breaches()}
    assert days == {date(2026, 4, 14)}
