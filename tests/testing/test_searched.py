"""Histories that are drawn, and assertions that are searched and say so."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ddrflow.testing import History, histories, illegal_next
from ddrflow.testing.history import begun
from ddrflow.testing.searching import chosen_settings
from ddrflow.workflow.load import load
from tests.testing.conftest import Run

A_MOVE = re.compile(r" \d+\. 20\d\d-\d\d-\d\d ")
SEARCHED = """
from hypothesis import strategies as st
from ddrflow.testing import given_history, histories, illegal_next

@given_history(histories("harbour.yaml", max_events=12), examples=20)
def test_replaying_gives_the_same_case(history):
    assert history.replayed() == history.case
"""


def test_a_searched_assertion_is_counted_as_searched(run: Run) -> None:
    result = run(SEARCHED)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["ddrflow: 1 searched (20 histories, seed 0)", "harbour: * of 3 states*"]
    )


def test_each_test_of_several_parameters_counts_its_own_histories(run: Run) -> None:
    tests = SEARCHED.replace(
        "@given_history", '@pytest.mark.parametrize("one", [1, 2, 3])\n@given_history'
    )
    tests = "import pytest\n" + tests.replace("(history):", "(history, one):").replace("20", "5")
    result = run(tests)
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["ddrflow: 3 searched (15 histories, seed 0)"])


def test_settings_of_hypothesis_are_given_with_the_histories(run: Run) -> None:
    tests = SEARCHED.replace(
        "examples=20", "settings=settings(max_examples=7, phases=[Phase.generate])"
    )
    tests = "from hypothesis import Phase, settings\n" + tests
    failing = tests.replace("history.replayed() == history.case", "history.state != 'closed'")
    run(tests).stdout.fnmatch_lines(["ddrflow: 1 searched (7 histories, seed 0)"])
    result = run(failing.replace("=7", "=200"), "--ddrflow-seed=7")
    result.assert_outcomes(failed=1)
    moves = [one for one in result.outlines if A_MOVE.search(one)]
    cut = run(failing.replace("=7, phases=[Phase.generate]", "=200"), "--ddrflow-seed=7")
    fewer = [one for one in cut.outlines if A_MOVE.search(one)]
    assert 0 < len(fewer) < len(moves), "without the phase that cuts it down it is longer"


def test_settings_suit_histories_where_nothing_else_is_given() -> None:
    suiting = chosen_settings(settings(max_examples=7), None)
    assert (suiting.max_examples, suiting.deadline, suiting.database) == (7, None, None)
    assert chosen_settings(settings(deadline=50), 9).deadline == timedelta(milliseconds=50)
    assert chosen_settings(None, 9).max_examples == 9
    assert HealthCheck.too_slow in chosen_settings(None, None).suppress_health_check
    with pytest.raises(InvalidArgument, match="`settings` is a str: give `settings"):
        chosen_settings("many", None)


def test_a_failing_history_is_cut_down_and_names_its_seed(run: Run) -> None:
    tests = SEARCHED.replace("history.replayed() == history.case", "history.state != 'closed'")
    result = run(tests.replace("20", "200"), "--ddrflow-seed=7")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "ddrflow: again with --ddrflow-seed=7",
            "*history=a history of `harbour`:",
            "*1. 2026-01-05 09:00  harbour: open-case",
            "*take-step trigger=release",
            "*take-step trigger=close*",
            "*- ddrflow: searched -*",
            "found after * histories; again with --ddrflow-seed=7",
            "ddrflow: 0 searched, 1 searched and found otherwise (* histories, seed 7)",
        ]
    )


def test_the_same_seed_draws_the_same_histories_and_another_one_others(run: Run) -> None:
    tests = SEARCHED.replace("examples=20", "examples=8").replace(
        "    assert history.replayed() == history.case",
        "    seen.append((len(history.events), history.moves[-1]))",
    )
    tests += (
        "seen = []\ndef test_told():\n    print('drawn:', hash(tuple(seen)))\n    assert not seen\n"
    )

    def drawn(seed: str) -> str:
        result = run(tests, f"--ddrflow-seed={seed}")
        result.assert_outcomes(passed=1, failed=1)
        [told] = [one for one in result.outlines if one.startswith("drawn: ")]
        return told

    first = drawn("7")
    assert first == drawn("7")
    assert first != drawn("8")


def test_a_random_seed_is_drawn_once_and_shown(run: Run) -> None:
    result = run(SEARCHED, "--ddrflow-seed=random")
    [header] = [one for one in result.outlines if one.startswith("ddrflow: again with")]
    seed = header.rpartition("=")[2]
    result.stdout.fnmatch_lines([f"ddrflow: 1 searched (20 histories, seed {seed})"])


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        (("async def test_one(history):", "    pass"), "*`test_one` is a coroutine*"),
        (("def test_one(hist):", "    pass"), "*`test_one` takes no argument `history`*"),
        (("def test_one(history):", "    return history.state"), "*return*None*"),
    ],
)
def test_a_test_that_would_search_nothing_is_told_of(
    run: Run, tests: tuple[str, ...], told: str
) -> None:
    asked = '@given_history(histories("harbour.yaml"), examples=5)'
    head = SEARCHED.partition("@given_history")[0]
    result = run("\n".join((head, asked, *tests, "")))
    assert result.parseoutcomes().get("passed", 0) == 0
    result.stdout.fnmatch_lines([told])


def test_a_history_says_how_late_it_is() -> None:
    history = begun(load("neustart"))
    assert repr(history).splitlines()[-1] == "  and then it is 2026-01-05 09:00"
    history.let_pass(timedelta(days=100))
    assert repr(history).splitlines()[-1] == "  and then it is 2026-04-15 10:00"


def test_a_test_can_draw_more_beside_the_history(run: Run) -> None:
    tests = (
        SEARCHED
        + """
