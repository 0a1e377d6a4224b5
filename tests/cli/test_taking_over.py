"""`ddrflow case take-over`: earlier history of another system, all of a file or nothing of it."""

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk

HEAD = "case,record,at,who,command,workflow,bindings,trigger,kind,version,language,need,owner"
BY = "p-7@prison-graz:prison"
LEAD = "p-1@neustart-graz:neustart"
OPENED = (
    f'C-9,pr:1,2025-03-03T08:00+01:00,{LEAD},open-case,neustart,"prison=prison-graz, client=c-9"'
)
TOLD = f"C-9,pr:2,2025-03-03T09:00+01:00,{LEAD},give-notice,,,,multi-agency,1,de"
CAME = f"C-9,pr:3,2025-03-04T08:00+01:00,{BY},take-step,,,admit"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    """A desk with the tables made."""
    made = desk(monkeypatch, capsys, tmp_path)
    made.fine("db", "upgrade")
    return made


def saved(at: Desk, *rows: str, name: str = "history.csv") -> str:
    """The rows in a file."""
    (at.folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return name


@pytest.mark.requirement("R42", "R104")
def test_history_is_recorded_as_of_when_it_was_and_once(at: Desk) -> None:
    """The second time nothing is added, and a longer file adds what is new."""
    file = saved(at, HEAD, OPENED, TOLD)
    assert at.fine("case", "take-over", file) == ("1 case: 2 records taken over, 0 there before\n")
    longer = saved(at, HEAD, OPENED, TOLD, CAME, name="longer.csv")
    assert at.fine("case", "take-over", longer) == ("1 case: 1 record taken over, 2 there before\n")
    shown = at.fine("case", "timeline", "C-9")
    assert "2025-03-03 08:00" in shown
    assert "2025-03-04 08:00" in shown
    assert shown.count("case opened") == 1
    assert "clean" in at.fine("verify")


def test_json_lines_are_read_as_well(at: Desk) -> None:
    """The arguments stand under `with`."""
    opened = {
        "case": "C-9",
        "record": "pr:1",
        "at": "2025-03-03T08:00+01:00",
        "who": LEAD,
        "command": "open-case",
        "workflow": "neustart",
        "with": {"bindings": {"prison": "prison-graz"}},
    }
    file = saved(at, json.dumps(opened), "", name="history.jsonl")
    told = json.loads(at.fine("case", "take-over", file, "--json"))
    assert told == [{"case": "C-9", "record": "pr:1", "entries": [1], "new": True}]


def test_a_dry_run_says_what_would_be_and_records_nothing(at: Desk) -> None:
    file = saved(at, HEAD, OPENED, TOLD)
    assert "2 records would be taken over" in at.fine("case", "take-over", file, "--dry-run")
    assert at.fine("case", "list") == "no case fits\n"


def test_a_row_that_is_refused_keeps_the_whole_file_out(at: Desk) -> None:
    """With its line, its record and every reason."""
    said = at.types("case", "take-over", saved(at, HEAD, OPENED, CAME))
    assert said.code != 0
    assert said.err.startswith("history.csv:3:1: E-REFUSED: record `pr:3`: case `C-9` refuses")
    assert "notice.given" in said.err
    assert at.fine("case", "list") == "no case fits\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (TOLD.replace("give-notice", "give-notise"), "did you mean `give-notice`?"),
        (TOLD.replace("+01:00", ""), "has no offset from UTC"),
        (TOLD.replace("2025-03-03T09:00+01:00", "last spring"), "`last spring` is no time"),
        (TOLD.replace(LEAD, "somebody"), "does not say who acts"),
        (TOLD.replace("pr:2", ""), "`record`: the row has none"),
        (TOLD.replace("pr:2", "pr:1"), "`pr:1` stands in line 2 already"),
        (TOLD + ",n-1", "`give-notice` takes no argument `need`"),
        (OPENED.replace(",neustart,", ",,").replace("C-9", "C-8"), "a case is opened under one"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(at: Desk, row: str, told: str) -> None:
    """And what would be right; nothing is recorded."""
    said = at.types("case", "take-over", saved(at, HEAD, OPENED, row))
    assert said.code != 0
    assert said.err.startswith("history.csv:3:1: E-RECORDS: ")
    assert told in said.err
    assert at.fine("case", "list") == "no case fits\n"


def test_every_row_that_cannot_be_read_is_told(at: Desk) -> None:
    wrong = TOLD.replace("give-notice", "give-notise")
    said = at.types("case", "take-over", saved(at, HEAD, wrong, wrong.replace("pr:2", "pr:3")))
    assert said.err.count("E-RECORDS") == 2


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("empty.csv", b"", "empty.csv:1:1: E-RECORDS: no column `case`"),
        ("head.csv", HEAD.encode() + b"\n", "no record stands in it"),
        ("short.csv", b"case,at\n", "no column `record`"),
        ("latin.csv", HEAD.encode() + b"\n\xe4,", "latin.csv:2:1: E-RECORDS: no UTF-8 text"),
        ("cells.csv", b"case,record,at,who,command\n1,2,3,4,5,6\n", "6 cells, and 5 columns"),
        ("open.csv", HEAD.encode() + b'\n"C-9', "no CSV"),
        ("bad.jsonl", b'{"case": }', "bad.jsonl:1:10: E-RECORDS: no JSON"),
        ("list.jsonl", b"[1]", "a record is an object of texts"),
    ],
)
def test_a_file_that_is_none_is_told_with_its_place(
    at: Desk, name: str, text: bytes, told: str
) -> None:
    (at.folder / name).write_bytes(text)
    said = at.types("case", "take-over", name)
    assert said.code != 0
    assert told in said.err


def test_a_file_that_is_not_there_is_told(at: Desk) -> None:
    (at.folder / "nothing-yet.csv").touch()
    said = at.types("case", "take-over", "nothing-jet.csv")
    assert said.code == 2
    assert said.err == (
        "E-NAME: no file is called `nothing-jet.csv`\n  help: did you mean `nothing-yet.csv`?\n"
    )


def test_a_folder_is_no_file(at: Desk) -> None:
    said = at.types("case", "take-over", ".")
    assert said.code == 2
    assert "`.` is a folder; name a file in it" in said.err


def test_a_byte_order_mark_is_no_part_of_the_head(at: Desk) -> None:
    """As spreadsheets write it."""
    (at.folder / "sheet.csv").write_bytes(f"{HEAD}\n{OPENED}\n".encode("utf-8-sig"))
    assert "1 record taken over" in at.fine("case", "take-over", "sheet.csv")


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("a.csv", [f"{HEAD},trigger", f"{OPENED}"], "a.csv:1:1: E-RECORDS: there are two columns"),
        ("a.csv", [HEAD.replace(",", ";")], "separated by commas"),
        ("a.jsonl", ['{"case": "C-8", "case": "C-9"}'], "a.jsonl:1:1: E-RECORDS: `case` is given"),
        ("a.jsonl", ["[" * 100_000], "a.jsonl:1:1: E-RECORDS: it is nested too deep"),
    ],
)
def test_a_file_that_says_something_twice_or_nothing_that_can_be_read_is_refused(
    at: Desk, name: str, rows: list[str], said: str
) -> None:
    """Whoever reads it would have to choose, and nobody would know which it was."""
    answer = at.types("case", "take-over", saved(at, *rows, name=name))
    assert answer.code == 3
    assert said in answer.err
    assert at.fine("case", "list").count("C-") == 0
