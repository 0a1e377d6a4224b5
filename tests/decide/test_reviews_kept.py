"""A review stays due until it was held: through corrections, steps and late entries."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ddrflow.decide.consequences import REVIEW_HELD
from ddrflow.engine import Refused
from ddrflow.measures.report import past_of
from ddrflow.measures.review import on_time
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.decision import Outcome
from ddrflow.model.events import (
    AttendanceRecorded,
    ConferenceClosed,
    Event,
    ReviewFellDue,
    ReviewHeld,
    ReviewMissed,
    ReviewReminded,
    StageEntered,
    StepTaken,
)
from ddrflow.model.fold import fold
from ddrflow.model.review import ReviewStatus
from ddrflow.wire import stored
from tests.acts import attends, entered, held
from tests.builders import COURT, START, UNIT, Desk, opened
from tests.synthetic import SYNTHETIC, built

DAY = timedelta(days=1)
COUNCIL = """
  - name: council
    while: {phase: custody}
    every: 1 month
    remind: 7 days
    grace: 7 days
    held_by: {conference: closed-door}
    source: act 25
"""
FIRST, SECOND, THIRD = date(2026, 4, 2), date(2026, 5, 2), date(2026, 6, 2)


def desk() -> Desk:
    """A case whose council reviews it each month, by a closed-door conference."""
    return opened(built(SYNTHETIC.rstrip("\n") + COUNCIL))


def on(where: Desk, days: int) -> Desk:
    """It is this many days after the case was opened."""
    where.at(START + days * DAY)
    where.engine.lapse(where.case_id)
    return where


def numbers(where: Desk, kind: type[Event]) -> list[int]:
    """The numbers of the entries of a kind."""
    return [one.seq for one in where.engine.events(where.case_id) if type(one.event) is kind]


def corrected(where: Desk, number: int) -> None:
    """The unit takes an entry back."""
    where.do(c.CorrectEntry(actor=UNIT, wrong=number, why="recorded-in-error"))


def breaches(where: Desk) -> list[tuple[str, str]]:
    """Rule and owner of each open breach."""
    return [(one.rule, one.owner) for one in where.case.exceptions.open_breaches()]


def held_twice() -> tuple[Desk, list[int]]:
    """Two months, two conferences; with the numbers of the police's attendances."""
    where = desk()
    for month, name in ((31, "k-1"), (61, "k-2")):
        held(on(where, month), name)
    review = where.case.reviews["council"]
    assert [one.conference for one in review.holdings] == ["k-1", "k-2"]
    assert review.due_on == THIRD
    police = [
        one.seq
        for one in where.engine.events(where.case_id)
        if isinstance(one.event, AttendanceRecorded) and one.event.role == "police"
    ]
    return where, police


def test_the_last_conference_that_does_not_count_after_all_leaves_its_review_due() -> None:
    """The police were not there: the second occurrence waits, the first was held."""
    where, police = held_twice()
    corrected(where, police[1])
    review = where.case.reviews["council"]
    assert (review.occurrence, review.due_on, review.status) == (2, SECOND, ReviewStatus.DUE)
    assert [one.conference for one in review.holdings] == ["k-1"]
    assert breaches(where) == []


def test_an_earlier_conference_that_does_not_count_is_past_and_leaves_a_breach() -> None:
    """The second was held, so nothing waits again; that the first was not is told."""
    where, police = held_twice()
    corrected(where, police[0])
    assert where.case.reviews["council"].due_on == THIRD
    assert breaches(where) == [(REVIEW_HELD, "unit")]


def test_an_earlier_conference_closed_in_error_is_past_and_leaves_a_breach() -> None:
    """The second turn keeps its own day, and that the first was not held is told."""
    where, _ = held_twice()
    corrected(where, numbers(where, ConferenceClosed)[0])
    council = where.case.reviews["council"]
    assert [(one.turn, one.conference) for one in council.holdings] == [((2, SECOND), "k-2")]
    assert council.turn == (3, THIRD)
    assert breaches(where) == [(REVIEW_HELD, "unit")]
    corrected(where, numbers(where, ConferenceClosed)[1])
    assert where.case.reviews["council"].due_on == FIRST
    assert breaches(where) == [(REVIEW_HELD, "unit")]


