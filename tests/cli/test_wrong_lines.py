"""What is typed wrong is answered in a line, and nothing changes."""

import pytest

from tests.cli.desk import Desk

WRONG = {
    ("case", "show", "C-9"): (2, "E-NAME: no case is called `C-9`"),
    ("case", "list", "--db", "mysql://x/y"): (7, "E-STORE: the database failed: `mysql` is no"),
    ("case", "list", "--db", "://"): (7, "E-STORE: the database failed: the address"),
    ("case", "list", "--db", "postgresql:///x?host=/nowhere"): (7, "E-STORE: the database failed"),
    ("case", "list", "--due-by", "soon"): (2, "E-COMMAND: `--due-by`: `soon` is no day"),
    ("case", "step", "C-1", "admit", "--as", "me"): (2, "E-COMMAND: `--as`: `me` does not say"),
    ("case", "step", "C-1", "admit", "--at", "noon"): (2, "E-COMMAND: `--at`: `noon` is no time"),
    ("case", "step", "C-1", "admit", "--at", "2026-03-01T09:00"): (2, "E-COMMAND: `--at`: "),
    ("case", "show", "C-1", "--for", "x"): (2, "E-COMMAND: `--for`: `x` does not say for whom"),
    ("case", "do", "C-1", "give-notise"): (2, "E-COMMAND: `command`: no command is called"),
    ("case", "do", "C-1", "give-notice", "kind"): (2, "E-COMMAND: `argument`: `kind` is no"),
    ("case", "do", "C-1", "give-notice"): (2, "E-COMMAND: `kind`: `give-notice` needs it"),
    ("case", "do", "C-1", "open-case"): (2, "E-COMMAND: `command`: a case is opened by itself"),
    ("case", "open", "C-1", "-w", "neustart"): (2, "E-COMMAND: `case_id`: case `C-1` exists"),
    ("case", "open", "C-2", "-w", "neustrat"): (2, "E-NAME: no workflow is called `neustrat`"),
    ("case", "open", "C-2", "-w", "neustart", "--bind", "x"): (2, "E-COMMAND: `--bind`: `x`"),
    ("notice", "give", "C-1", "multi-agency"): (2, "E-COMMAND: `version`: `give-notice` needs"),
    ("need", "answer", "C-1", "n-9"): (2, "E-COMMAND: `need`: no need `n-9`"),
    ("verify", "C-9"): (2, "E-NAME: no case is called `C-9`"),
    ("export", "C-9"): (2, "E-NAME: no case is called `C-9`"),
    ("import", "none.json"): (2, "E-NAME: no file is called `none.json`"),
    ("import", "bad.json"): (3, "bad.json:1:1: E-ARCHIVE: this is no file of a case"),
    ("contact", "end", "x"): (2, "E-NAME: no point of contact is called `x`"),
    ("erase", "C-1", "--all", "--basis", "G 17", "--why", "x"): (
        2,
        "E-COMMAND: `basis`: `G 17` is",
    ),
    ("erase", "C-1", "--basis", "a", "--why", "b"): (2, "E-COMMAND: `--entries`: say which"),
    ("erase", "C-1", "--basis", "a", "--why", "b", "--entries", ","): (2, "E-COMMAND: `--entries`"),
    ("case", "open", "C-2", "-w", "neustart", "--as", "a@b:nosuch"): (
        2,
        "E-COMMAND: `actor`: no agency `nosuch`",
    ),
    ("case", "show", "\udcff"): (2, "E-COMMAND: `argument`: `\\udcff` holds bytes"),
    ("case", "list", "--limit", str(10**20)): (2, "Usage: ddrflow case list"),
    ("notice", "give", "C-1", "a", "--key", ""): (2, "Usage: ddrflow notice give"),
    ("today", "-o", ""): (2, "Usage: ddrflow today"),
    ("verify", "--noted", "none.json"): (2, "E-NAME: no file is called `none.json`"),
    ("verify", "--noted", "bad.json"): (3, "bad.json:1:1: E-FILE: this is no report"),
    ("case", "list", "--db", "."): (7, "E-STORE: the database failed: `.` is a folder"),
    ("db", "upgrade", "--db", "none/c.db"): (7, "E-STORE: the database failed: there is no folder"),
    ("demo", "-q", "--keep", "none/c.db"): (2, "E-NAME: no folder is called `none`"),
    ("export", "C-1", "-o", "none/c.json"): (2, "E-NAME: no folder is called `none`"),
    ("case", "list", "--db", "postgresql://a:b@c:port/x"): (7, "E-STORE: the database failed: the"),
    ("erase", "C-1", "--basis", "a", "--why", "b", "--entries", "9"): (2, "E-COMMAND: `entries`"),
    ("case", "do", "C-1", "erase-content", "basis=a", "why=b", "entries="): (
        2,
        "E-COMMAND: `entries`: it is given, and names nothing",
    ),
    ("case", "do", "C-1", "adopt-plan", "kind=a", "parts=b", "parts=c"): (
        2,
        "E-COMMAND: `parts`: it is given twice",
    ),
    ("party", "bind", "C-1", "probation", "?"): (2, "E-COMMAND: `organisation`: `?` stands where"),
    ("case", "what-if", "C-1", "until", "9999-12-31"): (2, "E-COMMAND: `until`: the year 9999"),
    ("case", "list", "--db", "file:c.db?mode=ro"): (7, "E-STORE: the database failed: `file:c.db"),
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_is_wrong_is_answered_in_a_line_and_nothing_changes(
    new_desk: Desk, words: tuple[str, ...]
) -> None:
    new_desk.opened()
    (new_desk.folder / "bad.json").write_text('{"schema": "ddrflow.case/2"}', encoding="utf-8")
    before = new_desk.fine("export", "C-1")
    code, says = WRONG[words]
    said = new_desk.types(*words)
    assert (said.code, said.out) == (code, ""), said
    assert said.err.startswith(says), said.err
    assert "Traceback" not in said.err
    assert new_desk.fine("export", "C-1") == before
