"""Records that were accepted are kept beside the tests, and the first other entry is shown."""

import json
from pathlib import Path

import pytest

from ddrflow.testing.golden import Golden
from ddrflow.testing.goldens import shared
from tests.testing.conftest import HARBOUR, Run

ONE = """
def test_one(case, golden):
    case.follow(case.refused("release"))
    golden.check(case)
"""
OTHER = """
def test_one(case, golden):
    case.do("give-notice", by="unit", kind="letter", version="1", language="de")
    case.fire("release")
    golden.check(case)
"""


def test_a_missing_golden_file_fails_and_says_how_to_accept(run: Run) -> None:
    result = run(ONE)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["E * there is no golden/test_one.jsonl yet", "E * help: `--ddrflow-accept` writes it*"]
    )


def test_an_accepted_record_is_compared_with(run: Run, pytester: pytest.Pytester) -> None:
    accepted = run(ONE, "--ddrflow-accept")
    accepted.assert_outcomes(passed=1)
    accepted.stdout.fnmatch_lines(["ddrflow: 1 golden file written"])
    lines = pytester.path.joinpath("golden", "test_one.jsonl").read_text().splitlines()
    assert len(lines) == 2
    assert "digest" not in lines[0]
    run(ONE).assert_outcomes(passed=1)


def test_a_change_of_the_file_that_no_entry_shows_changes_no_golden_file(
    run: Run, pytester: pytest.Pytester
) -> None:
    run(ONE, "--ddrflow-accept")
    changed = HARBOUR.replace("A last talk", "A very last talk")
    pytester.path.joinpath("harbour.yaml").write_text(changed)
    run(ONE).assert_outcomes(passed=1)


def test_the_first_entry_that_differs_is_shown_and_nothing_else(run: Run) -> None:
    run(ONE, "--ddrflow-accept")
    result = run(ONE.replace("    golden", "    case.fire('release')\n    golden"))
    result.stdout.fnmatch_lines(
        [
            "E * golden/test_one.jsonl: entry 3 is another one",
            "E * before: nothing more",
            "E * after:  2026-01-05T08:00:00Z step-taken by unit",
            "E * help: if that is meant, `--ddrflow-accept` keeps the new one",
        ]
    )
    other = run(OTHER)
    other.stdout.fnmatch_lines(
        [
            "E * golden/test_one.jsonl: entry 2 is another one",
            "E * before: 2026-01-05T08:00:00Z notice-given by harbour",
            "E * after:  2026-01-05T08:00:00Z notice-given by unit",
            'E * actor.organisation: "org-harbour" is now "org-unit"',
            'E * event.facts.language: "en" is now "de"',
        ]
    )
    assert "step-taken" not in other.stdout.str()


def test_records_that_are_compared_by_hand_are_told_in_the_same_way(run: Run) -> None:
    tests = """
from ddrflow.testing.golden import recorded

def test_one(case):
    before = recorded(case)
    case.follow(case.refused("release"))
    assert before == recorded(case)
"""
    run(tests).stdout.fnmatch_lines(
        ["E * assert entry 2 is another one", "E * before: nothing more", "E * after:  *"]
    )


def test_of_two_tests_that_would_share_a_golden_file_one_does_not_begin(run: Run) -> None:
    tests = "@pytest.mark.parametrize('one', ['a b', 'a/b'])\n" + ONE.replace(
        "test_one(", "test_one(one, "
    )
    result = run(tests, "--ddrflow-accept")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(
        ["*would share the golden file test_one-a-b.jsonl", "*help: give one of them another name"]
    )


def test_a_second_record_of_one_test_is_refused(run: Run) -> None:
    result = run(ONE + "    golden.check(case)\n", "--ddrflow-accept")
    result.stdout.fnmatch_lines(["E * one test keeps one record"])


def test_a_golden_file_of_no_test_is_reported_where_all_were_looked_at(
    run: Run, pytester: pytest.Pytester
) -> None:
    run(ONE, "--ddrflow-accept")
    pytester.path.joinpath("golden", "test_gone.jsonl").write_text("{}\n")
    run(ONE).stdout.fnmatch_lines(["unused golden file: golden/test_gone.jsonl"])
    run(ONE, "-k", "nothing").stdout.no_fnmatch_line("*test_one.jsonl*")
    run(ONE, "test_harbour.py::test_one").stdout.no_fnmatch_line("*unused*")


def test_a_line_separator_within_a_text_ends_no_line(tmp_path: Path) -> None:
    entry = {"occurred_at": "now", "event": {"kind": "x"}, "actor": {"role": "prison"}}
    line = json.dumps({**entry, "text": "first\u2028second\u0085third"}, ensure_ascii=False)
    golden = Golden(tmp_path / "one.jsonl", shown="one", accepts=True, noted=lambda: None)
    golden.path.write_text(f"{line}\n{line}\n", encoding="utf-8", newline="\n")
    assert golden.kept() == (line, line)


@pytest.mark.parametrize("left", ["<<<<<<< HEAD", "[]", "{}", "", "\ufeff{}"])
def test_what_a_merge_or_an_editor_left_is_told_with_its_line(tmp_path: Path, left: str) -> None:
    entry = {"occurred_at": "now", "event": {"kind": "x"}, "actor": {"role": "prison"}}
    line = json.dumps(entry)
    golden = Golden(tmp_path / "one.jsonl", shown="one", accepts=True, noted=lambda: None)
    golden.path.write_text(f"{line}\n{left}\n{line}\n", encoding="utf-8", newline="\n")
    with pytest.raises(AssertionError, match="one: line 2 is no entry of a record"):
        golden.kept()


def test_a_record_without_entries_is_one(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    for accepts in (True, False):
        Golden(path, shown="one", accepts=accepts, noted=lambda: None).check(())
    assert path.read_bytes() == b""


def test_a_last_line_without_an_end_is_a_line(tmp_path: Path) -> None:
    line = json.dumps({"occurred_at": "now", "event": {"kind": "x"}, "actor": {"role": ""}})
    golden = Golden(tmp_path / "one.jsonl", shown="one", accepts=True, noted=lambda: None)
    golden.path.write_text(f"{line}\n{line}", encoding="utf-8", newline="\n")
    assert golden.kept() == (line, line)


def test_a_test_that_compares_nothing_with_its_golden_file_fails(run: Run) -> None:
    found = run("def test_one(case, golden):\n    case.state\n")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*compares nothing: `golden.check(case)`*"])


def test_every_pair_of_tests_that_would_share_a_file_is_told() -> None:
    claims = [(Path(name), test) for test in ("a", "b") for name in ("one", "two")]
    assert list(shared(claims)) == [(Path("one"), "a", "b"), (Path("two"), "a", "b")]
