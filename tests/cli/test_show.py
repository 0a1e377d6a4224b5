"""`ddrflow show`: what a practitioner finds in the text."""

import json
from pathlib import Path
from typing import Any

import pytest

from ddrflow.workflow.load import load
from tests.cli.desk import Desk, desk
from tests.cli.terminal import a_file, ddrflow

NEEDED = {
    "neustart": [
        "Austria, state-security and social-network conferences",
        "WHO LEADS WHEN",
        "pre-incarceration state-security local choice should: Security agencies are",
        "post-release probation local choice contested: Probation is present",
        "neustart Neustart every phase led",
        "moves preparing-release → in-community (post-release)",
        "must: plan.adopted (kind release-plan, answers all-open-needs) [ran R90]",
        "happened: recorded always; each unmet rule opens a breach for whoever leads to mend",
        "barred client, network",
        "information confidential",
        "basis sng-6a (2)",
        "consent of client to social-network-conference, from preparation on [ran R33]",
        "4. family-only, closed to every professional",
        "social-network-conference client 2024-1 ran R33",
        "what-is-shared client 1 ran R75",
        "what-is-shared tells the client neustart shares signs-of-danger with state-security",
        "neustart shares progress-when-a-witness with court [local choice]",
        "- that `neustart` shares `signs-of-danger`, in notice `what-is-shared`",
        "every 3 months, counted from coming into it",
        "grace 14 days after it is due, then it counts as missed",
        "escalate to probation",
        "- review `custody-review`",
    ],
    "catalonia": [
        "Catalonia, multi-agency case conference",
        "release municipality local choice contested: The paper finds the",
        "must, a deviation may lift it: conference.held (type case-conference, within 3 months)",
        "core local-police, regional-police, case-worker - without them it does not count as held",
        "1. preparation (before the sitting)",
        "held by a case-conference conference",
        "conference.held at release court",
        "- who leads in pre-incarceration",
        "coordination.municipality The paper names the municipality as a lead in Catalonia",
    ],
}


@pytest.mark.parametrize("name", NEEDED)
def test_a_coordinator_finds_what_the_work_needs(name: str) -> None:
    """Who leads when, what is asked, who is out, when the next review is, what is our choice."""
    answer = ddrflow("show", name)
    assert answer.returncode == 0
    text = " ".join(answer.stdout.split())
    assert [line for line in NEEDED[name] if line not in text] == []


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("name", NEEDED)
def test_no_line_is_wider_than_the_terminal_and_none_is_cut(name: str, columns: int) -> None:
    """Text wraps: no dots where words were, no blanks at the end of a line, no colour in a pipe."""
    answer = ddrflow("show", name, COLUMNS=str(columns))
    assert max(len(line) for line in answer.stdout.splitlines()) <= columns
    assert "…" not in answer.stdout
    assert "\x1b" not in answer.stdout
    assert not any(line.endswith(" ") for line in answer.stdout.splitlines())


@pytest.mark.parametrize("name", NEEDED)
def test_no_word_is_broken_in_80_columns(name: str) -> None:
    """Role names can be searched for."""
    wide, narrow = (ddrflow("show", name, COLUMNS=columns).stdout for columns in ("400", "80"))
    assert [one for one in set(wide.split()) - set(narrow.split()) if set(one) != {"─"}] == []


def test_the_json_form_holds_the_same(tmp_path: Path) -> None:
    """For documents and comparisons."""
    file = a_file(tmp_path)
    shown = json.loads(ddrflow("show", file.name, "--json", folder=tmp_path).stdout)
    assert shown["workflow"] == "neustart"
    assert [one["trigger"] for one in shown["steps"]][:3] == ["admit", "prepare-release", "release"]
    [first, *_] = shown["lead"]
    assert (first["phase"], first["role"]) == ("pre-incarceration", "state-security")
    assert first["advice"][0]["strength"] == "should"
    asked = {one["phase"]: [rule["rule"] for rule in one["rules"]] for one in shown["lead"]}
    assert (asked["release"], asked["custody"]) == (["lead.has-means", "lead.is-funded"], [])
    attending = {one["name"]: one["attending"] for one in shown["conferences"]}
    seated = [one["rule"] for one in attending["state-security"]]
    assert seated == ["instruction.given", "training.joint", "interest.none", "briefing.given"]
    tasks = {one["name"]: [rule["rule"] for rule in one["tasks"]] for one in shown["conferences"]}
    assert tasks == {"state-security": [], "social-network": ["package.given"], "pre-trial": []}
    review = shown["reviews"][2]
    assert (review["every"], review["states"]) == ("3 months", ["in-community"])
    assert "who approves deviations" in shown["local_choices"]