def test_an_earlier_holding_by_word_in_error_is_past_and_leaves_a_breach() -> None:
    """As with a conference, although nothing but the word stood for it."""
    where = desk()
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    for days in (31, 61):
        on(where, days).do(c.HoldReview(actor=UNIT, review="watch"))
    corrected(where, numbers(where, ReviewHeld)[0])
    watch = where.case.reviews["watch"]
    assert [one.turn for one in watch.holdings] == [(2, SECOND)]
    assert watch.turn == (3, THIRD)
    assert breaches(where) == [(REVIEW_HELD, "unit")]


def test_a_called_turn_that_is_lost_before_a_regular_one_leaves_a_breach() -> None:
    """Both have one number; the regular one was held, on its own day."""
    where = desk()
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    on(where, 3).do(c.CallReview(actor=UNIT, review="watch", why="new-contacts"))
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    on(where, 31).do(c.HoldReview(actor=UNIT, review="watch"))
    corrected(where, numbers(where, ReviewHeld)[0])
    [holding] = where.case.reviews["watch"].holdings
    assert (holding.turn, holding.called_for) == ((1, FIRST), "")
    assert breaches(where) == [(REVIEW_HELD, "unit")]


def test_a_called_turn_waits_again_as_called_after_an_earlier_one_was_lost() -> None:
    """The first turn is past; the second was called, and its conference does not count."""
    where = desk()
    held(on(where, 31), "k-1")
    on(where, 33).do(c.CallReview(actor=UNIT, review="council", why="new-contacts"))
    held(where, "k-2")
    corrected(where, numbers(where, ConferenceClosed)[0])
    police = [
        one.seq
        for one in where.engine.events(where.case_id)
        if isinstance(one.event, AttendanceRecorded) and one.event.role == "police"
    ]
    corrected(where, police[1])
    council = where.case.reviews["council"]
    assert council.turn == (2, date(2026, 4, 4))
    assert (council.status, council.called_for) == (ReviewStatus.DUE, "new-contacts")


@pytest.mark.parametrize(
    ("lost", "kept", "breached"),
    [(["k-2"], ["k-1"], 0), (["k-1"], ["k-2"], 1), (["k-1", "k-2"], [], 1)],
)
def test_two_turns_called_on_one_day_are_told_apart_by_their_conference(
    lost: list[str], kept: list[str], breached: int
) -> None:
    """Both have one number and one day."""
    where = on(desk(), 3)
    for name in ("k-1", "k-2"):
        where.do(c.CallReview(actor=UNIT, review="council", why="new-contacts"))
        held(where, name)
    for name in lost:
        [wrong] = [
            one.seq
            for one in where.engine.events(where.case_id)
            if isinstance(one.event, AttendanceRecorded)
            and (one.event.conference, one.event.role) == (name, "police")
        ]
        corrected(where, wrong)
    council = where.case.reviews["council"]
    assert [one.conference for one in council.holdings if one.conference not in lost] == kept
    assert len(breaches(where)) == breached
    assert council.due_on == (FIRST if lost == ["k-1"] else date(2026, 3, 5))
    seen = on_time(past_of(where.engine, where.case_id, where.now))
    assert sum(one.value for one in seen) == len(kept)


def test_what_is_on_record_without_its_day_befell_the_turn_that_waited() -> None:
    """As it was written down before the entry told the day."""
    where = desk()
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    for days in (24, 31, 39):
        on(where, days)
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    history = where.engine.events(where.case_id)
    old = [
        replace(one, event=replace(one.event, due_on=None))
        if isinstance(one.event, ReviewReminded | ReviewFellDue | ReviewMissed | ReviewHeld)
        else one
        for one in history
    ]
    assert fold(old) == fold(history)
    assert fold(history).reviews["watch"].holdings[0].status is ReviewStatus.MISSED
    last = history[-1].event
    assert isinstance(last, ReviewHeld)
    facts = json.loads(stored.event_facts(last))
    del facts["due_on"], facts["called_for"], facts["held_on"]
    read = stored.event_of("review-held", json.dumps(facts))
    assert read == replace(last, due_on=None, held_on=None)


def test_where_neither_counts_the_earliest_waits_again() -> None:
    """And the next occurrence follows from it, as always."""
    where, police = held_twice()
    corrected(where, police[0])
    corrected(where, police[1])
    review = where.case.reviews["council"]
    assert (review.occurrence, review.due_on) == (1, FIRST)
    assert review.holdings == ()
    held(on(where, 62), "k-3")
    assert where.case.reviews["council"].due_on == THIRD


