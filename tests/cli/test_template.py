"""`ddrflow template`: a form on paper, blank or from a case, and what is refused."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk
from tests.export.templates.played import part


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    """A desk in an empty folder."""
    return desk(monkeypatch, capsys, tmp_path)


def met(at: Desk) -> Desk:
    """A case with a conference in which the worker has said why it is called."""
    at.opened()
    at.fine(
        *("case", "do", "C-1", "convene-conference", "conference=snc-1", "type=social-network"),
        *("planned_on=2027-03-04", "necessity=A flat was lost."),
    )
    return at


def test_a_blank_form_is_printed_from_a_file(at: Desk) -> None:
    text = at.fine("template", "catalonia", "minutes")
    assert text.startswith("# Minutes of a case conference\n")
    assert not at.folder.joinpath("ddrflow.db").exists()


def test_a_form_is_filled_from_a_case_for_a_reader(at: Desk) -> None:
    text = met(at).fine("template", "--case", "C-1", "agenda", "--for", "neustart-graz:neustart")
    assert "- Case: C-1\n" in text
    assert "**Id**: snc-1; **Day**: 2027-03-04" in part(text, "The conference")
    assert "**Reason**: A flat was lost." in part(text, "Why now")


def test_a_page_is_written_into_a_new_file_alone(at: Desk) -> None:
    words = ("template", "neustart", "plan", "--html", "--out", "plan.html")
    said = at.fine(*words)
    assert said.startswith("plan.html: written, neustart, version 1, digest ")
    page = at.folder.joinpath("plan.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    again = at.types(*words)
    assert (again.code, again.out) == (2, "")
    assert "`plan.html` is there already" in again.err
    assert at.folder.joinpath("plan.html").read_text(encoding="utf-8") == page


WRONG = [
    (("neustart", "agendas"), "E-NAME: no template is called `agendas`\n  help: did you mean"),
    (("neustrat", "agenda"), "E-NAME: no workflow is called `neustrat`"),
    (("neustart", "agenda", "social"), "E-NAME: no conference is called `social`"),
    (("neustart", "referral", "x"), "E-COMMAND: `id`: a referral is about no `x`"),
    (("agenda",), "E-COMMAND: `words`: 1 of them do not make a form"),
    (("neustart", "agenda", "a", "b"), "E-COMMAND: `words`: 4 of them do not make a form"),
    (("neustart", "agenda", "--for", "a:b"), "E-COMMAND: `--for`: a blank form is for everybody"),
    (("--case", "C-9", "agenda"), "E-NAME: no case is called `C-9`"),
    (("--case", "C-1", "agenda", "snc-9"), "E-NAME: no conference is called `snc-9`"),
    (("--case", "C-1", "plans"), "E-NAME: no template is called `plans`"),
    (("--case", "C-1", "neustart", "plan"), "E-NAME: no template is called `neustart`"),
    (("--case", "C-1", "plan", "--for", "prison"), "E-COMMAND: `--for`: `prison` does not say"),
    (("--case", "C-1", "plan", "--for", "org-x:prison"), "E-NAME: no case is called `C-1`"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_is_wrong_is_told_and_nothing_is_printed(
    at: Desk, words: tuple[str, ...], told: str
) -> None:
    """Who is no reader hears the same as for a case that is not there."""
    said = met(at).types("template", *words, "--out", "f.md")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)
    assert not at.folder.joinpath("f.md").exists()


def test_a_conference_that_a_reader_may_not_know_of_is_one_that_is_not_there(at: Desk) -> None:
    """The very same words, and it is not offered as what was meant."""
    met(at)
    state = ("--as", "p-2@police:state-security")
    at.fine("case", "do", "C-1", "bind-role", "role=state-security", "organisation=police")
    at.fine(
        *("case", "do", "C-1", "convene-conference", "conference=ssc-1", *state),
        *("type=state-security", "planned_on=2027-03-04"),
    )
    client = ("--for", "client-1:client")
    hidden = at.types("template", "--case", "C-1", "agenda", "ssc-1", *client)
    missing = at.types("template", "--case", "C-1", "agenda", "ssc-2", *client)
    assert hidden.code == missing.code == 2
    assert hidden.err.replace("ssc-1", "ssc-2") == missing.err
    assert "**Id**: snc-1" in at.fine("template", "--case", "C-1", "agenda", *client)
    several = at.types("template", "--case", "C-1", "agenda", "--for", "neustart-graz:neustart")
    assert several.err == (
        "E-COMMAND: `id`: it is not said which conference it is about\n  help: `snc-1`, `ssc-1`\n"
    )
