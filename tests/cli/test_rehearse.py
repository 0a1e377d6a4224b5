"""`ddrflow rehearse`: played from a script and from a pipe, with wrong lines too."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import ddrflow

ADMITTED = """\
# one person in several seats
step admit
expect refused notice.given
seat court
follow 1 language=ca
seat prison-unit
again
expect state in-custody
expect lead prison-unit
"""


def played(folder: Path, text: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A rehearsal of the Catalan workflow from a script."""
    (folder / "play.txt").write_text(text, encoding="utf-8")
    return ddrflow("rehearse", *(words or ("catalonia",)), "--script", "play.txt", folder=folder)


@pytest.mark.requirement("R81")
def test_a_script_is_played_line_by_line_and_ends_with_the_debrief(tmp_path: Path) -> None:
    """Each line with day, state and seat; refused, mended, accepted."""
    answer = played(tmp_path, ADMITTED)
    assert (answer.returncode, answer.stderr) == (0, "")
    text = " ".join(answer.stdout.split())
    assert "2025-01-13 09:00 referred prison-unit> step admit refused (rule-unmet)" in text
    assert "1. give-notice kind=multi-agency version=1 language=?" in text
    assert "`admit`: from `referred` to `in-custody`" in text
    assert "WHAT WAS REFUSED, AND WHY" in text
    assert "went through later" in text


def test_nothing_is_kept_and_no_database_is_touched(tmp_path: Path) -> None:
    """Not even the one that the environment names."""
    (tmp_path / "play.txt").write_text(ADMITTED, encoding="utf-8")
    words = ("rehearse", "catalonia", "--script", "play.txt")
    answer = ddrflow(*words, folder=tmp_path, DDRFLOW_DB="real.db")
    assert answer.returncode == 0
    assert [one.name for one in tmp_path.iterdir()] == ["play.txt"]


def test_a_wrong_line_is_told_with_its_place_and_nothing_more_is_played(tmp_path: Path) -> None:
    answer = played(tmp_path, "seats\nstepp admit\nseat prison-unit\n")
    assert answer.returncode == 3
    assert answer.stderr == (
        "play.txt:2:1: E-REHEARSE: `word`: `stepp` is nothing that one can do here\n"
        "  help: did you mean `step`?\n"
    )
    assert "DEBRIEF" not in answer.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("expect state closed", "`expect`: `state` is `referred`\n  help: the script expects"),
        ("expect weather fine", "`weather` is nothing to expect"),
        ("do take-stepp trigger=admit", "take-stepp"),
        ("do take-step triger=admit", "triger"),
        ("wait soon", "`soon` is no period"),
        ("wait until tomorrow", "`tomorrow` is no day"),
        ("follow one", "`one` is no number"),
    ],
)
def test_what_cannot_be_asked_is_told_and_changes_nothing(
    tmp_path: Path, line: str, said: str
) -> None:
    answer = played(tmp_path, f"{line}\n")
    assert answer.returncode == 3
    assert answer.stderr.startswith("play.txt:1:1: E-REHEARSE: ")
    assert said in answer.stderr


@pytest.mark.requirement("R81")
def test_each_seat_sees_what_it_may_see_and_no_more(tmp_path: Path) -> None:
    """State protection's item is in its own record and in neither the client's nor the family's."""
    text = """\
do record-item item=meeting-place kind=fact information=confidential text="Whom the client met."
do disclose-item item=meeting-place role=network organisation=org-network basis=no-law purpose=talk
seat client
see
record
waits
seat network
see
record
quit
"""
    answer = played(tmp_path, text, "neustart")
    shown = answer.stdout.split("seat client", 1)[1].split("DEBRIEF", 1)[0]
    assert answer.returncode == 0
    assert "meeting-place" in answer.stdout.split("seat client", 1)[0]
    assert "meeting-place" not in shown
    assert "Whom the client met" not in shown


def test_what_a_seat_is_not_told_it_cannot_expect(tmp_path: Path) -> None:
    """Who may not take the step learns that, and not what else stands in its way."""
    text = "seat client\nstep admit\nexpect refused notice.given\n"
    answer = played(tmp_path, text)
    assert answer.returncode == 3
    assert "`refused` is `step.fired-by`, `not-entitled`" in answer.stderr


def test_time_passes_and_a_review_is_missed(tmp_path: Path) -> None:
    answer = played(tmp_path, ADMITTED + "wait 8 months\n")
    text = " ".join(answer.stdout.split())
    assert "review `custody-review` missed; told: court" in text
    assert "the review `custody-review`, due on 2025-07-14, was not held in time" in text


def test_looking_shows_seats_ways_and_obstacles(tmp_path: Path) -> None:
    """What a player asks before doing anything."""
    text = " ".join(played(tmp_path, "help\nseats\ncan\nwhy admit\n").stdout.split())
    assert "do what the last refusal offered" in text
    assert "prison-unit prison-unit org-prison-unit leads" in text
    assert "admit to `in-custody`: refused by notice.given" in text
    assert "do propose-lead role=? organisation=?" in text
    assert "the notice `multi-agency` was not given" in text


def test_a_rehearsal_begins_in_a_story(tmp_path: Path) -> None:
    """With its cast, its organisations and what happened so far."""
    words = ("catalonia", "--story", "back-with-two-children", "--until", "2")
    answer = played(
        tmp_path, "seats\nseat manager\nstep admit\nexpect refused notice.given\n", *words
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "grandmother" in answer.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("catalona",), 2, "did you mean `catalonia`?"),
        (("catalonia", "--story", "no-such"), 2, "E-NAME: no story is called"),
        (("catalonia", "--story", "neustart/never-consents"), 2, "is a story of `neustart`"),
        (
            ("catalonia", "--story", "moves-to-another-region", "--until", "99"),
            2,
            "a number from 1",
        ),
        (("common",), 3, "`common` is a base"),
    ],
)
def test_what_cannot_be_rehearsed_says_why(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = played(tmp_path, "seats\n", *words)
    assert answer.returncode == code
    assert said in answer.stderr


def test_a_script_that_is_not_there_is_told(tmp_path: Path) -> None:
    answer = ddrflow("rehearse", "catalonia", "--script", "none.txt", folder=tmp_path)
    assert answer.returncode == 3
    assert "E-FILE: the file cannot be read" in answer.stderr


def test_a_pipe_is_read_like_a_script_and_the_debrief_can_be_data(tmp_path: Path) -> None:
    """Programs get the same numbers, and nothing else on their output."""
    run = subprocess.run(
        [sys.executable, "-m", "ddrflow", "rehearse", "catalonia", "--json"],
        input=ADMITTED,
        capture_output=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, "")
    told = json.loads(run.stdout)
    assert (told["state"], told["lead"]) == ("in-custody", "prison-unit")
    [refusal] = told["refused"]
    assert refusal["went_through"] is True
    assert refusal["verdicts"][0]["rule"] == "notice.given"
    assert told["measures"]["refusals"]["value"] == 1
    assert told["missed_reviews"] == told["open_breaches"] == []
