"""Who decides about an item of information, and on which side of the wall it is tabled."""

import pytest

from ddrflow.decide import command_name
from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Release
from ddrflow.model.verdict import Remedy
from tests.builders import CLIENT, POLICE, START, UNIT, WELFARE, opened
from tests.rules import scenes
from tests.rules import scenes_of_items as of_items
from tests.verdicts import said, shown_to

OWNER = ("item.owner-acts", "must", "ran R74")
WALL = ("item.tabled-inside-the-wall", "must", "ran R29, R31")


@pytest.mark.requirement("R74")
def test_nobody_but_its_owner_releases_an_item() -> None:
    """Refused as not entitled; the remedy is the same command by the owner."""
    asked = of_items.releasing_by(WELFARE)
    verdict = asked.refused_by("item.owner-acts")
    owner = {"owner": "police", "organisation": "Police North"}
    values = {"role": "welfare", "asking": "Welfare North", **owner, "item": "i-1"}
    assert said(verdict) == (*OWNER, "item.not-owner", values)
    [remedy] = verdict.remedies
    assert (remedy.command, remedy.by) == ("release-item", ("police",))
    asked.again_by(remedy)


def test_a_second_organisation_in_the_owners_role_is_not_the_owner() -> None:
    asked = of_items.releasing_by(scenes.second("police"))
    assert not asked.refused_by("item.owner-acts").is_met


def test_the_items_of_an_organisation_that_left_stay_its_own() -> None:
    """Its successor in the role lets it in again, or records what it knows itself."""
    asked = of_items.succeeded(of_items.let_go("court", by=scenes.second("police")))
    verdict = asked.refused_by("item.owner-acts")
    assert verdict.reason is not None
    values = {one.name: one.value for one in verdict.reason.fields}
    assert (values["asking"], values["organisation"]) == ("Police South", "Police North")
    assert shown_to(verdict)["organisation"] == "internal"
    back, own = verdict.remedies
    asked.execute(own, {"item": "i-2"}, by="police")
    asked.execute(back)
    asked.desk.do(of_items.let_go("court"))


@pytest.mark.requirement("R29", "R31")
def test_a_confidential_item_is_not_tabled_where_the_client_sits() -> None:
    """It is recorded outside, or tabled in a conference that hears what is confidential."""
    asked = of_items.tabled(of_items.CONFIDENTIAL)
    verdict = asked.refused_by("item.tabled-inside-the-wall")
    values = {"information": "confidential", "type": "open-door", "class": "open"}
    assert said(verdict) == (*WALL, "item.outside-the-wall", values)
    outside, elsewhere = verdict.remedies
    assert outside.command == command_name(asked.command)
    assert elsewhere.command == "convene-conference"
    asked.execute(outside, by="unit")
    [item] = asked.desk.case.information.items
    assert (item.item, item.conference, item.role) == ("i-1", "", "unit")


def test_a_conference_under_way_that_may_hear_it_is_named() -> None:
    asked = of_items.tabled(of_items.CONFIDENTIAL)
    day = asked.desk.now.date()
    asked.execute(
        asked.refused_by("item.tabled-inside-the-wall").remedies[1],
        {"conference": "k-2", "planned_on": str(day)},
        by="unit",
    )
    again = asked.desk.asks(asked.command)
    remedies = again.refused_by("item.tabled-inside-the-wall").remedies
    named = [one for one in remedies if dict(one.filled).get("conference") == "k-2"]
    again.execute(named[0])
    assert asked.desk.case.information.items[0].conference == "k-2"


def test_an_item_of_the_class_of_the_conference_is_tabled_there() -> None:
    for information, kind in (
        (InformationClass.OPEN, "open-door"),
        (InformationClass.OPEN, "closed-door"),
        (InformationClass.CONFIDENTIAL, "closed-door"),
    ):
        assert of_items.tabled(information, kind).decision().is_allowed


