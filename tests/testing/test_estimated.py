"""What is estimated: three answers, replications until one is decided, and what is told."""

from pathlib import Path

import pytest

from tests.testing.conftest import Run

SMALL = "cases=3, horizon='2y'"


def test_an_estimate_that_holds_is_counted_as_estimated(run: Run) -> None:
    tests = f"""
def test_one(simulate):
    found = simulate.compare({SMALL}, replacing={{"every: 3 months": "every: 2 months"}})
    assert found.difference("lead-changes").at_most(0.5)
    assert simulate.run({SMALL}).measure("cases-closed").at_most(1)
"""
    result = run(tests)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["ddrflow: 2 estimated (2 holds, seed 0)"])


def test_one_that_fails_says_how_large_it_is_and_how_surely(run: Run) -> None:
    tests = f"""
def test_one(simulate):
    found = simulate.compare({SMALL}, replacing={{"every: 3 months": "every: 1 week"}})
    assert found.difference("reviews-missed").at_most(-50)
"""
    result = run(tests)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E * fails: the difference in reviews-missed is at most -50; it is * replications*",
            "ddrflow: 1 estimated (1 fails, seed 0)",
        ]
    )


UNDECIDED = f"""
def test_one(simulate):
    assert simulate.run({SMALL}, budget=3).measure("cases-closed").at_most(0.33)
"""


@pytest.mark.parametrize(
    ("option", "outcome"), [("fail", "failed"), ("skip", "skipped"), ("warn", "passed")]
)
def test_one_that_nobody_can_decide_is_what_the_run_asks_for(
    run: Run, option: str, outcome: str
) -> None:
    result = run(UNDECIDED, f"--ddrflow-undecided={option}", "-W", "default", "--ddrflow-seed=3")
    result.assert_outcomes(**{outcome: 1}, warnings=int(option == "warn"))
    result.stdout.fnmatch_lines(["ddrflow: 1 estimated (1 undecided, seed 3)"])


