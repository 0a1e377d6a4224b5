"""What becomes of two occurrences when one comes while the one before it still waits."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.decision import Outcome
from ddrflow.model.events import ReviewGivenUp, ReviewHeld, ReviewLeftOut, ReviewMissed
from ddrflow.model.review import CatchUp, Overlap, Review, ReviewStatus
from ddrflow.workflow.load import check_text
from tests.acts import attends, convened, entered
from tests.builders import START, UNIT, Desk, opened
from tests.measures.taken import whole
from tests.synthetic import SYNTHETIC, built

DAY = timedelta(days=1)
APRIL, MAY, JUNE, JULY = (date(2026, month, 2) for month in (4, 5, 6, 7))
WATCH = "    grace: 7 days\n"
TOLD = "    then: {escalate_to: [court]}\n"


def desk(extra: str = "") -> Desk:
    """A case whose `watch` is due on the second of each month, with a week of grace."""
    where = opened(built(SYNTHETIC.replace(WATCH, WATCH + TOLD + extra)))
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


def passed(where: Desk) -> list[tuple[str, int]]:
    """What time recorded of the review after its first day, in order."""
    kinds = (ReviewLeftOut, ReviewGivenUp, ReviewMissed)
    return [
        (type(one.event).__name__, one.event.occurrence)
        for one in where.engine.events("c-1")
        if isinstance(one.event, kinds)
    ]


def test_an_occurrence_does_not_come_while_the_one_before_it_waits_and_that_is_recorded() -> None:
    """The one of April stays; those of May and June are left out, and its escalation is told."""
    where = on(desk(), JUNE)
    assert passed(where) == [("ReviewMissed", 1), ("ReviewLeftOut", 2), ("ReviewLeftOut", 3)]
    assert (watch(where).turn, watch(where).status) == ((1, APRIL), ReviewStatus.MISSED)
    [_, last] = [
        one.event for one in where.engine.events("c-1") if isinstance(one.event, ReviewLeftOut)
    ]
    assert last.due_on == JUNE
    assert last.escalated_to == ("court",)
    assert where.engine.lapse("c-1") == ()
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    assert watch(where).turn == (4, JULY)


def test_what_was_left_out_comes_all_the_same_when_the_one_before_it_was_held_in_time() -> None:
    """It was held on 10 April, and written down in June: then nothing waited in May."""
    where = on(desk(), JUNE)
    april = START + (date(2026, 4, 10) - START.date())
    where.do(c.HoldReview(actor=UNIT, review="watch", occurred_at=april))
    assert watch(where).turn == (2, MAY)


def test_where_each_is_held_none_is_left_out() -> None:
    """`catch_up: all` has the one of May wait behind the one of April."""
    where = on(desk("    catch_up: all\n"), JUNE)
    assert passed(where) == [("ReviewMissed", 1)]
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    assert watch(where).turn == (2, MAY)


def test_where_nothing_is_caught_up_on_what_was_missed_is_given_up() -> None:
    """After a week of grace it is over, and the next one comes on its day."""
    where = on(desk("    catch_up: none\n"), APRIL + 7 * DAY)
    assert (watch(where).turn, watch(where).status) == ((1, APRIL), ReviewStatus.DUE)
    on(where, APRIL + 8 * DAY)
    assert passed(where) == [("ReviewMissed", 1), ("ReviewGivenUp", 1)]
    assert (watch(where).turn, watch(where).status) == ((2, MAY), ReviewStatus.SCHEDULED)
    early = where.asks(c.HoldReview(actor=UNIT, review="watch")).decision()
    assert early.reason is not None
    assert early.reason.message == "review.not-yet"


def test_what_was_given_up_and_was_held_in_time_after_all_counts() -> None:
    """It was held on 8 April, and written down in May; the one of May waits as before."""
    where = on(desk("    catch_up: none\n"), MAY)
    assert watch(where).status is ReviewStatus.DUE
    in_time = START + (date(2026, 4, 8) - START.date())
    where.do(c.HoldReview(actor=UNIT, review="watch", occurred_at=in_time))
    [holding] = watch(where).holdings
    assert (holding.turn, holding.held_on) == ((1, APRIL), date(2026, 4, 8))
    assert (watch(where).turn, watch(where).status) == ((2, MAY), ReviewStatus.DUE)
    assert watch(where).given_up == ()
    assert whole(where, "reviews-on-time") == (1, 1)


def test_a_conference_that_is_recorded_late_holds_what_was_given_up() -> None:
    """It sat on 4 April, within the grace, and was closed in the record in May."""
    council = """
  - name: council
    while: {phase: custody}
    every: 1 month
    grace: 1 week
    catch_up: none
    held_by: {conference: closed-door}
    source: act 25
