"""`ddrflow check`: what is said of good, bad and missing files."""

import json
from pathlib import Path

from ddrflow.bootstrap import for_story
from ddrflow.stories import read_story, run
from ddrflow.workflow.load import load
from tests.cli.terminal import SHIPPED, a_file, ddrflow


def test_a_good_file_is_told_in_one_line() -> None:
    """What it holds, and by which digest it can be recognised."""
    answer = ddrflow("check", "--no-proof", "catalonia")
    assert answer.returncode == 0
    assert answer.stderr == ""
    start = "catalonia: ok, 5 states, 9 steps, 2 conference types, 3 reviews, digest "
    assert answer.stdout.startswith(start)
    assert len(answer.stdout.splitlines()) == 1


def test_without_a_name_every_shipped_file_is_checked_the_base_too() -> None:
    """A release with a broken file would be seen here."""
    answer = ddrflow("check")
    assert answer.returncode == 0
    listed, _, proved = answer.stdout.partition("\n\n")
    named = [line.partition(":")[0] for line in listed.splitlines()]
    assert proved.startswith("Proved, by histories that the engine lived:")
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
        "history": "",
    }
    assert broken["proof"] is None
    assert good["proof"]["whole"] is True
    assert len(good["digest"]) == 64


def stranding(folder: Path) -> Path:
    """A file in which nobody leaves without a conference that rests on consent."""
    asked = "      - support.named\n"
    more = f"{asked}      - conference.held: {{type: social-network, source: local choice}}\n"
    return a_file(folder, asked, more)


def test_a_hole_is_told_with_the_history_that_leads_there(tmp_path: Path) -> None:
    """Where it stands in the file, what would help, and who does what on the way."""
    stranding(tmp_path)
    answer = ddrflow("check", "mine.yaml", folder=tmp_path)
    assert answer.returncode == 3
    first, help_line, told, *moves = answer.stdout.splitlines()
    assert first == (
        "mine.yaml:78:3: E-STRANDED: a no strands the case in `in-community`, led by `neustart`: "
        "no history leads to an end any more"
    )
    assert help_line == "  help: let a way on from there not rest on consent"
    assert told == "  the shortest history that was found to it:"
    assert moves[0] == "    1. 2025-01-07 10:00  state-security: open-case"
    history = [one for one in moves if one.startswith("    ")]
    assert history[-1].endswith("client: refuse-consent scope=social-network-conference")
    assert "mine.yaml: 1 error, 3 notes" in moves
    assert "Proved but for what is told above, by histories" in answer.stdout


def test_histories_are_kept_as_stories_that_can_be_played(tmp_path: Path) -> None:
    """One file for each, in a folder that is made."""
    path = stranding(tmp_path)
    answer = ddrflow("check", "mine.yaml", "--histories", "holes", folder=tmp_path)
    assert answer.returncode == 3
    [kept] = (tmp_path / "holes").iterdir()
    assert kept.name == "neustart-1-e-stranded.yaml"
    tale = run(read_story(kept.read_bytes(), kept.name), load(str(path)), for_story)
    assert tale.told[-1].case is not None
    assert tale.told[-1].case.position.state == "in-community"


def test_what_is_worth_knowing_is_told_where_it_is_asked_for() -> None:
    """It is no hole, so nobody is stopped by it."""
    quiet = ddrflow("check", "parents-for-peace")
    asked = ddrflow("check", "parents-for-peace", "--notes")
    assert (quiet.returncode, asked.returncode) == (0, 0)
    assert "N-CONTESTED" not in quiet.stdout
    assert "N-CONTESTED: note: everybody who may lead in custody is contested" in asked.stdout


def test_findings_are_told_as_sarif(tmp_path: Path) -> None:
    """A code host shows each beside its line."""
    stranding(tmp_path)
    answer = ddrflow("check", "mine.yaml", "--sarif", folder=tmp_path)
    assert answer.returncode == 3
    told = json.loads(answer.stdout)
    assert told["version"] == "2.1.0"
    [run_] = told["runs"]
    codes = [one["id"] for one in run_["tool"]["driver"]["rules"]]
    assert codes == ["E-STRANDED", "N-CONTESTED"]
    error = next(one for one in run_["results"] if one["level"] == "error")
    assert codes[error["ruleIndex"]] == error["ruleId"] == "E-STRANDED"
    [location] = error["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "mine.yaml"},
        "region": {"startLine": 78, "startColumn": 3},
    }


def test_a_warning_and_a_note_refuse_nothing_in_sarif(tmp_path: Path) -> None:
    """The level is that of the finding."""
    a_file(tmp_path)
    told = json.loads(ddrflow("check", "mine.yaml", "--sarif", folder=tmp_path).stdout)
    assert {one["level"] for one in told["runs"][0]["results"]} == {"note"}


def test_histories_that_cannot_be_written_are_a_clear_error(tmp_path: Path) -> None:
    """A file stands where the folder would be."""
    stranding(tmp_path)
    answer = ddrflow("check", "mine.yaml", "--histories", "mine.yaml", folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr.startswith("E-COMMAND: `histories`: `mine.yaml` cannot be written into: ")
