"""On which law an item is passed on, and by whose leave."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from tests.builders import POLICE, START, UNIT, actor, opened
from tests.rules import scenes
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_withdrawals as withdrawals
from tests.synthetic import changed
from tests.verdicts import said, shown_to

BASIS = ("disclosure.has-basis", "must", "ran R68")
RELEASED = ("disclosure.by-owner-or-released", "must", "ran R29, R74, R85")
NOTICE = ("disclosure.notice-given", "must", "act 32")


@pytest.mark.requirement("R68", "R86")
def test_a_disclosure_without_a_basis_names_the_laws_that_would_do() -> None:
    """Refusal, remedy, acceptance."""
    asked = of_items.told_on("no-law")
    verdict = asked.refused_by("disclosure.has-basis")
    values = {"role": "prison", "basis": "no-law", "possible": "act-30"}
    assert said(verdict) == (*BASIS, "disclosure.no-basis", values)
    [remedy] = verdict.remedies
    asked.execute(remedy, {"purpose": "release-planning"}, by="police")
    [told] = asked.desk.case.information.disclosures
    assert (told.basis, told.role, told.organisation) == ("act-30", "prison", "Prison North")


def test_a_basis_that_is_not_for_the_recipient_is_none() -> None:
    verdict = of_items.told_on("act-31").refused_by("disclosure.has-basis")
    assert said(verdict)[3] == "disclosure.no-basis"


@pytest.mark.requirement("R29", "R68")
def test_what_may_only_be_passed_on_where_strictly_necessary_says_why() -> None:
    """Refusal, remedy, acceptance; a law that does not ask for it is as it was."""
    strict = changed("court], source: act 30}", "court], strictly_necessary: true, source: act 30}")
    asked = of_items.told_on("act-30", workflow=strict)
    verdict = asked.refused_by("disclosure.has-basis")
    values = {"basis": "act-30", "role": "prison"}
    assert said(verdict) == (*BASIS, "disclosure.necessity-not-said", values)
    [remedy] = verdict.remedies
    assert remedy.open == ("purpose", "necessity")
    open_too = {"purpose": "release-planning", "necessity": "The prison plans leave next week."}
    asked.execute(remedy, open_too)
    assert asked.desk.case.information.was_told("i-1", "prison", "Prison North")
    blank = replace(asked.command, necessity="  ")  # type: ignore[call-arg]
    again = asked.desk.asks(blank).refused_by("disclosure.has-basis")
    assert said(again)[3] == "disclosure.necessity-not-said"
    assert of_items.told_on("act-30").decision().is_allowed


def test_where_no_law_lets_a_role_be_told_the_refusal_says_which_are_declared() -> None:
    """Nobody in the case can mend it: the file has to name a law first."""
    verdict = of_items.told_on("act-30", "clinic").refused_by("disclosure.has-basis")
    values = {"role": "clinic", "basis": "act-30", "declared": "act-30, act-31, act-32"}
    assert said(verdict) == (*BASIS, "disclosure.no-law-for-role", values)
    assert verdict.remedies == ()


@pytest.mark.requirement("R74", "R85")
def test_nobody_passes_on_what_the_owner_did_not_release() -> None:
    """The owner releases it, and then it may go."""
    asked = of_items.passed_on()
    verdict = asked.refused_by("disclosure.by-owner-or-released")
    owner = {"owner": "police", "organisation": "Police North"}
    values = {"item": "i-1", "role": "prison", **owner}
    assert said(verdict) == (*RELEASED, "disclosure.not-released", values)
    [remedy] = verdict.remedies
    asked.execute(remedy)
    asked.again()
    assert asked.desk.case.information.was_told("i-1", "prison", "Prison North")


def test_where_the_owner_has_left_it_is_let_in_again_to_release() -> None:
    asked = of_items.succeeded(of_items.telling("prison", by=scenes.second("police")))
    back, own = asked.refused_by("disclosure.by-owner-or-released").remedies
    assert (own.command, dict(own.filled)["information"]) == ("record-item", "confidential")
    asked.execute(back)
    again = asked.desk.asks(asked.command)
    [remedy] = again.refused_by("disclosure.by-owner-or-released").remedies
    assert remedy.command == "release-item"
    asked.desk.do(of_items.let_go("prison"))
    asked.again()


def test_a_release_to_one_role_is_none_to_another() -> None:
    verdict = of_items.passed_on("court").refused_by("disclosure.by-owner-or-released")
    assert not verdict.is_met


def test_the_owner_too_tells_the_client_only_what_it_released() -> None:
    """The client and the client's own people are told nothing by the way."""
    asked = of_items.client_told()
    [remedy] = asked.refused_by("disclosure.by-owner-or-released").remedies
    asked.execute(remedy)
    asked.again()


