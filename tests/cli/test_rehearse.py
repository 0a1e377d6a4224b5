"""`ddrflow rehearse` as people use it: a script, a pipe, a terminal."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.desk import Desk, Said, desk
from tests.cli.terminal import a_file, ddrflow


@pytest.fixture
def table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """A desk in an empty folder, with a database named that is not there."""
    found = desk(monkeypatch, capsys, tmp_path)
    monkeypatch.setenv("DDRFLOW_DB", "sqlite:///kept.db")
    return found


def scripted(table: Desk, *lines: str, options: tuple[str, ...] = ()) -> Said:
    """Rehearse the Austrian workflow from a script."""
    (table.folder / "play.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return table.types("rehearse", "neustart", "--script", "play.txt", *options)


def piped(table: Desk, text: bytes, *options: str) -> Said:
    """Rehearse the Austrian workflow from a pipe."""
    table.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    return table.types("rehearse", "neustart", *options)


LEARN = (
    "# The prison is refused, somebody else mends it.",
    "",
    "seat prison",
    "step admit",
    "expect refused notice.given",
    "follow 2 language=de",
    "seat state-security",
    "follow 1",
    "seat neustart",
    "do accept-lead",
    "do take-over-lead",
    "expect lead neustart",
    "seat prison",
    "again",
    "expect state in-custody",
)


@pytest.mark.requirement("R81")
def test_a_script_is_played_and_ends_with_a_debrief(table: Desk) -> None:
    said = scripted(table, *LEARN)
    text = " ".join(said.out.split())
    assert (said.code, said.err) == (0, "")
    assert "A synthetic case in memory: no database is read or written" in text
    assert "2025-01-07 09:00 referred prison> step admit refused (rule-unmet):" in text
    assert "follow 2: give-notice kind=multi-agency version=1 language=? (state-" in text
    assert "2025-01-07 09:00 referred prison> again `admit`: from `referred` to" in text
    assert "DEBRIEF For everybody together" in text
    assert "followed: propose-lead role=neustart organisation=org-neustart" in text
    assert "done later" in text
    assert "never done" not in text


def test_no_database_is_written_whatever_is_named(table: Desk) -> None:
    """In memory alone, and the command takes no database."""
    scripted(table, *LEARN)
    assert [one.name for one in table.folder.iterdir()] == ["play.txt"]
    assert table.types("rehearse", "neustart", "--db", "kept.db").code == 2


def test_a_pipe_is_played_like_a_script(table: Desk) -> None:
    said = piped(table, b"seat client\nsee\nquit\nthis is not read")
    assert (said.code, said.err) == (0, "")
    assert "client> see" in said.out
    assert "(withheld)" in said.out


def test_a_wrong_word_ends_a_script_at_its_line_and_nothing_more_is_done(table: Desk) -> None:
    said = scripted(table, "# first", "seat prison", "setp admit", "see")
    assert said.code == 3
    assert said.err == (
        "play.txt:3:1: E-REHEARSE: `setp`: that is no word of a rehearsal\n"
        "  help: did you mean `step`?\n"
    )
    assert "DEBRIEF" not in said.out
    assert "> see" not in said.out


def test_a_wrong_value_ends_a_pipe_at_its_line(table: Desk) -> None:
    said = piped(table, b"do give-notice kind=multi-agencie version=1 language=de\n")
    assert said.code == 3
    assert said.err == (
        "standard input:1:1: E-REHEARSE: `kind`: no notice `multi-agencie`\n"
        "  help: did you mean `multi-agency`?\n"
    )


def test_an_expectation_that_does_not_hold_ends_a_script(table: Desk) -> None:
    said = scripted(table, "seat prison", "step admit", "expect done")
    assert said.code == 3
    assert "play.txt:3:1: E-REHEARSE: `take-step`: refused by lead.covers-" in said.err


def test_bytes_that_are_no_text_are_named_with_their_line(table: Desk) -> None:
    said = piped(table, b"see\n\xff\xfe\n")
    assert (said.code, said.err) == (
        3,
        "standard input:2:1: E-REHEARSE: this is no UTF-8 text\n",
    )


def test_waiting_shows_a_review_that_was_missed_and_the_debrief_names_it(table: Desk) -> None:
    said = scripted(table, *LEARN, "wait until 2025-08-08")
    assert "review `custody-review` missed; told: prosecutor" in said.out
    assert "custody-review, due 2025-07-07: missed" in said.out
    assert "- 1 review was missed" in said.out


def test_a_story_is_begun_and_the_debrief_tells_how_it_went(table: Desk) -> None:
    options = ("--story", "never-consents", "--until", "3")
    said = scripted(table, "expect state in-custody", options=options)
    text = " ".join(said.out.split())
    assert (said.code, said.err) == (0, "")
    assert "as the story never-consents does: 3 of its steps were played" in text
    assert "AS THE STORY NEUSTART/NEVER-CONSENTS WENT states there referred - in-custody" in text


WRONG_OPTIONS = {
    "a story of another workflow": (
        ("--story", "catalonia/court-releases-at-once"),
        "help: ddrflow rehearse catalonia --story catalonia/court-releases-at-once",
    ),
    "several stories": (("--story", "catalonia"), "`catalonia` names several"),
    "no such story": (("--story", "never-consent"), "no story is called `never-consent`"),
    "too many steps": (("--story", "never-consents", "--until", "99"), "from 0 to 32"),
    "steps of no story": (("--until", "2"), "name one with `--story`"),
}


@pytest.mark.parametrize(("options", "told"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_an_option_that_makes_no_sense_is_answered_before_anything_is_played(
    table: Desk, options: tuple[str, ...], told: str
) -> None:
    said = scripted(table, "see", options=options)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_the_debrief_is_one_document_for_a_program(table: Desk) -> None:
    said = scripted(table, *LEARN, options=("--json",))
    told = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert told["schema"] == "ddrflow.debrief/1"
    assert told["refusals"][0]["rules"] == ["lead.covers-next-phase", "notice.given"]
    assert told["refusals"][0]["done_later"]
    said = scripted(table, "expect state closed", options=("--json",))
    assert (said.code, said.out) == (3, "")


def test_a_file_and_a_workflow_that_are_not_there_are_named(table: Desk) -> None:
    assert table.types("rehearse", "neustart", "--script", "none.txt").code == 3
    said = table.types("rehearse", "neustar", "--script", "none.txt")
    assert (said.code, said.err) == (
        2,
        "E-NAME: no workflow is called `neustar`\n  help: did you mean `neustart`?\n",
    )


def test_where_nobody_may_open_a_case_the_reasons_are_told(table: Desk) -> None:
    """A file can ask for standing facts before anybody leads; a story can bring them."""
    old = "{roles: [state-security, neustart], source: local choice}"
    rule = "{lead.is-funded: {plan: succession-plan, strength: must, source: local choice}}"
    new = f"{{roles: [neustart], rules: [{rule}], source: local choice}}"
    a_file(table.folder, old, new)
    (table.folder / "none.txt").write_text("see", encoding="utf-8")
    said = table.types("rehearse", "./mine.yaml", "--script", "none.txt")
    assert (said.code, said.out) == (3, "")
    assert "E-REHEARSE: `neustart`: no case can be opened: case `REHEARSAL-1` refuses" in said.err
    assert "lead.is-funded (must" in said.err


def test_a_terminal_says_what_is_wrong_and_goes_on(tmp_path: Path) -> None:
    """One person in several seats: a prompt, an error, a refusal, the end of input."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ddrflow", "rehearse", "neustart"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"},
    ) as played:
        os.close(theirs)
        os.write(ours, b"setp admit\nseat prison\nstep admit\n\x04")
        said = played.communicate(timeout=60)[0].decode()
        os.close(ours)
    text = " ".join(said.split())
    assert played.returncode == 0
    assert "`help` lists the words, `quit` ends with a debrief." in text
    assert "state-security> E-REHEARSE: `setp`: that is no word of a rehearsal" in text
    assert "referred prison> refused (rule-unmet): take-step trigger=admit" in text
    assert text.index("DEBRIEF") > text.index("refused (rule-unmet)")
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_is_no_place_for_a_document(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "ddrflow", "rehearse", "neustart", "--json"],
        stdin=theirs,
        capture_output=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
        timeout=60,
    )
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stdout) == (2, "")
    assert "`--json`: a rehearsal at a terminal is told as text" in done.stderr


def test_no_line_but_one_to_type_is_wider_than_the_terminal(tmp_path: Path) -> None:
    script = tmp_path / "play.txt"
    script.write_text("\n".join((*LEARN, "see", "seats", "help")), encoding="utf-8")
    for columns in (40, 80):
        answer = ddrflow("rehearse", "neustart", "--script", str(script), COLUMNS=str(columns))
        assert answer.returncode == 0
        lines = [one for one in answer.stdout.splitlines() if "> " not in one]
        assert max(len(line) for line in lines) <= columns