def test_a_release_names_somebody_or_a_wider_class() -> None:
    desk = of_items.known(of_items.item(information=of_items.INTERNAL))
    with pytest.raises(BadCommand, match="neither to whom nor how widely"):
        desk.do(c.ReleaseItem(actor=POLICE, item="i-1"))
    for same in (of_items.INTERNAL, of_items.CONFIDENTIAL):
        with pytest.raises(Refused, match=r"`i-1` is internal already"):
            desk.do(c.ReleaseItem(actor=POLICE, item="i-1", information=same))
    desk.do(c.ReleaseItem(actor=POLICE, item="i-1", information=InformationClass.OPEN))
    [item] = desk.case.information.items
    assert item.releases == (Release((), InformationClass.OPEN, START),)
    assert item.class_at(START) is InformationClass.OPEN
    assert item.class_at(START.replace(hour=1)) is InformationClass.INTERNAL


@pytest.mark.requirement("R29")
def test_what_was_withdrawn_goes_no_further_and_what_was_told_stays_on_record() -> None:
    desk = of_items.known(of_items.item(), of_items.telling("prison"))
    desk.do(c.WithdrawItem(actor=POLICE, item="i-1", why="found-wrong"))
    for command in (
        of_items.telling("court"),
        of_items.let_go("court"),
        c.WithdrawItem(actor=POLICE, item="i-1", why="again"),
    ):
        with pytest.raises(Refused, match="its owner withdrew `i-1`"):
            desk.do(command)
    [told] = desk.case.information.disclosures
    assert (told.item, told.role, told.basis) == ("i-1", "prison", "act-30")
    assert (told.purpose, told.disclosed_at, told.by) == ("release-planning", START, "police")


def test_what_was_done_before_a_withdrawal_is_recorded_after_it() -> None:
    """Late, and lawful then; at the instant of the withdrawal it is gone, and gone once."""
    desk = of_items.known(of_items.item())
    before = desk.now
    desk.later(days=2)
    withdrawn = desk.now
    desk.do(c.WithdrawItem(actor=POLICE, item="i-1", why="found-wrong"))
    desk.later(days=1)
    for command in (
        of_items.telling("prison", at=withdrawn),
        c.ReleaseItem(actor=POLICE, item="i-1", roles=("court",), occurred_at=withdrawn),
        c.WithdrawItem(actor=POLICE, item="i-1", why="again", occurred_at=before + scenes.DAY),
    ):
        with pytest.raises(Refused, match="its owner withdrew `i-1`"):
            desk.do(command)
    day = before + scenes.DAY
    desk.do(
        c.ReleaseItem(actor=POLICE, item="i-1", roles=("court",), occurred_at=day),
        of_items.telling("prison", at=day),
    )
    [told] = desk.case.information.disclosures
    [item] = desk.case.information.items
    assert (told.disclosed_at, item.withdrawn_at) == (day, withdrawn)


def test_a_document_from_before_a_withdrawal_is_filed_after_it() -> None:
    desk = of_items.known(
        of_items.item(of_items.CLINIC),
        of_items.let_go("court", by=of_items.CLINIC),
    )
    before = desk.now
    desk.later(days=2)
    desk.do(c.WithdrawItem(actor=of_items.CLINIC, item="i-1", why="found-wrong"))
    with pytest.raises(Refused, match="its owner withdrew `i-1`"):
        desk.do(of_items.statement(of_items.CLINIC))
    desk.do(of_items.statement(of_items.CLINIC, at=before + scenes.DAY))
    assert desk.case.care.documents[0].items == ("i-1",)


def test_a_person_who_is_no_agency_records_no_item() -> None:
    """The client's own words belong into a contribution."""
    asked = opened().asks(of_items.item(CLIENT))
    verdict = asked.refused_by("actor.professional")
    assert isinstance(verdict.remedies[0], Remedy)


def test_two_items_have_two_ids() -> None:
    desk = of_items.known(of_items.item(UNIT))
    with pytest.raises(BadCommand, match="exists already"):
        desk.do(of_items.item(UNIT))
