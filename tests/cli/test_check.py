"""`ddrflow check`: what is said of good, bad and missing files."""

import json
from pathlib import Path

from tests.cli.terminal import SHIPPED, a_file, ddrflow


def test_a_good_file_is_told_in_one_line() -> None:
    """What it holds, and by which digest it can be recognised."""
    answer = ddrflow("check", "catalonia")
    assert answer.returncode == 0
    assert answer.stderr == ""
    start = "catalonia: ok, 5 states, 9 steps, 2 conference types, 3 reviews, digest "
    assert answer.stdout.startswith(start)
    assert len(answer.stdout.splitlines()) == 1


def test_without_a_name_every_shipped_file_is_checked_the_base_too() -> None:
    """A release with a broken file would be seen here."""
    answer = ddrflow("check")
    assert answer.returncode == 0
    named = [line.partition(":")[0] for line in answer.stdout.splitlines()]
    assert named == sorted(one.stem for one in SHIPPED.glob("*.yaml"))
    assert "common: ok, a base for other files" in answer.stdout


def test_a_wrong_name_is_told_with_its_place_and_the_right_one(tmp_path: Path) -> None:
    """Editors jump to `file:line:column`; people read the help."""
    file = a_file(tmp_path, "prosecutor]", "prosecutr]")
    answer = ddrflow("check", file.name, folder=tmp_path)
    assert answer.returncode == 3
    first, help_line, *_, last = answer.stdout.splitlines()
    assert first.startswith("mine.yaml:63:17: E-REF: ")
    assert "`prosecutr`" in first
    assert help_line == "  help: did you mean `prosecutor`?"
    assert last == "mine.yaml: 3 errors"


def test_a_missing_name_is_answered_with_the_nearest_one() -> None:
    """Nobody types `catalonia` right at six in the morning."""
    answer = ddrflow("check", "catalonai")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr == (
        "E-NAME: no workflow is called `catalonai`\n  help: did you mean `catalonia`?\n"
    )


def test_a_missing_file_is_answered_with_the_one_beside_it(tmp_path: Path) -> None:
    """The same for files of one's own."""
    a_file(tmp_path)
    answer = ddrflow("check", "mien.yaml", folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[1] == "  help: did you mean `mine.yaml`?"


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """All are checked, and the gravest answer is the exit code."""
    a_file(tmp_path, "prosecutor]", "prosecutr]", name="broken.yaml")
    answer = ddrflow("check", "nowhere.yaml", "broken.yaml", "neustart", folder=tmp_path)
    assert answer.returncode == 3
    assert "broken.yaml: 3 errors" in answer.stdout
    assert "neustart: ok, " in answer.stdout
    assert "no file is called `nowhere.yaml`" in answer.stderr


def test_the_json_form_is_one_document_with_every_finding(tmp_path: Path) -> None:
    """For continuous integration: nothing has to be parsed out of text."""
    a_file(tmp_path, "prosecutor]", "prosecutr]", name="broken.yaml")
    answer = ddrflow("check", "broken.yaml", "neustart", "--json", folder=tmp_path)
    assert answer.returncode == 3
    found = json.loads(answer.stdout)
    broken, good = found["files"]
    assert (found["errors"], found["warnings"], found["missing"]) == (3, 0, 0)
    assert (broken["ok"], good["ok"]) == (False, True)
    assert broken["findings"][0] | {"message": ""} == {
        "file": "broken.yaml",
        "line": 63,
        "column": 17,
        "code": "E-REF",
        "severity": "error",
        "message": "",
        "help": "did you mean `prosecutor`?",
    }
    assert len(good["digest"]) == 64