@given_history(histories("harbour.yaml", max_events=12), examples=20, data=st.data())
def test_what_is_illegal_is_refused(history, data):
    before = history.case
    assert history.try_next(data.draw(illegal_next(history)))
    assert history.case == before
"""
    )
    run(tests).stdout.fnmatch_lines(["ddrflow: 2 searched (40 histories, seed 0)"])


def test_a_searched_test_can_be_a_method_or_be_skipped(run: Run) -> None:
    tests = """
import pytest
from ddrflow.testing import given_history, histories

class TestSearched:
    @given_history(histories("harbour.yaml", max_events=6), examples=10)
    def test_one(self, history):
        assert isinstance(self, TestSearched)

    @given_history(histories("harbour.yaml", max_events=6), examples=10)
    def test_two(self, history):
        pytest.skip("not today")
"""
    result = run(tests)
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["ddrflow: 1 searched (10 histories, seed 0)"])


def test_a_workflow_that_is_not_there_is_told_of_where_histories_are_asked_for(run: Run) -> None:
    result = run(SEARCHED.replace("harbour.yaml", "harbor.yaml"))
    result.stdout.fnmatch_lines(["E * there is no workflow `harbor.yaml` in *"])


NEUSTART = histories(load("neustart"), max_events=30)


@settings(max_examples=25)
@given(history=NEUSTART, data=st.data())
def test_every_history_is_legal_and_what_is_illegal_next_is_refused(
    history: History, data: st.DataObject
) -> None:
    assert history.replayed() == history.case
    before, refusals = history.case, len(history.refusals)
    refusal = history.try_next(data.draw(illegal_next(history)))
    assert refusal is not None
    assert not refusal.decision.is_allowed
    assert (history.case, len(history.refusals)) == (before, refusals + 1)


def test_histories_reach_ends_conferences_and_reviews() -> None:
    seen: set[str] = set()

    @seed(1)
    @settings(max_examples=60, database=None)
    @given(history=NEUSTART)
    def lived(history: History) -> None:
        [(_, covered)] = history.engine.coverage().titled()
        seen.update(*covered.seen.values())

    lived()
    assert {"in-custody", "in-community", "closed"} <= seen
    assert any(one.endswith(": decision") for one in seen)
    assert any(one.startswith("review ") for one in seen)


def test_a_history_ends_once_its_record_is_long_enough() -> None:
    @settings(max_examples=25, database=None)
    @given(history=histories("pairs", max_events=8))
    def lived(history: History) -> None:
        assert len(history.engine.events("case-1")) < 30

    lived()


def test_a_shipped_name_that_is_wrong_is_told_of() -> None:
    with pytest.raises(LookupError, match="there is no workflow `neustrat`"):
        histories("neustrat")
