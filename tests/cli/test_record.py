"""The record from the command line: exported, erased, verified, and found changed or unreadable."""

import json
import sqlite3

from tests.cli.desk import Desk


def test_a_case_is_erased_exported_taken_in_and_verified(at_desk: Desk) -> None:
    at_desk.fine("notice", "give", "C-1", "multi-agency", "--version=1", "--language=de")
    at_desk.fine("case", "step", "C-1", "admit", "--reason", "words")
    said = at_desk.fine("export", "C-1", "--out", "c-1.json")
    assert said == "case C-1 written to c-1.json\n"
    assert "words" in (at_desk.folder / "c-1.json").read_text("utf-8")
    at_desk.fine("erase", "C-1", "--all", "--basis", "gdpr-17", "--why", "asked-for")
    assert "words" not in at_desk.fine("export", "C-1")
    assert at_desk.fine("verify") == "1 case, 5 entries, 0 refusals: clean\n"
    at_desk.fine("db", "upgrade", "--db", "two.db")
    said = at_desk.fine("import", "c-1.json", "--db", "two.db")
    assert said == "case C-1 taken in with 4 entries\n"
    assert at_desk.fine("verify", "C-1", "--db", "two.db").endswith("clean\n")


def test_a_record_that_was_changed_ends_with_code_3(new_desk: Desk) -> None:
    new_desk.opened()
    with sqlite3.connect("ddrflow.db") as connection:
        connection.execute("UPDATE ddrflow_case SET state = 'in-custody'")
    said = new_desk.types("verify")
    assert (said.code, said.err) == (3, "")
    assert said.out == (
        "E-VERIFY: case `C-1`, entry 1: the column `state` does not follow from the entries\n"
        "1 case, 1 entry, 0 refusals: NOT CLEAN\n"
    )
    assert not json.loads(new_desk.types("verify", "--json").out)["clean"]


def test_a_report_that_was_kept_shows_what_was_cut_off_since(new_desk: Desk) -> None:
    new_desk.opened()
    new_desk.fine("contact", "name", "prison-graz", "p-9")
    noted = new_desk.folder / "noted.json"
    noted.write_text(new_desk.fine("verify", "--json"), encoding="utf-8")
    assert new_desk.fine("verify", "--noted", "noted.json").endswith(": clean\n")
    with sqlite3.connect("ddrflow.db") as connection:
        connection.execute("DROP TRIGGER ddrflow_standing_no_delete")
        connection.execute("DELETE FROM ddrflow_standing")
        connection.execute("UPDATE ddrflow_standing_head SET seq = 0, hash = ''")
    assert new_desk.fine("verify").endswith(": clean\n")
    said = new_desk.types("verify", "--noted", "noted.json")
    assert said.code == 3
    assert said.out.startswith("E-VERIFY: entry 1 of the standing stream is not the one that was")


def test_a_day_that_was_overwritten_is_told_without_a_traceback(new_desk: Desk) -> None:
    new_desk.opened()
    with sqlite3.connect("ddrflow.db") as connection:
        connection.execute("UPDATE ddrflow_case SET next_review_on = 'soon'")
    said = new_desk.types("case", "list")
    assert (said.code, said.out) == (7, "")
    assert said.err.startswith("E-STORE: the database failed: a value in it cannot be read")
    assert "`ddrflow verify` names what was changed" in said.err


def test_a_database_without_tables_is_refused_with_what_to_run(new_desk: Desk) -> None:
    said = new_desk.types("case", "list")
    assert (said.code, said.out) == (7, "")
    assert said.err == (
        "E-SCHEMA-VERSION: `sqlite:///ddrflow.db` has no tables of ddrflow;"
        " this ddrflow needs version 0002\n"
        "  help: `ddrflow db upgrade`, with the same `--db`, makes them\n"
    )
    assert not (new_desk.folder / "ddrflow.db").exists()


def test_a_file_that_is_there_is_not_written_over(new_desk: Desk) -> None:
    new_desk.opened()
    (new_desk.folder / "mine.json").write_text("mine", encoding="utf-8")
    said = new_desk.types("export", "C-1", "-o", "mine.json")
    assert said.code == 3
    assert said.err.startswith("mine.json:1:1: E-FILE: the file exists already")
    assert (new_desk.folder / "mine.json").read_text("utf-8") == "mine"
    assert new_desk.types("demo", "-q", "--keep", "mine.json").code == 3


def test_one_case_that_cannot_be_read_keeps_no_other_from_the_table(new_desk: Desk) -> None:
    new_desk.opened()
    new_desk.fine("case", "open", "C-2", "-w", "neustart")
    with sqlite3.connect("ddrflow.db") as connection:
        connection.execute("UPDATE ddrflow_case SET snapshot = '{}' WHERE case_id = 'C-1'")
    said = new_desk.fine("today", "-o", "neustart-graz")
    assert "C-1: E-RECORD: the case cannot be read" in said
    assert "C-2: referred (as neustart, leads)" in said
    assert json.loads(new_desk.fine("today", "-o", "neustart-graz", "--json"))[0]["trouble"]


def test_a_database_and_an_export_are_for_their_owner_alone(new_desk: Desk) -> None:
    new_desk.opened()
    new_desk.fine("export", "C-1", "-o", "c.json")
    for name in ("ddrflow.db", "c.json"):
        assert (new_desk.folder / name).stat().st_mode & 0o077 == 0, name
    assert sorted(one.name for one in new_desk.folder.glob(".*")) == []
