"""For whom an answer is made: items by their release, entries in a reader's own numbers."""

from dataclasses import replace

import pytest

from ddrflow.decide import Line, told
from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.information import InformationClass
from ddrflow.model.source import Source, Strength
from ddrflow.model.verdict import Reason, Status, Verdict
from tests.acts import convened
from tests.builders import (
    CLIENT,
    COURT,
    ORGANISATIONS,
    POLICE,
    PRISON,
    START,
    UNIT,
    WELFARE,
    Desk,
    opened,
)
from tests.rules import scenes
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_preparation as of_preparation
from tests.synthetic import SYNTHETIC, built

OPEN = InformationClass.OPEN


def reader(role: str) -> Viewer:
    """The organisation that plays a role."""
    return Viewer(ORGANISATIONS[role], role)


def items(desk: Desk, role: str) -> list[str]:
    """The items that a reader is shown."""
    [section] = [one for one in desk.engine.show("c-1", reader(role)) if one.name == "items"]
    return [row[0].value for row in section.rows]


def lines(desk: Desk, role: str) -> tuple[Line, ...]:
    """The record as a reader has it."""
    return desk.engine.timeline("c-1", reader(role))


def said(desk: Desk, role: str) -> list[str]:
    """Which events a reader knows of, in its order."""
    return [one.what.message.removeprefix("event.") for one in lines(desk, role)]


# ---- items


def test_an_item_is_known_to_its_class_and_to_whom_its_owner_let_it_go() -> None:
    desk = of_items.known(of_items.item(), of_items.item(UNIT, "i-2", of_items.INTERNAL))
    assert (items(desk, "welfare"), items(desk, "court")) == (["i-1", "i-2"], ["i-2"])
    assert (items(desk, "client"), items(desk, "family")) == ([], [])
    desk.do(of_items.let_go("client"))
    assert (items(desk, "client"), items(desk, "court")) == (["i-1"], ["i-2"])
    desk.do(c.ReleaseItem(actor=UNIT, item="i-2", information=OPEN))
    assert (items(desk, "client"), items(desk, "family")) == (["i-1", "i-2"], ["i-2"])


def test_an_item_is_known_to_its_owner_and_to_whom_it_was_disclosed() -> None:
    """The clinic may sit in no confidential conference and knows what it wrote itself."""
    desk = of_items.known(of_items.item(of_items.CLINIC), of_items.item(POLICE, "i-2"))
    assert (items(desk, "clinic"), items(desk, "prison")) == (["i-1"], [])
    desk.do(of_items.telling("prison", of_items.CLINIC))
    assert items(desk, "prison") == ["i-1"]
    for role, rows in (("prison", [["i-1", "clinic", "prison"]]), ("court", [])):
        sections = {one.name: one.rows for one in desk.engine.show("c-1", reader(role))}
        assert [[each.value for each in row[:3]] for row in sections["disclosures"]] == rows


def test_whoever_knows_of_an_item_does_not_learn_where_it_was_tabled_nor_who_else_has_it() -> None:
    desk = opened()
    convened(desk)
    desk.do(of_items.item(conference="k-1"), of_items.let_go("client", "court"))
    recorded, released = lines(desk, "client")[-2:]
    values = {one.name: one.value for one in (*recorded.what.fields, *released.what.fields)}
    assert (values["item"], values["kind"]) == ("i-1", "fact")
    assert (values["conference"], values["roles"]) == ("(withheld)", "(withheld)")
    [section] = [one for one in desk.engine.show("c-1", reader("client")) if one.name == "items"]
    assert {one.name: one.value for one in section.rows[0]}["tabled"] == "(withheld)"


def test_a_document_names_to_a_reader_only_the_items_that_it_knows_of() -> None:
    desk = of_items.known(
        of_items.item(UNIT),
        of_items.item(UNIT, "i-2", OPEN),
        of_items.let_go("client", by=UNIT),
    )
    desk.do(c.ReleaseItem(actor=UNIT, item="i-1", information=OPEN))
    desk.do(c.FileDocument(actor=UNIT, kind="letter", document="d-1", items=("i-1", "i-2")))
    desk.do(of_items.item(UNIT, "i-3"), c.FileDocument(actor=UNIT, kind="report", document="d-2"))
    assert lines(desk, "client")[-1].what.fields[2].value == "i-1, i-2"


# ---- numbers


def test_a_reader_counts_the_entries_that_it_knows_of_without_a_gap() -> None:
    desk = opened()
    convened(desk)
    desk.do(of_items.item(), of_consent.told())
    assert [one.seq for one in lines(desk, "client")] == [1, 2]
    assert [one.seq for one in lines(desk, "police")] == [1, 2, 3, 4]
    assert said(desk, "client") == ["case-opened", "notice-given"]