def test_a_release_counts_from_its_instant() -> None:
    asked = of_items.passed_on_since(-scenes.DAY)
    verdict = asked.refused_by("disclosure.by-owner-or-released")
    assert verdict.passes_from == START + scenes.DAY
    assert of_items.passed_on_since(timedelta()).decision().is_allowed


@pytest.mark.requirement("R75")
def test_civil_society_shares_after_the_client_was_told_what_it_shares() -> None:
    """Refusal, remedy, acceptance."""
    asked = of_items.civil_society_tells()
    verdict = asked.refused_by("disclosure.notice-given")
    assert said(verdict) == (*NOTICE, "notice.not-given", {"kind": "rights", "to": "client"})
    asked.execute(verdict.remedies[0], {"language": "de"}, by="unit")
    asked.again()


@pytest.mark.requirement("R75")
def test_civil_society_shares_with_nobody_whom_the_notice_does_not_name() -> None:
    """To give the notice again helps nothing: it goes to whom it names, or to the client."""
    asked = withdrawals.not_named_in_the_notice()
    verdict = asked.refused_by("disclosure.notice-given")
    values = {"kind": "rights", "by": "unit", "to": "court", "named": "prison, police"}
    assert said(verdict) == (*NOTICE, "notice.does-not-say", values)
    assert set(shown_to(verdict).values()) == {"open"}
    ways = [(dict(one.filled)["role"], one.command, one.by) for one in verdict.remedies]
    by_unit = ("disclose-item", ("unit",))
    assert ways == [("prison", *by_unit), ("police", *by_unit), ("client", *by_unit)]
    for one in verdict.remedies[:2]:
        asked.execute(one, {"purpose": "release-planning"})
    assert asked.desk.case.information.was_told("i-1", "police", "Police North")


def test_where_nobody_plays_whom_the_notice_names_somebody_is_let_in() -> None:
    """Refusal, remedy, and then the item goes there."""
    asked = withdrawals.not_named_in_the_notice(without=("police",))
    remedies = asked.refused_by("disclosure.notice-given").remedies
    [bind] = [one for one in remedies if one.command == "bind-role"]
    asked.execute(bind, {"organisation": "Police North"})
    asked.desk.do(of_items.telling("police", UNIT))


def test_a_notice_says_with_whom_also_before_it_was_given() -> None:
    """What no notice names is not put right by giving it."""
    asked = of_items.known(of_items.item(UNIT)).asks(of_items.telling("court", UNIT))
    assert said(asked.refused_by("disclosure.notice-given"))[3] == "notice.does-not-say"


def test_where_the_notice_says_nothing_of_who_shares_what_giving_it_is_enough() -> None:
    """A file that lists nothing keeps its notice as it was."""
    tells = "    tells: [{by: unit, what: signs-of-danger, to: [prison, police], duty: act 30}]\n"
    desk = opened(changed(tells, ""))
    desk.do(of_items.item(UNIT), of_consent.told("1", "rights"), of_items.telling("court", UNIT))


def test_where_the_notice_leaves_an_owner_out_nothing_of_it_goes_on_but_to_the_client() -> None:
    """Aftercare is of civil society, and the notice says nothing of it."""
    after = actor("aftercare")
    desk = of_items.known(of_items.item(after), of_consent.told("1", "rights"))
    asked = desk.asks(of_items.telling("prison", after))
    verdict = asked.refused_by("disclosure.notice-given")
    assert said(verdict)[4]["named"] == "nobody"
    [only] = verdict.remedies
    assert dict(only.filled)["role"] == "client"
    desk.do(of_items.let_go("client", by=after))
    asked.execute(only, {"purpose": "release-planning"})


def test_the_notice_is_about_civil_society_and_not_about_the_police() -> None:
    assert of_items.told_on("act-30").decision().is_allowed


def test_who_is_told_is_a_party_and_not_the_owner() -> None:
    desk = of_items.known(of_items.item())
    with pytest.raises(BadCommand, match="the item is its own"):
        desk.do(of_items.telling("police"))
    desk = of_items.known(
        of_items.item(),
        c.UnbindRole(actor=UNIT, role="prison", organisation="Prison North"),
    )
    with pytest.raises(Refused, match="does not play the role `prison`"):
        desk.do(of_items.telling("prison", POLICE))
