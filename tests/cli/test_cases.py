"""Working on cases from the command line, on both databases."""

import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddrflow.cli.typed import target
from tests.cli.desk import Desk, desk
from tests.postgres import Server
from tests.stores import DURABLE, database


@pytest.fixture(params=DURABLE)
def at_desk(
    request: pytest.FixtureRequest,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Iterator[Desk]:
    """A desk with a case open, on each database in turn."""
    with database(str(request.param), server) as url:
        yield desk(monkeypatch, capsys, tmp_path, url).opened()


@pytest.fixture
def new_desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """A desk in an empty folder, nothing made yet."""
    return desk(monkeypatch, capsys, tmp_path)


def test_a_refusal_names_the_line_to_type_and_that_line_works(at_desk: Desk) -> None:
    refused = at_desk.types("case", "step", "C-1", "admit")
    assert (refused.code, refused.out) == (6, "")
    assert refused.err == (
        "E-REFUSED: case `C-1` refuses `take-step`: the procedure forbids it as things stand\n"
        "  notice.given (must, ran R88): the notice `multi-agency` was not given\n"
        "    help: ddrflow notice give C-1 multi-agency --version=1 --language=?"
        "  (by neustart, prison)\n"
    )
    at_desk.fine("notice", "give", "C-1", "multi-agency", "--version=1", "--language=de")
    told = at_desk.fine("case", "step", "C-1", "admit", "--reason", "today").splitlines()
    assert told[:4] == [
        "  `admit`: from `referred` to `in-custody`",
        '    "today"',
        f"  review `custody-review` due on {due(at_desk)}",
        "  passes with a warning: document.filed [should, local choice]",
    ]
    assert told[-1] == "case C-1 is in `in-custody` (custody), led by neustart (neustart-graz)"


def due(at_desk: Desk) -> str:
    """The day of the next review."""
    [line] = json.loads(at_desk.fine("case", "list", "--json"))
    return str(line["next_review_on"])


def test_a_refusal_as_json_is_the_public_document(at_desk: Desk) -> None:
    refused = at_desk.types("case", "step", "C-1", "admit", "--json")
    assert (refused.code, refused.err) == (6, "")
    assert json.loads(refused.out)["schema"] == "ddrflow.refusal/1"


def test_any_command_can_be_given_by_its_name(at_desk: Desk) -> None:
    words = ("multi-agency", "version=1", "language=de")
    at_desk.fine("case", "do", "C-1", "give-notice", f"kind={words[0]}", *words[1:], "--key", "k")
    again = at_desk.fine("notice", "give", "C-1", *words[:1], *given(words[1:]), "--key", "k")
    assert again.startswith("  notice `multi-agency` version 1 given")
    lines = at_desk.fine("case", "timeline", "C-1").splitlines()
    assert len([one for one in lines if "notice" in one]) == 1


def given(pairs: tuple[str, ...]) -> list[str]:
    """`name=value` as options."""
    return [f"--{one}" for one in pairs]


def test_a_whole_hand_over_in_words(at_desk: Desk) -> None:
    at_desk.fine("party", "bind", "C-1", "state-security", "dsn")
    at_desk.fine("lead", "propose", "C-1", "state-security", "dsn")
    at_desk.fine("lead", "prepare", "C-1", "plan, open-needs, open-tasks, notices")
    successor = ("--as", "p-2@dsn:state-security")
    assert "ddrflow lead accept C-1  (by state-security)" in at_desk.fine("case", "waiting", "C-1")
    at_desk.fine("lead", "accept", "C-1", *successor)
    at_desk.fine("lead", "take-over", "C-1", *successor)
    assert json.loads(at_desk.fine("case", "list", "--json"))[0]["lead_organisation"] == "dsn"


def test_needs_consent_and_a_conference_in_words(at_desk: Desk) -> None:
    at_desk.fine("need", "identify", "C-1", "n-1", "work", "neustart")
    at_desk.fine("need", "answer", "C-1", "n-1", "--text", "found")
    at_desk.fine("consent", "refuse", "C-1", "social-network-conference")
    at_desk.fine("party", "bind", "C-1", "state-security", "dsn")
    convenor = ("--as", "p-2@dsn:state-security")
    paper = ("file-document", "kind=terrorism-connection", "document=d-1")
    at_desk.fine("case", "do", "C-1", *paper, *convenor)
    at_desk.fine("conference", "convene", "C-1", "k-1", "state-security", "2027-01-10", *convenor)
    at_desk.fine("conference", "enter", "C-1", "k-1", "preparation", *convenor)
    at_desk.fine("conference", "cancel", "C-1", "k-1", "--reason", "too early", *convenor)
    sections = json.loads(at_desk.fine("case", "show", "C-1", "--json"))
    assert sections["needs"] == [{"need": "n-1", "kind": "work", "status": "answered"}]
    assert sections["consents"][0]["status"] == "refused"
    assert sections["conferences"][0]["stage"] == "cancelled"


def test_what_is_before_an_organisation_today(at_desk: Desk) -> None:
    said = at_desk.fine("today", "--organisation", "neustart-graz")
    assert "C-1: referred (as neustart, leads)\n" in said
    assert "    the notice `multi-agency` was not given\n" in said
    assert "  next: `admit` to `in-custody` (yours): needs notice.given\n" in said
    assert at_desk.fine("today", "-o", "nobody").startswith("nothing: nobody plays no role")
    [agenda] = json.loads(at_desk.fine("today", "-o", "prison-graz", "--json"))
    assert (agenda["case"], agenda["leads"], agenda["roles"]) == ("C-1", False, ["prison"])


def test_a_client_sees_its_case_and_no_names(at_desk: Desk) -> None:
    said = at_desk.fine("case", "timeline", "C-1", "--for", "client-1:client")
    assert "neustart-graz" not in said
    assert "(withheld) @ (withheld) as neustart" in said
    stranger = at_desk.types("case", "show", "C-1", "--for", "nobody:prison")
    assert (stranger.code, stranger.err) == (2, "E-NAME: no case is called `C-1`\n")


def test_the_journal_of_refusals_can_be_read(at_desk: Desk) -> None:
    assert at_desk.fine("case", "refusals", "C-1") == "nothing was refused on case C-1\n"
    at_desk.types("case", "step", "C-1", "admit")
    said = at_desk.fine("case", "refusals", "C-1")
    assert "take-step trigger=admit: rule-unmet\n    notice.given\n" in said


def test_the_journal_tells_why_also_where_no_rule_was_asked(at_desk: Desk) -> None:
    at_desk.types("lead", "accept", "C-1")
    said = at_desk.fine("case", "refusals", "C-1")
    assert "accept-lead: wrong-state\n" in said
    assert said.endswith("    the hand-over is at the stage `none`\n")


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


def test_a_refused_opening_says_how_it_is_typed(new_desk: Desk) -> None:
    new_desk.fine("db", "upgrade")
    said = new_desk.types("case", "open", "C-1", "-w", "neustart", "--as", "p-7@graz:prison")
    assert said.code == 6
    assert "help: ddrflow case open C-1 --workflow ?  (by state-security, neustart)" in said.err


def test_parties_of_unlike_rows_stand_under_their_own_headings(new_desk: Desk) -> None:
    new_desk.opened()
    new_desk.fine("party", "name", "C-1", "prison", "prison-graz", "worker", "p-8")
    lines = new_desk.fine("case", "show", "C-1").splitlines()
    heading = next(one for one in lines if one.startswith("person"))
    row = next(one for one in lines if "prison-graz" in one)
    assert row.index("prison-graz") == heading.index("organisation")


def test_a_terminal_of_no_columns_still_gets_its_text(new_desk: Desk) -> None:
    new_desk.opened()
    new_desk.patch.setenv("COLUMNS", "0")
    assert "C-1" in new_desk.fine("case", "list")


def test_lines_to_type_name_the_database_that_was_named(new_desk: Desk) -> None:
    """Typed without it they would go to another one."""
    new_desk.patch.setenv("DDRFLOW_DB", "mine.db")
    new_desk.opened()
    admit = ("case", "step", "C-1", "admit")
    line = "ddrflow notice give C-1 multi-agency --version=1 --language=?"
    assert f"{line}  (by" in new_desk.types(*admit).err
    new_desk.patch.setenv("DDRFLOW_DB", "another.db")
    assert f"{line} --db mine.db  (by" in new_desk.types(*admit, "--db", "mine.db").err
    for question in (("case", "why-not", "C-1"), ("today", "-o", "neustart-graz")):
        assert f"{line} --db mine.db  (by" in new_desk.fine(*question, "--db", "mine.db")


def test_a_password_is_not_written_into_lines_to_type() -> None:
    assert target("C-1", "postgresql://a:secret@h/d").database == "postgresql://a:***@h/d"


def test_a_database_without_tables_is_refused_with_what_to_run(new_desk: Desk) -> None:
    said = new_desk.types("case", "list")
    assert (said.code, said.out) == (7, "")
    assert said.err == (
        "E-SCHEMA-VERSION: `sqlite:///ddrflow.db` has no tables of ddrflow;"
        " this ddrflow needs version 0002\n"
        "  help: `ddrflow db upgrade`, with the same `--db`, makes them\n"
    )
    assert not (new_desk.folder / "ddrflow.db").exists()


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


def test_contacts_are_listed_named_and_ended(new_desk: Desk) -> None:
    new_desk.opened()
    assert "not known" in new_desk.fine("contact", "list")
    new_desk.fine("contact", "name", "prison-graz", "p-9", "--deputy", "p-8")
    new_desk.fine("contact", "name", "police-graz", "p-7")
    new_desk.fine("contact", "name", "prison-graz", "p-6")
    standing = json.loads(new_desk.fine("contact", "list", "--json"))
    assert [(one["organisation"], one["person"]) for one in standing["contacts"]] == [
        ("police-graz", "p-7"),
        ("prison-graz", "p-6"),
    ]
    new_desk.fine("contact", "end", "police-graz")
    new_desk.fine("contact", "end", "prison-graz")
    assert new_desk.fine("contact", "list") == "there are none\n"


def test_logs_are_lines_of_json_with_ids_and_no_free_text(new_desk: Desk) -> None:
    new_desk.opened()
    said = new_desk.types("--log", "json", "need", "identify", "C-1", "n-1", "work", "neustart")
    [line] = [json.loads(one) for one in said.err.splitlines()]
    assert (line["event"], line["case"], line["command"]) == ("recorded", "C-1", "identify-need")
    said = new_desk.types("--log", "json", "case", "step", "C-1", "admit", "--reason", "secret")
    assert said.code == 6
    line = json.loads(said.err.splitlines()[0])
    assert (line["event"], line["rules"]) == ("refused", ["notice.given"])
    assert "secret" not in said.err
    logging.getLogger("ddrflow").handlers = []


def test_time_that_passes_is_recorded_when_asked_for(new_desk: Desk) -> None:
    new_desk.opened()
    assert new_desk.fine("case", "lapse", "C-1") == "nothing fell due\n"
    assert new_desk.fine("case", "lapse", "C-1", "--json") == "[]\n"


def test_a_review_is_called_and_its_due_day_explained(new_desk: Desk) -> None:
    """Step by step, for people and as data; a name that does not run is answered with those."""
    at_desk = new_desk.opened()
    at_desk.fine("notice", "give", "C-1", "multi-agency", "--version=1", "--language=de")
    at_desk.fine("case", "step", "C-1", "admit")
    at_desk.fine("review", "call", "C-1", "custody-review", "--why=new-contacts", "--text=Letters.")
    lines = at_desk.fine("case", "why-date", "C-1", "custody-review").splitlines()
    assert "counted from when the case came into `detained`, `in-custody`" in lines[0]
    assert any("it was called for `new-contacts`" in one for one in lines)
    steps = json.loads(at_desk.fine("case", "why-date", "C-1", "custody-review", "--json"))
    called = next(one for one in steps if one["message"] == "date.called")
    assert called["fields"]["why"] == "new-contacts"
    assert called["on"] == due(at_desk)
    wrong = at_desk.types("case", "why-date", "C-1", "custody-revue")
    assert (wrong.code, "did you mean `custody-review`?" in wrong.err) == (2, True)


def test_a_list_for_programs_that_ends_early_says_so_beside_it(at_desk: Desk) -> None:
    """The document stays one document, and whoever reads it knows that it is a part."""
    at_desk.fine("case", "open", "C-2", "-w", "neustart")
    said = at_desk.types("case", "list", "--limit", "1", "--json")
    assert [one["case_id"] for one in json.loads(said.out)] == ["C-1"]
    assert (said.code, said.err) == (0, "more may follow: --after=C-1\n")
    assert at_desk.types("case", "list", "--json").err == ""