def test_what_is_released_later_is_counted_last_so_that_no_number_changes() -> None:
    desk = of_items.known(of_items.item(), of_consent.told())
    before = lines(desk, "client")
    desk.do(of_items.let_go("client"))
    after = lines(desk, "client")
    assert after[: len(before)] == before
    assert said(desk, "client")[len(before) :] == ["item-recorded", "item-released"]
    assert [one.seq for one in after] == [1, 2, 3, 4]


def test_a_correction_is_known_to_whoever_knows_what_it_corrects() -> None:
    desk = opened()
    convened(desk)
    desk.do(c.RecordContribution(actor=POLICE, conference="k-1", role="police", text="Words."))
    desk.do(c.CorrectEntry(actor=POLICE, wrong=3, why="over"), of_consent.told())
    desk.do(c.CorrectEntry(actor=UNIT, wrong=5, why="over"))
    assert said(desk, "client") == ["case-opened", "notice-given", "entry-corrected"]
    last = lines(desk, "client")[-1]
    assert {one.name: one.value for one in last.what.fields}["wrong"] == "2"
    assert [one.counts for one in lines(desk, "client")] == [True, False, True]


def test_an_erasure_names_to_a_reader_the_entries_that_it_knows_of() -> None:
    desk = of_items.known(of_items.item(), of_preparation.plan())
    desk.do(c.EraseContent(actor=UNIT, entries=(2,), basis="led-16", why="over"))
    desk.do(c.EraseContent(actor=UNIT, entries=(2, 3), basis="led-16", why="over"))
    assert said(desk, "client") == ["case-opened", "plan-adopted", "content-erased"]
    fields = {one.name: one.value for one in lines(desk, "client")[-1].what.fields}
    assert fields["entries"] == "2"


def test_who_does_not_see_everything_names_entries_by_its_own_numbers() -> None:
    """The court corrects the third entry that it knows of, which is the fifth of the record."""
    desk = opened()
    convened(desk)
    desk.do(
        of_items.item(),
        of_consent.told(),
        c.AllowDeviation(
            actor=COURT,
            rule="plan.adopted",
            until=START + 9 * scenes.DAY,
            asked_by="p-unit",
        ),
    )
    assert said(desk, "court")[2] == "deviation-allowed"
    with pytest.raises(BadCommand, match=r"no entry 5\n  help: there are 1 to 3"):
        desk.do(c.CorrectEntry(actor=COURT, wrong=5, why="over"))
    done = desk.engine.do("c-1", c.CorrectEntry(actor=COURT, wrong=3, why="over"))
    assert done.case.exceptions.corrections[0].wrong == 5
    with pytest.raises(Refused, match="entry 3 was corrected before"):
        desk.do(c.CorrectEntry(actor=COURT, wrong=3, why="over"))
    version, recorded = desk.engine.recorded(done, reader("court"))
    assert (version, [one.seq for one in recorded], recorded[0].cause) == (4, [4], 4)


def test_a_version_is_the_number_of_the_last_entry_that_the_actor_knows_of() -> None:
    desk = opened()
    convened(desk)
    desk.do(of_items.item(), of_consent.told())
    command = c.AcknowledgeNotice(actor=CLIENT, kind="told")
    with pytest.raises(Refused, match="the case is at version 2, not 4"):
        desk.engine.do("c-1", command, expected_version=4)
    desk.engine.do("c-1", command, expected_version=2)


def test_no_id_of_a_breach_is_given_twice() -> None:
    """Also where a correction took one out."""
    desk = opened()
    for _ in range(2):
        desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
        wrong = max(
            one.seq for one in desk.engine.events("c-1") if type(one.event).__name__ == "StepTaken"
        )
        named = [one.breach for one in desk.case.exceptions.breaches]
        desk.do(c.CorrectEntry(actor=COURT, wrong=len(lines(desk, "court")) - len(named), why="x"))
        assert wrong in {one.wrong for one in desk.case.exceptions.corrections}
    opened_ever = [
        getattr(one.event, "breach", "")
        for one in desk.engine.events("c-1")
        if type(one.event).__name__ == "BreachOpened"
    ]
    assert len(opened_ever) == len(set(opened_ever)) >= 4


@pytest.mark.parametrize(("kind", "shown"), [("closed-door", False), ("open-door", True)])
def test_a_deviation_is_known_to_whoever_may_know_of_its_conference(
    kind: str, *, shown: bool
) -> None:
    """The court may sit in no confidential conference; a deviation elsewhere it may know."""
    line = "    attending: [{training.joint: {within: 1 year, procedure: case-work}}]\n"
    lifted = line.replace("case-work}", "case-work, liftable: true}")
    text = SYNTHETIC.replace(line, "").replace(f"  {kind}:\n", f"  {kind}:\n{lifted}", 1)
    desk = opened(built(text))
    desk.do(
        c.AllowDeviation(
            actor=PRISON,
            rule="training.joint",
            place=f"{kind}:attending",
            until=START + 9 * scenes.DAY,
            asked_by="p-unit",
        )
    )
    for role, knows in (("court", shown), ("police", True), ("client", False)):
        sections = {one.name: one.rows for one in desk.engine.show("c-1", reader(role))}
        assert bool(sections["deviations"]) is knows, role
        assert ("deviation-allowed" in said(desk, role)) is knows, role