"""
    where = opened(built(SYNTHETIC.replace("\nreviews:", "\nreviews:" + council)))
    due_on = where.case.reviews["council"].due_on
    where.at(START + (due_on + DAY - START.date()))
    convened(where, "k-1")
    entered(where, "preparation", "exchange", name="k-1")
    where.do(attends("police"), attends("unit"), attends("unit", "p-unit-2"))
    entered(where, "decision", name="k-1")
    sat = where.now
    on(where, due_on + 20 * DAY)
    assert passed(where) == [("ReviewMissed", 1), ("ReviewGivenUp", 1)]
    where.do(c.CloseConference(actor=UNIT, conference="k-1", occurred_at=sat + timedelta(hours=2)))
    [holding] = where.case.reviews["council"].holdings
    assert (holding.occurrence, holding.conference) == (1, "k-1")


def test_where_the_next_one_replaces_it_the_one_that_waits_is_given_up_on_that_day() -> None:
    """Missed in April, it can be held until the one of May comes."""
    where = on(desk("    overlap: replace\n"), MAY - DAY)
    assert (watch(where).turn, watch(where).status) == ((1, APRIL), ReviewStatus.MISSED)
    on(where, MAY)
    assert passed(where) == [("ReviewMissed", 1), ("ReviewGivenUp", 1)]
    assert (watch(where).turn, watch(where).status) == ((2, MAY), ReviewStatus.DUE)


def test_one_that_was_called_and_is_given_up_leaves_its_regular_day_as_it_is() -> None:
    """Called on 5 March and not held, it comes on 2 April all the same."""
    where = on(desk("    catch_up: none\n"), date(2026, 3, 5))
    where.do(c.CallReview(actor=UNIT, review="watch", why="letters-came"))
    on(where, date(2026, 3, 20))
    assert passed(where) == [("ReviewMissed", 1), ("ReviewGivenUp", 1)]
    assert (watch(where).turn, watch(where).called_for) == ((1, APRIL), "")
    in_time = START + (date(2026, 3, 6) - START.date())
    where.do(c.HoldReview(actor=UNIT, review="watch", occurred_at=in_time))
    [holding] = watch(where).holdings
    assert (holding.due_on, holding.called_for) == (date(2026, 3, 5), "letters-came")
    assert watch(where).turn == (1, APRIL)


def test_what_was_held_in_error_waits_again_and_is_given_up_again() -> None:
    """The record follows its file once more, from where it was wrong."""
    where = on(desk("    catch_up: none\n"), APRIL)
    where.do(c.HoldReview(actor=UNIT, review="watch"))
    [held] = [one for one in where.engine.events("c-1") if isinstance(one.event, ReviewHeld)]
    on(where, JUNE)
    where.do(c.CorrectEntry(actor=UNIT, wrong=held.seq, why="recorded-in-error"))
    assert watch(where).turn == (1, APRIL)
    where.engine.lapse("c-1")
    assert [one.turn for one in watch(where).given_up] == [(1, APRIL), (2, MAY)]
    assert (watch(where).turn, watch(where).status) == ((3, JUNE), ReviewStatus.DUE)
    assert whole(where, "reviews-missed") == 2


@pytest.mark.parametrize("command", [c.MarkReviewLeftOut, c.MarkReviewGivenUp])
def test_only_the_clock_says_so_and_only_when_it_is_so(
    command: type[c.MarkReviewLeftOut | c.MarkReviewGivenUp],
) -> None:
    """Not the unit; not before one waits; not while it can be held and nothing comes."""
    where = on(desk("    catch_up: none\n"), APRIL - 10 * DAY)
    assert where.asks(command(actor=UNIT, review="watch")).decision().outcome is (
        Outcome.NOT_ENTITLED
    )
    told = []
    for day in (APRIL - 10 * DAY, APRIL):
        reason = on(where, day).asks(command(actor=KEEPER, review="watch")).decision().reason
        assert reason is not None
        told.append(reason.message)
    other = "none-left-out" if command is c.MarkReviewLeftOut else "not-given-up"
    assert told == ["review.not-at-this-status", f"review.{other}"]


def test_a_file_does_not_say_both_that_each_is_held_and_that_one_replaces_the_other() -> None:
    """One of the two words is wrong, and the file is told where."""
    text = SYNTHETIC.replace(WATCH, WATCH + "    catch_up: all\n    overlap: replace\n")
    [finding] = check_text(text.encode(), "synthetic.yaml").findings
    line = text.splitlines().index("    overlap: replace") + 1
    assert (finding.code, finding.place.line) == ("E-SCHEMA", line)
    assert finding.message == "`watch` has each occurrence held, and one replaced by the next"


@given(
    catch_up=st.sampled_from(CatchUp),
    overlap=st.sampled_from(Overlap),
    looks=st.lists(st.integers(1, 200), max_size=6, unique=True),
)
def test_whenever_one_looks_the_same_turn_waits_in_the_end(
    catch_up: CatchUp, overlap: Overlap, looks: list[int]
) -> None:
    """Every day or after an outage: what waits, is given up, and was left out, is the same."""
    if catch_up is CatchUp.ALL and overlap is Overlap.REPLACE:
        overlap = Overlap.SKIP
    words = f"    catch_up: {catch_up}\n    overlap: {overlap}\n"
    often, seldom = desk(words), desk(words)
    for count in range(201):
        often.at(START + count * DAY)
        often.engine.lapse("c-1")
    for count in (*sorted(looks), 200):
        seldom.at(START + count * DAY)
        seldom.engine.lapse("c-1")
    one, other = watch(often), watch(seldom)
    assert (one.turn, one.status, one.left_out) == (other.turn, other.status, other.left_out)
    assert [each.turn for each in one.given_up] == [each.turn for each in other.given_up]
    turns = [*(each.turn for each in one.given_up), one.turn]
    assert all(later > earlier for earlier, later in pairwise(turns))
