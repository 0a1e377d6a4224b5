"""Reviews are reminded of, moved off holidays, called before their day, caught up on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ddrflow.dates import OnHoliday
from ddrflow.decide import DateStep, command_name, explain_date, lapse
from ddrflow.engine import Refused
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER, Viewer
from ddrflow.model.decision import Outcome
from ddrflow.model.events import AttendanceRecorded, ReviewCalled, ReviewHeld, ReviewReminded
from ddrflow.model.review import Review, ReviewStatus
from tests.builders import CLIENT, COURT, START, SYNTHETIC, UNIT, Desk, attends, built, held, opened

DAY = timedelta(days=1)
AUSTRIA = "\ncalendar: {holidays: {country: AT}, closed: [2026-12-24]}\nagencies:"
COUNCIL = """
  - name: council
    while: {phase: custody}
    every: 1 month
    remind: 5 working days
    grace: 5 working days
    on_holiday: next-working-day
    held_by: {conference: closed-door}
    source: act 25
"""
FIRST = date(2026, 4, 2)
MIDNIGHT = "2026-04-15T00:00:00+02:00"


def desk(extra: str = "", every: str = "1 month") -> Desk:
    """A case in a state whose `watch` is due each month, on 2 April first."""
    text = SYNTHETIC.replace("\nagencies:", AUSTRIA).replace("every: 1 month", f"every: {every}")
    where = opened(built(text.replace("    grace: 7 days\n", f"    grace: 7 days\n{extra}")))
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    return where


def on(where: Desk, day: date) -> Desk:
    """It is nine o'clock on a day, and time has done its part."""
    where.at(START + (day - START.date()))
    where.engine.lapse(where.case_id)
    return where


def watch(where: Desk) -> Review:
    """The review as it stands."""
    return where.case.reviews["watch"]


def call() -> c.CallReview:
    """The unit calls the review."""
    return c.CallReview(actor=UNIT, review="watch", why="new-contacts", text="Letters came.")


def marks(where: Desk) -> list[str]:
    """What time alone would record now."""
    commands = lapse(where.workflow, where.case, None, where.now)
    return [command_name(one) for one in commands]


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


def told(steps: tuple[DateStep, ...]) -> list[str]:
    """The steps in words."""
    return [
        f"{one.on} {render(one.what.message, {each.name: each.value for each in one.what.fields})}"
        for one in steps
    ]


def test_a_due_day_is_explained_from_its_anchor_to_its_last_instant() -> None:
    """Easter Monday is passed over; the library of the holidays is named."""
    where = desk("    on_holiday: next-working-day\n", "5 weeks")
    steps = where.engine.explain_date("c-1", "watch")
    lines = told(steps)
    rests = lines.pop(4)
    assert rests.startswith("2026-04-07 this rests on saturday and sunday, public holidays of AT")
    assert " as holidays 0." in rests
    assert lines == [
        "2026-03-02 counted from when the case came into `waiting`, by the clocks of Europe/Vienna",
        "2026-04-06 occurrence 1 is 1 times 5 weeks after 2026-03-02",
        "2026-04-06 no working day (Easter Monday)",
        "2026-04-07 the file moves it: next-working-day",
        "2026-03-31 `unit` is reminded, and it can be held from here on: 7 days before",
        "2026-04-07 due, a task of `unit`; it is scheduled now",
        f"2026-04-14 the last day of its grace (7 days); it is missed from {MIDNIGHT} on",
    ]


def test_clamping_calling_and_keeping_are_explained() -> None:
    """What befell the day, each by its own message."""
    where = desk(every="10 working days")
    assert [one.what.message for one in where.engine.explain_date("c-1", "watch")][1:4] == [
        "date.counted",
        "date.working-days",
        "date.rests-on",
    ]
    where.do(call())
    messages = [one.what.message for one in where.engine.explain_date("c-1", "watch")]
    assert "date.called" in messages
    assert "date.reminder" not in messages
    kept = desk(every="5 weeks").engine.explain_date("c-1", "watch")
    assert "2026-04-06 no working day (Easter Monday); the file keeps it all the same" in told(kept)
    opening = opened(
        built(SYNTHETIC.replace("every: 1 month", "every: 1 month\n    anchor: opening"))
    )
    opening.at(START + 200 * DAY)
    opening.do(c.TakeStep(actor=UNIT, trigger="stay"))
    assert opening.engine.explain_date("c-1", "watch")[0].what.message == "date.from-opening"


def test_a_month_that_is_too_short_is_explained() -> None:
    """A month after 31 March is 30 April."""
    where = opened()
    where.at(START + 29 * DAY)
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    assert "2026-04-30 that month has no day 31: its last day is taken" in told(
        where.engine.explain_date("c-1", "watch")
    )


def test_a_day_on_record_stands_where_other_holidays_would_lead_elsewhere() -> None:
    """It was recorded under a calendar without holidays."""
    where = desk(every="5 weeks")
    moved = desk("    on_holiday: next-working-day\n", "5 weeks").workflow
    steps = explain_date(moved, where.case, "watch", where.now)
    assert "2026-04-06 on record, and stands; it would come to 2026-04-07 today" in told(steps)


def test_a_date_is_explained_to_parties_of_a_review_that_runs() -> None:
    """A stranger learns nothing, a misspelt name is answered with the right one."""
    where = desk()
    client = Viewer(CLIENT.organisation, "client")
    assert told(where.engine.explain_date("c-1", "watch", client)) == told(
        where.engine.explain_date("c-1", "watch")
    )
    with pytest.raises(UnknownName, match="c-1"):
        where.engine.explain_date("c-1", "watch", Viewer("Somebody", "client"))
    with pytest.raises(BadCommand, match="wacht"):
        where.engine.explain_date("c-1", "wacht")


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