# ---- commands and refusals


@pytest.mark.parametrize("who", [CLIENT, COURT])
def test_what_an_actor_may_not_know_of_is_unknown_to_its_commands(who: Actor) -> None:
    """The very error of a conference or an item that does not exist."""
    desk = opened()
    convened(desk)
    desk.do(of_items.item())
    for command, name in (
        (c.RecordMinutes(actor=who, conference="k-1", minutes="m-1"), "k-1"),
        (c.ReleaseItem(actor=who, item="i-1", roles=("court",)), "i-1"),
    ):
        with pytest.raises(BadCommand, match=f"`{name}`\n  help: there are: none so far"):
            desk.do(command)


def test_who_has_left_learns_nothing_by_acting_before_it_left() -> None:
    """What was recorded since is unknown to it, and so is what it once knew."""
    desk = opened()
    convened(desk)
    before = desk.now
    desk.later(days=1)
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    desk.later(days=1)
    convened(desk, "k-2")
    desk.do(of_items.item())
    for command in (
        c.RecordMinutes(actor=WELFARE, conference="x", minutes="m-1", occurred_at=before),
        c.ReleaseItem(actor=WELFARE, item="x", roles=("court",), occurred_at=before),
    ):
        with pytest.raises(BadCommand, match=r"`x`\n  help: there are: none so far"):
            desk.do(command)
    for erased in (
        c.EraseContent(actor=WELFARE, entries=(9,), basis="b", why="w", occurred_at=before),
        c.CorrectEntry(actor=WELFARE, wrong=9, why="over", occurred_at=before),
    ):
        with pytest.raises(BadCommand, match=r"no entry 9\n  help: there are 1 to 2"):
            desk.do(erased)


def test_who_may_not_make_a_thing_does_not_learn_whether_its_id_is_taken() -> None:
    desk = opened()
    convened(desk)
    today = desk.now.date()
    told = set()
    for name in ("k-1", "k-2"):
        with pytest.raises(Refused) as refused:
            desk.do(
                c.ConveneConference(
                    actor=CLIENT, conference=name, type="open-door", planned_on=today
                )
            )
        told.add(str(refused.value))
    assert len(told) == 1


def test_a_refusal_is_told_as_its_actor_may_read_it_and_kept_whole() -> None:
    desk = opened()
    convened(desk)
    command = c.UnbindRole(actor=CLIENT, role="police", organisation="Police North")
    with pytest.raises(Refused) as refused:
        desk.do(command)
    assert [one.rule for one in refused.value.decision.verdicts if one.refuses] == ["lead.acts"]
    assert "k-1" not in str(refused.value)
    assert "k-1" not in str(desk.engine.decide("c-1", command))
    [kept] = desk.engine.refusals("c-1")
    assert "k-1" in str(kept.decision)
    assert "k-1" not in str(desk.engine.refusals("c-1", reader("client")))
    assert desk.engine.refusals("c-1", reader("court")) == ()


def test_who_may_not_act_does_not_learn_that_another_rule_crashed() -> None:
    """Whether it does may rest on what is hidden; a rule about who may act is told as it is."""
    desk = opened()
    command = c.UnbindRole(actor=CLIENT, role="police", organisation="Police North")
    lead, other = (
        Verdict(rule, Strength.MUST, Source("x"), status, Reason("rule.crashed", ()))
        for rule, status in (
            ("lead.acts", Status.UNMET),
            ("parties.owe-nothing", Status.CRASHED),
        )
    )
    crashed = replace(lead, status=Status.CRASHED)
    for verdicts, outcome in (
        ((lead, other), Outcome.NOT_ENTITLED),
        ((crashed, other), Outcome.CRASHED),
    ):
        decision = Decision(Outcome.CRASHED, (), verdicts)
        heard = told(desk.workflow, desk.case, command, decision, desk.now)
        assert heard.outcome is outcome
        assert [one.rule for one in heard.verdicts] == ["lead.acts"]


def test_the_journal_shows_an_organisation_its_own_refusals() -> None:
    desk = opened()
    for who in (CLIENT, COURT):
        with pytest.raises(Refused):
            desk.do(c.TakeStep(actor=who, trigger="stay"))
    for who in (CLIENT, COURT):
        [kept] = desk.engine.refusals("c-1", Viewer.of(who))
        assert kept.command.actor == who


def test_what_the_actor_said_itself_is_not_withheld_from_it() -> None:
    """A stranger reads its own name, and nothing of the case."""
    desk = opened()
    stranger = Actor("p-x", "Elsewhere", "unit")
    with pytest.raises(Refused, match="`Elsewhere` does not play the role `unit`"):
        desk.do(c.TakeStep(actor=stranger, trigger="stay"))
