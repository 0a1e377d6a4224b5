"""Working on cases from the command line, on both databases."""

import json
import logging
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ddrflow.cli.typed import target
from tests.cli.desk import Desk


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


def test_the_journal_has_the_times_of_the_place_as_the_record_has(new_desk: Desk) -> None:
    new_desk.fine("db", "upgrade")
    new_desk.types("case", "open", "C-1", "-w", "neustart", "--as", "p-7@graz:prison")
    [refusal] = json.loads(new_desk.fine("case", "refusals", "C-1", "--json"))
    refused_at = datetime.fromisoformat(refusal["refused_at"])
    said = new_desk.fine("case", "refusals", "C-1")
    assert said.startswith(f"{refused_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC  p-7")
    new_desk.opened()
    said = new_desk.fine("case", "refusals", "C-1")
    assert said.startswith(
        f"{refused_at.astimezone(ZoneInfo('Europe/Vienna')):%Y-%m-%d %H:%M}  p-7"
    )


def test_the_journal_tells_why_also_where_no_rule_was_asked(at_desk: Desk) -> None:
    at_desk.types("lead", "accept", "C-1")
    said = at_desk.fine("case", "refusals", "C-1")
    assert "accept-lead: wrong-state\n" in said
    assert said.endswith("    the hand-over is at the stage `none`\n")


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
