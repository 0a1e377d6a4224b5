"""What is proved of a workflow, and how that is told."""

import pytest

from tests.testing.conftest import Run


def test_a_workflow_without_holes_is_proved_and_counted_as_proved(run: Run) -> None:
    tests = "def test_one(flow):\n    assert flow.check()\n    assert flow.check().holes == ()\n"
    result = run(tests)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["ddrflow: 2 proved"])


@pytest.fixture
def _holed(pytester: pytest.Pytester, run: Run) -> None:
    """The procedure in which the client's no is the end of every way."""
    del run
    path = pytester.path / "harbour.yaml"
    text = path.read_text(encoding="utf-8")
    binding = text.replace("strength: should", "strength: must").replace(
        "          because: A last talk helps, and nobody is kept for want of one\n", ""
    )
    path.write_text(binding, encoding="utf-8")


@pytest.mark.usefixtures("_holed")
def test_a_hole_is_told_with_the_history_that_leads_there(run: Run) -> None:
    result = run("def test_one(flow):\n    assert flow.check()\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- ddrflow: not proved -*",
            "not proved: `harbour` has 1 hole: E-STRANDED",
            "E-STRANDED: a no strands the case in `outside`, led by `harbour`*",
            "  help: let a way on from there not rest on consent",
            "  the shortest history that was found to it:",
            "  1. 2025-01-07 10:00  harbour: open-case",
            "  *. *  client: refuse-consent scope=talks",
            "ddrflow: 1 not proved",
        ]
    )


@pytest.mark.usefixtures("_holed")
def test_a_test_that_asks_nothing_of_the_holes_that_were_found_fails(run: Run) -> None:
    result = run("def test_one(flow):\n    flow.check()\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the test asked nothing of it: `assert flow.check()`*"])
    run("def test_one(flow):\n    assert not flow.check()\n").assert_outcomes(passed=1)


@pytest.mark.usefixtures("_holed")
def test_holes_that_are_compared_are_told_in_words(run: Run) -> None:
    result = run("def test_one(flow):\n    assert flow.check().holes == ()\n")
    result.stdout.fnmatch_lines(
        ["E * assert 1 holes: E-STRANDED", "E * E-STRANDED: a no strands the case in `outside`*"]
    )


def test_what_is_to_be_so_always_is_asked_of_everything_that_the_proof_reaches(run: Run) -> None:
    tests = """
def test_one(flow):
    seen = set()
    assert flow.check(always=lambda case: seen.add(case.state) or case.lead == "harbour")
    assert seen == {"inside", "outside", "closed"}
"""
    result = run(tests)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["ddrflow: 1 proved"])


def test_what_is_not_so_always_is_told_by_the_shortest_history_to_it(run: Run) -> None:
    result = run("def test_one(flow):\n    flow.check(always=lambda case: case.phase)\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E * not proved: it is not so in `closed`, led by `harbour`; the shortest history*",
            "E * 1. 2025-01-07 10:00  harbour: open-case",
            "E * 2. 2025-01-07 10:01  *: give-notice *",
            "E * 3. 2025-01-07 10:02  unit: take-step trigger=release",
            "E * 4. 2025-01-07 10:03  harbour: take-step trigger=close",
            "ddrflow: 1 not proved",
        ]
    )
    assert "flow.py" not in result.stdout.str()
