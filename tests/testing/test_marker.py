"""The marker names the workflow; what is wrong with it is said without a traceback."""

from pathlib import Path

import pytest

from tests.testing.conftest import Run


def failed(result: pytest.RunResult, *lines: str) -> None:
    """The run ended as a wrong command line does, with these lines and no traceback."""
    assert result.ret is pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(lines)
    assert "Traceback" not in result.stderr.str()


def test_a_file_beside_the_test_is_found(run: Run) -> None:
    result = run("def test_one(flow):\n    assert flow.workflow.identity.name == 'harbour'\n")
    result.assert_outcomes(passed=1)


def test_a_file_below_the_root_is_found_from_any_folder(
    run: Run, pytester: pytest.Pytester
) -> None:
    flows, deep = pytester.mkdir("flows"), pytester.mkpydir("deep")
    run("")
    pytester.path.joinpath("harbour.yaml").rename(flows / "harbour.yaml")
    deep.joinpath("test_deep.py").write_text(
        'import pytest\n@pytest.mark.ddrflow("flows/harbour.yaml")\ndef test_one(flow):\n    pass\n'
    )
    pytester.path.joinpath("test_harbour.py").unlink()
    pytester.makeini("[pytest]")
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_shipped_workflow_is_found_by_its_name(run: Run) -> None:
    tests = '@pytest.mark.ddrflow("pairs")\ndef test_one(flow):\n    assert flow.workflow.steps\n'
    run(tests).assert_outcomes(passed=1)


def test_a_shipped_name_is_the_shipped_one_whatever_lies_beside_the_test(
    run: Run, pytester: pytest.Pytester
) -> None:
    beside = pytester.path.joinpath("harbour.yaml").read_text().replace("harbour", "pairs", 1)
    pytester.path.joinpath("pairs.yaml").write_text(beside)
    tests = """
@pytest.mark.ddrflow("pairs")
def test_one(flow):
    assert len(flow.workflow.steps) > 2

@pytest.mark.ddrflow("pairs.yaml")
def test_two(flow):
    assert len(flow.workflow.steps) == 2
"""
    run(tests).assert_outcomes(passed=2)


def test_a_class_can_name_another_workflow_than_its_module(run: Run) -> None:
    tests = """
@pytest.mark.ddrflow("pairs")
class TestPairs:
    def test_one(self, flow):
        assert flow.workflow.identity.name == "pairs"

def test_two(flow):
    assert flow.workflow.identity.name == "harbour"
"""
    run(tests).assert_outcomes(passed=2)


def test_a_workflow_is_loaded_once_however_many_tests_ask_for_it(run: Run) -> None:
    tests = "seen = set()\ndef test_one(flow):\n    seen.add(id(flow.workflow))\n"
    tests += "def test_two(flow):\n    assert seen == {id(flow.workflow)}\n"
    run(tests).assert_outcomes(passed=2)


def test_a_workflow_that_is_not_there_fails_each_test_of_it_and_no_other(run: Run) -> None:
    tests = '@pytest.mark.ddrflow("harbor.yaml")\ndef test_one(flow):\n    pass\n'
    result = run(tests + "def test_two(flow):\n    pass\n")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(
        ["*there is no workflow `harbor.yaml` in *", "*help: did you mean `harbour.yaml`?"]
    )


def test_what_resembles_nothing_is_told_what_is_shipped(run: Run) -> None:
    result = run('@pytest.mark.ddrflow("zzz.yaml")\ndef test_one(flow):\n    pass\n')
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no workflow `zzz.yaml` in *", "*help: shipped are *"])


@pytest.mark.parametrize(
    ("marker", "problem"),
    [
        ("()", "*it names one workflow, as text"),
        ("(7)", "*it names one workflow, as text"),
        ('("harbour.yaml", day="monday")', "*`day` is unknown"),
    ],
)
def test_a_test_whose_marker_is_wrong_does_not_begin(run: Run, marker: str, problem: str) -> None:
    tests = f"@pytest.mark.ddrflow{marker}\ndef test_one(flow):\n    pass\n"
    result = run(tests + "def test_two(flow):\n    pass\n")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines([problem])


def test_a_file_that_is_refused_fails_each_test_with_what_is_wrong_in_it(
    run: Run, pytester: pytest.Pytester
) -> None:
    pytester.makefile(".yaml", bad="ddrflow: 1\nworkflow: bad\n")
    result = run('@pytest.mark.ddrflow("bad.yaml")\ndef test_one(flow):\n    pass\n')
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*bad.yaml:*: E-*"])
    assert "located" not in result.stdout.str()


def test_a_test_that_names_no_workflow_is_told_how_to(run: Run) -> None:
    result = run("def test_one(flow):\n    pass\n", head="")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*names no workflow", "*help: mark the test*"])


def test_fixtures_and_arguments_of_the_same_names_elsewhere_are_left_alone(run: Run) -> None:
    tests = """
import pytest

@pytest.fixture
def golden():
    return "mine"

@pytest.mark.parametrize("case", ["a b", "a/b"])
def test_one(golden, case):
    assert golden == "mine"
"""
    run(tests, head="").assert_outcomes(passed=2)


def test_a_wrong_seed_is_a_usage_error(run: Run) -> None:
    failed(run("", "--ddrflow-seed=x"), "*a number or `random`, not `x`*")


def test_a_folder_for_pages_that_cannot_be_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    told = f"*no folder can be made at `{tmp_path}/taken/pages`: `{tmp_path}/taken` is none"
    failed(run("", f"--ddrflow-report={tmp_path}/taken/pages"), told)


def test_tests_that_do_not_use_the_plugin_are_told_nothing(run: Run) -> None:
    result = run("def test_one():\n    pass\n", head="")
    assert "ddrflow" not in "\n".join(
        one for one in result.outlines if not one.startswith("plugins:")
    )