def test_a_quick_look_lives_fewer_replications(run: Run) -> None:
    tests = f"""
def test_one(simulate):
    found = simulate.compare({SMALL}, budget=40)
    assert "2 replications" in repr(found.difference("lead-changes").at_most(0.5))
"""
    run(tests, "--ddrflow-reps-scale=0.05").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("cases=0", "E * `cases`: `0` is no number of cases"),
        ("cases=2.0", "E * `cases`: `2.0` is no number of cases"),
        ("budget=0", "E * `budget`: 0 replications tell nothing"),
    ],
)
def test_what_would_tell_nothing_is_refused(run: Run, words: str, told: str) -> None:
    result = run(f"def test_one(simulate):\n    simulate.run({words})\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([told])


def test_the_numbers_are_those_of_the_command_line(run: Run) -> None:
    tests = f"""
import json, subprocess, sys
from pathlib import Path

def test_one(simulate):
    text = Path(__file__).with_name("harbour.yaml").read_text()
    Path("second.yaml").write_text(text.replace("every: 3 months", "every: 1 month"))
    found = simulate.compare("second.yaml", {SMALL}, seed=7, budget=3, primary="reviews-missed")
    found.difference("reviews-missed").at_most(0)
    words = ["compare", "harbour.yaml", "second.yaml", "--cases", "3", "--horizon", "2y"]
    words += ["--seed", "7", "--budget", "3", "--primary", "reviews-missed", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "ddrflow", *words], capture_output=True, text=True, check=True
    )
    told = {{one["measure"]: one["mean"] for one in json.loads(done.stdout)["measures"]}}
    for one in found.whole().measures:
        mean = told[one.measure.name]
        assert mean["difference"]["estimate"] == round(one.found.difference.estimate, 6)
        assert mean["before"] == round(one.found.before, 6)
"""
    run(tests).assert_outcomes(passed=1)


def test_a_simulated_record_can_be_kept_and_compared(run: Run, pytester: pytest.Pytester) -> None:
    tests = """
def test_one(simulate, golden):
    golden.check(simulate.run(cases=2, horizon="3y").events)
"""
    run(tests, "--ddrflow-accept").assert_outcomes(passed=1)
    run(tests).assert_outcomes(passed=1)
    path = pytester.path / "harbour.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("every: 3 months", "every: 2 months"), encoding="utf-8")
    result = run(tests)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*golden/test_one.jsonl: entry * is another one*"])


def test_a_page_is_written_for_each_comparison(run: Run, pytester: pytest.Pytester) -> None:
    tests = f"""
def test_one(simulate):
    found = simulate.compare({SMALL}, primary="reviews-on-time")
    assert found.difference("lead-changes").at_most(0.5)
    assert not found.difference("lead-changes").at_least(0.5)
    simulate.compare({SMALL}, primary="reviews-on-time")
"""
    run(tests, "--ddrflow-report=pages").assert_outcomes(passed=1)
    pages = sorted(Path(pytester.path / "pages").glob("*.html"))
    names = ["test_harbour.py-test_one-2.html", "test_harbour.py-test_one.html"]
    assert [one.name for one in pages] == names
    unasked, text = (one.read_text(encoding="utf-8") for one in pages)
    assert "Simulated: no real person" in text
    assert "10 pairs, stopped since every expectation was decided" in text
    assert "holds: the difference in lead-changes is at most 0.5; it is" in text
    assert "fails: the difference in lead-changes is at least 0.5; it is" in text
    assert "the difference in lead-changes is" not in unasked
    assert "2 pairs, stopped since nothing was asked of them that takes more" in unasked


def test_a_page_does_not_call_decided_what_was_not(run: Run, pytester: pytest.Pytester) -> None:
    """Also where what was asked last was decided over as many replications."""
    tests = f"""
def test_one(simulate):
    found = simulate.compare({SMALL}, budget=10, primary="reviews-on-time")
    found.difference("release-to-conference").at_most(0)
    found.difference("lead-changes").at_most(0.5)
"""
    run(tests, "--ddrflow-report=pages").assert_outcomes(passed=1)
    (page,) = Path(pytester.path / "pages").glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "undecided: the difference in release-to-conference is at most 0" in text
    assert "holds: the difference in lead-changes is at most 0.5" in text
    assert "10 pairs, stopped since the budget of replications was spent" in text


def test_pages_of_tests_of_nearly_one_name_are_two(run: Run, pytester: pytest.Pytester) -> None:
    tests = f"""
import pytest
@pytest.mark.parametrize("one", ["a/b", "a-b"])
def test_one(simulate, one):
    simulate.compare({SMALL}, primary="reviews-on-time")
"""
    run(tests, "--ddrflow-report=pages").assert_outcomes(passed=2)
    assert len(list(Path(pytester.path / "pages").glob("*.html"))) == 2


def test_worlds_are_drawn_near_one_that_is_known(run: Run) -> None:
    tests = """
from hypothesis import given, settings
from ddrflow.testing import worlds

@settings(max_examples=4, deadline=None)
@given(world=worlds())
def test_one(world):
    assert world.parameter("agencies.attends", "police").at(0.5) <= 1

def test_two(simulate):
    from ddrflow.simulation.world_file import load_world
    world = load_world("region").changed("agencies.attends.default", 0.5)
    lived = simulate.run(cases=2, horizon="1y", world=world)
    assert lived.study.world.digest != load_world("region").digest
"""
    run(tests).assert_outcomes(passed=2)


WRONG = {
    "a measure": (
        "simulate.run().measure('revews-missed')",
        "*no measure is called `revews-missed`*",
    ),
    "no bound": (
        "assert simulate.run().measure('reviews-missed')",
        "*`at_most` or `at_least`*",
    ),
    "a text": ("simulate.compare(replacing={'none such': ''})", "*stands there 0 times*"),
    "a length": ("simulate.run(horizon='3q')", "*write it as `3y`*"),
    "a file": ("simulate.compare('none.yaml')", "*there is no workflow `none.yaml`*"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told(run: Run, case: tuple[str, str]) -> None:
    words, told = case
    result = run(f"def test_one(simulate):\n    {words}\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([told])


def test_a_world_that_is_none_fails_the_test(run: Run) -> None:
    head = 'import pytest\npytestmark = pytest.mark.ddrflow("harbour.yaml", world="regoin")\n'
    result = run("def test_one(simulate):\n    pass\n", head=head)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no world is called `regoin`*"])
