"""One case on the real engine: refused, helped, moved on; and what time brings."""

import pytest

from tests.testing.conftest import Run


def test_a_case_is_refused_helped_and_moves_on(run: Run) -> None:
    tests = """
def test_one(case):
    assert (case.state, case.phase, case.lead) == ("inside", "custody", "harbour")
    refusal = case.refused("release")
    assert "notice.given" in refusal
    assert refusal == {"notice.given"}
    assert refusal.sentences == case.why_not("release") == ["the notice `letter` was not given"]
    assert case.follow(refusal) == ["give-notice"]
    assert case.why_not("release") == []
    case.fire("release", by="unit")
    assert case.state == "outside"
    assert [type(one.event).__name__ for one in case.events] == [
        "CaseOpened", "NoticeGiven", "StepTaken", "ReviewScheduled",
    ]
"""
    run(tests).assert_outcomes(passed=1)


def test_a_command_is_given_by_its_name_or_as_it_is(run: Run) -> None:
    tests = """
from ddrflow.model.commands import TakeStep

def test_one(case):
    done = case.do("give-notice", by="harbour", kind="letter", version="1", language="de")
    assert done.entries[0].actor.organisation == "org-harbour"
    case.do(TakeStep(actor=case.actor("unit"), trigger="release"))
    assert case.state == "outside"
"""
    run(tests).assert_outcomes(passed=1)


def test_a_refusal_that_no_test_asked_for_is_told_with_every_reason(run: Run) -> None:
    result = run("def test_one(case):\n    case.fire('release')\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E * case `case-1` refuses `take-step`: the procedure forbids it as things stand",
            "E * notice.given (must, local choice): the notice `letter` was not given",
            "E * help: give-notice kind=letter version=1 language=? (by *",
        ]
    )
    assert "batch.py" not in result.stdout.str()


def test_a_step_that_is_not_refused_fails_where_a_refusal_is_expected(run: Run) -> None:
    tests = """
def test_one(case):
    case.follow(case.refused("release"))
    case.refused("release")
"""
    run(tests).stdout.fnmatch_lines(["E * `release` is not refused: the case is in `outside` now"])


def test_another_refusal_than_expected_is_told_whole(run: Run) -> None:
    tests = """
def test_one(case):
    assert "plan.adopted" in case.refused("release")

def test_two(case):
    assert case.refused("release") == {"plan.adopted"}
"""
    run(tests).stdout.fnmatch_lines(
        [
            "E * assert 'plan.adopted' does not refuse `release`",
            "E * notice.given (must, local choice): the notice `letter` was not given",
            "E * assert `release` is refused by other rules than expected",
            "E * does not refuse: plan.adopted",
            "E * refuses as well: notice.given",
        ]
    )


def test_a_step_that_does_not_follow_from_here_is_brought_about_by_those_before_it(
    run: Run,
) -> None:
    tests = """
def test_one(case):
    refusal = case.refused("close")
    assert (refusal.outcome, refusal.rules) == ("wrong-state", ())
    assert case.follow(refusal) == ["give-notice", "take-step"]
    assert case.state == "outside"
"""
    run(tests).assert_outcomes(passed=1)


def test_remedies_that_do_not_help_are_told_of(run: Run) -> None:
    tests = """
from ddrflow.model.commands import TakeStep

def test_one(case):
    refusal = case.refused(TakeStep(actor=case.actor(case.lead), trigger="let-go"))
    assert (refusal.outcome, refusal.rules) == ("unknown-trigger", ())
    case.follow(refusal)
"""
    run(tests).stdout.fnmatch_lines(["E * `take-step` is refused and no remedy helps: *"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ('case.refused("relase")', "`step`: no step is called `relase`"),
        ('case.fire("relase")', "did you mean `release`?"),
        ('case.refused("release", by="prisson")', "`role`: no role is called `prisson`"),
    ],
)
def test_a_name_that_is_none_is_no_refusal(run: Run, asked: str, told: str) -> None:
    found = run(f"def test_one(case):\n    {asked}\n")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines([f"E *{told}*"])