def test_a_review_that_was_due_does_not_end_without_a_word() -> None:
    """The case leaves its states: whose task it is now, and by when."""
    where = on(desk(), 40)
    where.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    assert "council" not in where.case.reviews
    assert breaches(where) == [(REVIEW_HELD, "unit")]
    [breach] = where.case.exceptions.open_breaches()
    assert breach.due_on == (START + 54 * DAY).date()
    where.do(c.CloseBreach(actor=UNIT, breach=breach.breach, text="Spoken of on the telephone."))
    assert breaches(where) == []


def test_a_review_that_was_not_due_yet_ends_with_its_states() -> None:
    """Nothing was left undone."""
    where = on(desk(), 10)
    where.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    assert breaches(where) == []


def test_a_conference_in_between_holds_the_review_that_a_correction_brings_back() -> None:
    """The step did not take place, the conference did."""
    where = on(desk(), 28)
    where.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    held(on(where, 31))
    assert numbers(where, ReviewHeld) == []
    corrected(where, numbers(where, StepTaken)[0])
    review = where.case.reviews["council"]
    assert (review.due_on, [one.conference for one in review.holdings]) == (SECOND, ["k-1"])


def test_what_befell_another_run_of_a_review_does_not_count_for_this_one() -> None:
    """A review held while the case was back by mistake is not held in the run that returns."""
    where = desk()
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    on(where, 32).do(c.HoldReview(actor=UNIT, review="watch"))
    first = where.case.reviews["watch"]
    where.do(c.TakeStep(actor=UNIT, trigger="return"))
    back = numbers(where, StepTaken)[-1]
    corrected(where, back)
    assert where.case.reviews["watch"] == first


def test_a_review_that_was_held_by_word_in_error_waits_again() -> None:
    """As it stood before."""
    where = desk()
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    before = on(where, 32).case.reviews["watch"]
    assert before.status is ReviewStatus.DUE
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    corrected(where, numbers(where, ReviewHeld)[0])
    assert where.case.reviews["watch"] == before


def test_a_conference_closed_in_error_goes_on() -> None:
    """It is where it was, and the review that it held waits."""
    where = on(desk(), 31)
    held(where)
    corrected(where, numbers(where, ConferenceClosed)[0])
    conference = where.case.conferences["k-1"]
    assert (conference.stage, conference.closed_at) == ("decision", None)
    assert where.case.reviews["council"].due_on == FIRST
    where.do(c.CloseConference(actor=UNIT, conference="k-1"))
    assert where.case.reviews["council"].due_on == SECOND


def test_a_stage_entered_in_error_is_left_as_long_as_nothing_rests_on_it() -> None:
    """What took place in it is corrected first: refusal, remedy, acceptance."""
    where = on(desk(), 31)
    where.do(
        c.ConveneConference(
            actor=UNIT, conference="k-1", type="closed-door", planned_on=where.now.date()
        )
    )
    entered(where, "preparation", "exchange")
    where.do(attends("police"))
    stage, came = numbers(where, StageEntered)[-1], numbers(where, AttendanceRecorded)[0]
    with pytest.raises(Refused, match=f"entry {came} rests on entry {stage}") as refusal:
        corrected(where, stage)
    [remedy] = refusal.value.decision.remedies
    assert (remedy.command, remedy.filled) == ("correct-entry", (("wrong", str(came)),))
    corrected(where, came)
    corrected(where, stage)
    assert where.case.conferences["k-1"].stage == "preparation"


def test_what_happened_is_recorded_by_a_party_of_today() -> None:
    """A court that joined later tells of its earlier release; the days to mend begin now."""
    where = opened(without=("court",))
    on(where, 20).do(c.BindRole(actor=UNIT, role="court", organisation="Court North"))
    late = c.TakeStep(actor=COURT, trigger="court-releases", occurred_at=START + 5 * DAY)
    where.do(late)
    assert where.case.position.state == "outside"
    [plan] = [one for one in where.case.exceptions.open_breaches() if one.rule == "plan.adopted"]
    assert plan.due_on == (START + 27 * DAY).date()


def test_what_happened_is_not_recorded_by_a_stranger() -> None:
    """Who left meanwhile is no party any more."""
    where = opened()
    on(where, 20).do(c.UnbindRole(actor=UNIT, role="court", organisation="Court North"))
    late = c.TakeStep(
        actor=Actor("p-court", "Court North", "court"),
        trigger="court-releases",
        occurred_at=START + 5 * DAY,
    )
    assert where.asks(late).decision().outcome is Outcome.NOT_ENTITLED
    assert where.asks(late).verdict("actor.bound").refuses