def test_what_is_asked_of_leads_and_of_who_attends_is_shown(tmp_path: Path) -> None:
    """Beside who may lead, and in the conference."""
    shown = " ".join(ddrflow("show", a_file(tmp_path).name, folder=tmp_path).stdout.split())
    assert "WHAT IS ASKED OF WHO LEADS release should: lead.has-means [ran R73]" in shown
    assert "should: lead.is-funded (plan succession-plan) [ran R83]" in shown
    assert "must, a deviation may lift it: training.joint [local choice]" in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "neustart",
            "Without the consent of `client` to `social-network-conference`, `social-network`",
        ),
        ("neustart", "is not held from the stage `preparation` on. Taken back, it stops"),
        ("catalonia", "unless the measure `conversations` is ordered, while the order holds"),
        ("catalonia", "needs `conversation-of-a-minor` beside it"),
        ("mappa", "No conference, step or session here waits for a consent."),
        ("pairs", "Without the consent of `client` to `contract`, the step `begin-programme` is"),
        ("pairs", "to `contract`, there is no session on `centre-work`."),
        ("pairs", "the stage `signing` of `first-meeting` does not begin."),
        (
            "exit-worker",
            "`client` can end the case with `withdraw`, while nothing",
        ),
        ("partnership", "There is no client here"),
    ],
)
def test_what_a_no_of_the_client_changes_is_told(name: str, said: str) -> None:
    """In sentences, made of what rests on consent, what an order changes and what ends the case."""
    shown = " ".join(ddrflow("show", name).stdout.partition("IF THE CLIENT SAYS NO")[2].split())
    assert said in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("catalonia", "Another prison takes the role (`prison-unit`, `case-worker`)"),
        ("catalonia", "Where `prison-unit` leads, the old one stays accountable"),
        ("neustart", "is introduced there: a step asks for it, as advice."),
        (
            "parents-for-peace",
            "inside custody is `move-to-maximum`, to `in-maximum`; it closes `counselling`",
        ),
        ("municipal-conference", "The case stays in its state, the lead stays"),
        ("partnership", "There is no case here, and so nobody is moved."),
    ],
)
def test_what_happens_when_the_prison_changes_is_told(name: str, said: str) -> None:
    """A transfer is another organisation in a role, and a change of regime is a step."""
    shown = " ".join(ddrflow("show", name).stdout.partition("WHEN THE PRISON CHANGES")[2].split())
    assert said in shown


def test_what_is_not_verified_and_what_is_still_open_have_lists_of_their_own(
    tmp_path: Path,
) -> None:
    """A source that nobody found is no choice, and a choice that nobody made is no decision."""
    shown = " ".join(ddrflow("show", "mappa").stdout.split())
    told = shown.partition("NOT VERIFIED: KNOWN FROM ELSEWHERE, AND NO SOURCE WAS FOUND")[2]
    assert "review `level-2-review`: that level 2 is reviewed every 8 to 16 weeks" in told
    file = a_file(tmp_path, "\nextends: common", "\ndraft: true\nextends: common")
    text = file.read_text(encoding="utf-8").replace("source: local choice", "source: open choice")
    file.write_text(text, encoding="utf-8")
    mine = " ".join(ddrflow("show", file.name, folder=tmp_path).stdout.split())
    assert "who leads in custody" in mine.partition("OPEN CHOICES")[2]


def test_markup_and_control_characters_in_a_file_are_shown_as_they_are(tmp_path: Path) -> None:
    """A title is text, never an order to the terminal."""
    file = a_file(tmp_path, "title: Austria, state", 'title: "[red]Austria[/red], state')
    text = file.read_text(encoding="utf-8").replace("social-network conferences", 'conferences"', 1)
    file.write_text(text, encoding="utf-8")
    answer = ddrflow("show", file.name, folder=tmp_path)
    assert answer.stdout.startswith("[red]Austria[/red], state-security and conferences")


def test_a_base_is_no_workflow_and_the_answer_says_so() -> None:
    """`common` exists, and still there is nothing to show."""
    answer = ddrflow("show", "common")
    assert answer.returncode == 3
    assert "`common` is a base" in answer.stderr


def shown_as_data(desk: Desk, name: str) -> Any:  # noqa: ANN401 - whatever the program prints
    """What `ddrflow show` gives to programs."""
    return json.loads(desk.fine("show", name, "--json"))


@pytest.mark.requirement("R69")
def test_the_procedure_that_is_communicated_is_made_of_the_file_that_decides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One text for everybody: every step, conference and review of the workflow is in it."""
    workflow = load("neustart")
    shown = shown_as_data(desk(monkeypatch, capsys, tmp_path), "neustart")
    assert {one["trigger"] for one in shown.get("steps", ())} == set(workflow.triggers())
    conferences = {one["name"] for one in shown["conferences"]}
    assert conferences == set(workflow.procedure.conferences)
    assert {one["name"] for one in shown["reviews"]} == set(workflow.reviews)


@pytest.mark.requirement("R6")
def test_what_another_country_has_to_choose_for_itself_is_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What rests on no law and no paper; what the paper says is not among it."""
    shown = shown_as_data(desk(monkeypatch, capsys, tmp_path), "catalonia")
    choices = shown["local_choices"]
    assert {"who leads in custody", "plan `individual-plan`", "review `custody-review`"} <= {
        *choices
    }
    assert "conference type `case-conference`" not in choices
