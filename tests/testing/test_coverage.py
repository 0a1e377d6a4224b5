"""What the tests of a workflow exercised: in the summary, in a file, over several processes."""

import json

import pytest

from tests.testing.conftest import HARBOUR, Run

TESTS = """
from ddrflow.testing import given_history, histories

def test_release(case, clock, daemon):
    case.follow(case.refused("release"))
    case.fire("release")
    clock.advance(timedelta(days=100))

def test_nothing(case):
    assert case.state == "inside"
"""
LINE = (
    "harbour: 2 of 3 states, 1 of 2 steps, rules met 2 of 4 and unmet 1 of 4,"
    " 0 of 1 conference stages, 1 of 2 timers"
)


def test_one_line_tells_what_of_a_workflow_was_exercised(run: Run) -> None:
    result = run(TESTS)
    result.stdout.fnmatch_lines([LINE])
    result.stdout.no_fnmatch_line("*missing*")


def test_what_is_missing_is_listed_on_request(run: Run) -> None:
    run(TESTS, "--ddrflow-coverage=missing").stdout.fnmatch_lines(
        [
            LINE,
            "  states, missing: closed",
            "  steps, missing: close from outside",
            "  rules met, missing: *conference.held at close*",
            "  rules unmet, missing: *conference.held at close*",
            "  conference stages, missing: farewell: talk",
            "  timers, missing: end of consent talks",
        ]
    )


def test_nothing_is_told_where_nobody_wants_it(run: Run) -> None:
    run(TESTS, "--ddrflow-coverage=none").stdout.no_fnmatch_line("*harbour: *")


def test_a_file_has_it_for_programs(run: Run, pytester: pytest.Pytester) -> None:
    run(TESTS, "--ddrflow-coverage-file=out/coverage.json", "--ddrflow-coverage=none")
    [one] = json.loads(pytester.path.joinpath("out", "coverage.json").read_text()).values()
    assert one["workflow"] == "harbour"
    assert one["everything"]["states"] == ["inside", "outside", "closed"]
    assert one["exercised"]["states"] == ["inside", "outside"]
    assert one["exercised"]["rules unmet"] == ["notice.given at release"]
    assert one["exercised"]["timers"] == ["review a-look"]


def test_a_file_that_cannot_be_written_costs_no_report(run: Run, pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("there").write_text("a file")
    failing = "def test_one(case):\n    assert case.state == 'outside'\n"
    result = run(failing, "--ddrflow-coverage-file=there/coverage.json")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["E * assert 'inside' == 'outside'", "there/coverage.json is not *"]
    )
    passing = run("def test_one(case):\n    pass\n", "--ddrflow-coverage-file=there/coverage.json")
    assert passing.ret == pytest.ExitCode.USAGE_ERROR


def test_a_run_of_no_test_leaves_the_file_as_it_is(run: Run, pytester: pytest.Pytester) -> None:
    path = pytester.path / "coverage.json"
    run(TESTS, "--ddrflow-coverage-file=coverage.json")
    before = path.read_text()
    for less in (("--collect-only",), ("-k", "no_such_test")):
        run(TESTS, "--ddrflow-coverage-file=coverage.json", *less)
    assert path.read_text() == before


def test_a_conference_that_is_held_is_covered(run: Run) -> None:
    tests = """
from ddrflow.model.commands import ConveneConference, EnterStage

def test_one(case, clock):
    harbour = case.actor("harbour")
    convene = ConveneConference(
        actor=harbour, conference="k-1", type="farewell", planned_on=clock.now().date()
    )
    case.follow(case.refused(convene))
    case.do(convene, EnterStage(actor=harbour, conference="k-1", stage="talk"))
"""
    run(tests).stdout.fnmatch_lines(["harbour: *, 1 of 1 conference stages, *"])


def test_two_versions_of_one_workflow_are_told_apart(run: Run, pytester: pytest.Pytester) -> None:
    changed = HARBOUR.replace("version: 1", "version: 2", 1)
    pytester.path.joinpath("other.yaml").write_text(changed, encoding="utf-8")
    tests = TESTS + '@pytest.mark.ddrflow("other.yaml")\ndef test_other(case):\n    pass\n'
    told = [one for one in run(tests).outlines if one.startswith("harbour (")]
    assert len(told) == 2
    assert told[0][:21] != told[1][:21]


def test_several_processes_tell_together_what_they_saw(run: Run, pytester: pytest.Pytester) -> None:
    """One run with two workers, in processes of their own."""
    run(
        TESTS.replace("def test_nothing(case", "def test_nothing(case, flow, golden")
        + """
    assert flow.check()
    golden.check(case)

@given_history(histories("harbour.yaml", max_events=6), examples=10)
def test_searched(history):
    assert history.case

def test_seed(request):
    print("seed", request.config.option.ddrflow_seed)
""",
        "--collect-only",
    )
    golden = pytester.mkdir("golden")
    golden.joinpath("test_gone.jsonl").write_text("{}\\n")
    result = pytester.runpytest_subprocess(
        "-p",
        "no:cacheprovider",
        "-n",
        "2",
        "--ddrflow-seed=random",
        "--ddrflow-accept",
        "-rP",
        "--ddrflow-coverage-file=coverage.json",
    )
    result.assert_outcomes(passed=4)
    [header] = [one for one in result.outlines if one.startswith("ddrflow: again with")]
    seed = header.rpartition("=")[2]
    result.stdout.fnmatch_lines(
        [
            f"ddrflow: 1 proved, 1 searched (10 histories, seed {seed}), 1 golden file written",
            "harbour: * of 3 states, *",
            "unused golden file: golden/test_gone.jsonl",
        ]
    )
    assert f"seed {seed}" in result.outlines, "the worker had the seed of the run"
    assert golden.joinpath("test_nothing.jsonl").exists()
    [one] = json.loads(pytester.path.joinpath("coverage.json").read_text()).values()
    assert {"inside", "outside"} <= set(one["exercised"]["states"])