def test_an_outage_loses_no_review(run: Run) -> None:
    tests = """
def test_one(case, clock, daemon):
    case.follow(case.refused("release"))
    case.fire("release")
    daemon.stop()
    clock.advance(timedelta(days=100))
    assert (case.reviews.due, case.reviews.overdue, case.reviews.missed) == (0, 1, 0)
    swept = daemon.start()
    assert swept.entries == 1
    assert (case.reviews.due, case.reviews.overdue, case.reviews.missed) == (1, 1, 0)
"""
    run(tests).assert_outcomes(passed=1)


def test_each_thing_lapses_on_its_own_day_while_the_daemon_runs(run: Run) -> None:
    tests = """
from zoneinfo import ZoneInfo
VIENNA = ZoneInfo("Europe/Vienna")

def test_one(case, clock, daemon):
    case.follow(case.refused("release"))
    case.fire("release")
    clock.advance_to(date(2026, 5, 1))
    lapsed = [(type(one.event).__name__, one.recorded_at) for one in case.events[-2:]]
    assert [(kind, f"{at.astimezone(VIENNA):%Y-%m-%d %H:%M}") for kind, at in lapsed] == [
        ("ReviewFellDue", "2026-04-05 00:00"), ("ReviewMissed", "2026-04-20 00:00"),
    ]
    assert case.reviews.missed == 1
"""
    run(tests).assert_outcomes(passed=1)


def test_nobody_records_what_time_brings_without_a_daemon(run: Run) -> None:
    tests = """
def test_one(case, clock):
    case.follow(case.refused("release"))
    case.fire("release")
    clock.advance(timedelta(days=400))
    assert (case.reviews.due, case.reviews.overdue, case.reviews.missed) == (0, 1, 0)
"""
    run(tests).assert_outcomes(passed=1)


def test_the_clock_begins_where_the_marker_says_and_never_goes_back(run: Run) -> None:
    tests = """
@pytest.mark.ddrflow("harbour.yaml", at="2027-03-27 08:00")
def test_one(clock):
    assert clock.now().isoformat() == "2027-03-27T07:00:00+00:00"
    # Summer time begins in between: the same time of the day is an hour less away.
    clock.advance_to(date(2027, 3, 28))
    assert clock.now().isoformat() == "2027-03-28T06:00:00+00:00"
    clock.advance_to(datetime(2027, 3, 28, 9, 30))
    assert clock.now().isoformat() == "2027-03-28T07:30:00+00:00"
    with pytest.raises(ValueError, match="2027-03-27 09:30 has passed: it is 2027-03-28 09:30"):
        clock.advance_to(date(2027, 3, 27))

def test_two(clock):
    assert clock.now().isoformat() == "2026-01-05T08:00:00+00:00"
"""
    run(tests).assert_outcomes(passed=2)


def test_a_clock_needs_no_workflow(run: Run) -> None:
    tests = (
        "def test_one(clock):\n    assert clock.now().isoformat() == '2026-01-05T09:00:00+00:00'\n"
    )
    run(tests, head="").assert_outcomes(passed=1)


def test_a_time_that_cannot_be_read_is_told_of(run: Run) -> None:
    tests = '@pytest.mark.ddrflow("harbour.yaml", at="Monday")\ndef test_one(clock):\n    pass\n'
    result = run(tests)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["marker `ddrflow`: `at` is `Monday`", "*help: write it as `2026-01-05 09:00`"]
    )


def test_fixtures_of_the_same_name_in_a_project_do_not_get_in_the_way(run: Run) -> None:
    tests = """
@pytest.fixture
def clock():
    return "mine"

def test_one(clock, case):
    assert (clock, case.state) == ("mine", "inside")
"""
    run(tests).assert_outcomes(passed=1)
