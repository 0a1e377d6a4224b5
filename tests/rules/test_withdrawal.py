"""Who has an item that was withdrawn hears of it, from its owner or from whom it came."""

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.information import InformationClass
from ddrflow.model.verdict import Verdict
from tests.builders import CLIENT, COURT, POLICE, PRISON, UNIT, WELFARE, Asked, Desk, actor
from tests.rules import scenes
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_withdrawals as withdrawals
from tests.verdicts import said, shown_to

ASKED = ("item.recipients-told", "must", "act 33")
TELLER = ("item.teller-acts", "must", "ran R74")


def untold(desk: Desk) -> str:
    """Who has not heard, as the unit is told when it takes the step."""
    verdict = desk.asks(withdrawals.set_right()).refused_by("item.recipients-told")
    return said(verdict)[4]["untold"]


def follow(desk: Desk, verdict: Verdict) -> None:
    """Carry out every remedy of a verdict."""
    for one in verdict.remedies:
        Asked(desk, desk.case, withdrawals.set_right(), desk.now).execute(one)


@pytest.mark.requirement("R74")
def test_a_step_that_asks_waits_until_who_was_told_has_heard() -> None:
    """Refusal, remedy, acceptance."""
    asked = withdrawals.withdrawn().asks(withdrawals.set_right())
    verdict = asked.refused_by("item.recipients-told")
    values = {"untold": "i-1 to prison"}
    assert said(verdict) == (*ASKED, "item.recipients-not-told", values)
    assert shown_to(verdict) == {"untold": "internal"}
    [remedy] = verdict.remedies
    filled = {"item": "i-1", "role": "prison", "organisation": "Prison North"}
    assert (remedy.command, dict(remedy.filled), remedy.by) == (
        "tell-withdrawn",
        filled,
        ("police",),
    )
    asked.execute(remedy)
    asked.again()


def test_nobody_hears_of_an_item_that_stands() -> None:
    desk = of_items.known(of_items.item(), of_items.telling("prison"))
    assert desk.asks(withdrawals.set_right()).decision().is_allowed
    with pytest.raises(Refused, match="`i-1` was not withdrawn"):
        desk.do(withdrawals.word_to("prison"))


def test_who_has_it_in_a_document_or_heard_it_at_the_table_hears_too() -> None:
    """Each once, whatever way it came; its owner not at all."""
    desk = withdrawals.spread()
    assert untold(desk) == "i-1 to court, i-1 to police"
    verdict = desk.asks(withdrawals.set_right()).verdict("item.recipients-told")
    follow(desk, verdict)
    desk.do(withdrawals.set_right())
    ways = {one.role: one.told_at for one in desk.case.information.withdrawals}
    assert set(ways) == {"police", "court"}


def test_a_document_goes_to_those_who_played_its_roles_when_it_was_filed() -> None:
    desk = of_items.known(
        of_items.item(of_items.CLINIC),
        of_items.let_go("court", by=of_items.CLINIC),
        c.UnbindRole(actor=UNIT, role="court", organisation="Court North"),
    )
    desk.later(days=1)
    desk.do(of_items.statement(of_items.CLINIC))
    desk.later(days=1)
    desk.do(
        c.BindRole(actor=UNIT, role="court", organisation="Court South"),
        withdrawals.taken_back(of_items.CLINIC),
    )
    assert desk.asks(withdrawals.set_right()).decision().is_allowed


def test_its_owner_tells_or_whoever_passed_it_on_and_nobody_else() -> None:
    """Refusal, remedy by another, acceptance."""
    asked = withdrawals.told_by(UNIT)
    verdict = asked.refused_by("item.teller-acts")
    values = {
        "role": "unit",
        "asking": "Unit North",
        "owner": "police",
        "organisation": "Police North",
        "item": "i-1",
    }
    assert said(verdict) == (*TELLER, "item.not-its-teller", values)
    [remedy] = verdict.remedies
    assert remedy.by == ("police",)
    asked.again_by(remedy)
    [told] = asked.desk.case.information.withdrawals
    assert (told.item, told.role, told.by_organisation) == ("i-1", "prison", "Police North")


def test_who_passed_it_on_tells_to_whom_it_passed_it_on() -> None:
    desk = of_items.known(
        of_items.item(),
        of_items.let_go("prison", "court"),
        of_items.telling("prison", WELFARE),
        of_items.telling("court"),
        withdrawals.taken_back(),
        withdrawals.word_to("prison", WELFARE),
    )
    refused = desk.asks(withdrawals.word_to("court", WELFARE))
    assert not refused.refused_by("item.teller-acts").is_met
    assert untold(desk) == "i-1 to court"


def test_where_all_who_could_tell_have_left_the_owner_is_let_in_again() -> None:
    """Refusal, remedy, refusal for the rest, its remedy, acceptance."""
    desk = withdrawals.all_left()
    asked = desk.asks(withdrawals.set_right())
    [back] = asked.refused_by("item.recipients-told").remedies
    assert (back.command, back.by) == ("bind-role", ("unit",))
    asked.execute(back)
    follow(desk, desk.asks(withdrawals.set_right()).refused_by("item.recipients-told"))
    asked.again()


def test_what_the_actor_may_not_know_of_does_not_answer_for_it() -> None:
    """The court knows of no confidential item; the prison, which was told, does."""
    desk = withdrawals.withdrawn()
    by_court = withdrawals.set_right(COURT)
    assert desk.asks(by_court).decision().is_allowed
    shown = [one.verdicts for one in desk.engine.why_not("c-1", "set-right")]
    assert shown == [()]
    assert not desk.asks(withdrawals.set_right(POLICE)).verdict("item.recipients-told").is_met


def test_a_way_that_the_actor_may_not_know_of_does_not_answer_either() -> None:
    """The court has it in a testimony; that the police heard it at a closed door is hidden."""
    desk = withdrawals.spread()
    verdict = desk.asks(withdrawals.set_right(COURT)).refused_by("item.recipients-told")
    assert said(verdict)[4] == {"untold": "i-1 to court"}


def test_an_open_item_answers_for_everybody() -> None:
    desk = of_items.known(
        of_items.item(UNIT, information=InformationClass.OPEN),
        of_consent.told("1", "rights"),
        of_items.telling("prison", UNIT),
        withdrawals.taken_back(UNIT),
    )
    [shown] = desk.engine.why_not("c-1", "set-right", Viewer("The client", "client"))
    [verdict] = shown.verdicts
    assert verdict.reason is not None
    assert [one.value for one in verdict.reason.fields] == ["i-1 to prison"]


def test_a_withdrawal_is_told_once_to_who_was_told_and_not_before_it() -> None:
    desk = withdrawals.withdrawn()
    with pytest.raises(Refused, match="did not go to this organisation as `court`"):
        desk.do(withdrawals.word_to("court"))
    with pytest.raises(BadCommand, match="no item `i-9`"):
        desk.do(withdrawals.word_to("prison", name="i-9"))
    desk.later(days=2)
    before = desk.now - scenes.DAY
    desk.do(c.WithdrawItem(actor=WELFARE, item="i-0", why="over"))
    with pytest.raises(Refused, match="the time given lies before"):
        desk.do(withdrawals.word_to("prison", WELFARE, name="i-0", at=before))
    desk.do(withdrawals.word_to("prison"))
    with pytest.raises(Refused, match="`prison` has heard of it already"):
        desk.do(withdrawals.word_to("prison"))


def test_that_somebody_heard_is_taken_back_where_it_was_wrong() -> None:
    desk = withdrawals.withdrawn(withdrawals.word_to("prison"))
    wrong = desk.case.version
    desk.do(c.CorrectEntry(actor=POLICE, wrong=wrong, why="recorded-in-error"))
    assert untold(desk) == "i-1 to prison"
    desk.do(withdrawals.word_to("prison"))


def test_who_left_or_whose_case_has_ended_still_hears() -> None:
    desk = withdrawals.withdrawn(
        c.UnbindRole(actor=UNIT, role="prison", organisation="Prison North")
    )
    assert untold(desk) == "i-1 to prison"
    desk.take("court-releases", by=COURT).again()
    desk.take("close", by=actor("aftercare")).again()
    waits = [one.what.message for one in desk.engine.waiting("c-1")]
    assert "waiting.withdrawal" in waits
    desk.do(withdrawals.word_to("prison"))
    assert "waiting.withdrawal" not in [one.what.message for one in desk.engine.waiting("c-1")]


def test_no_person_tells_for_an_agency() -> None:
    """The client was told an open item, and told nobody; nor did the prison."""
    desk = of_items.known(
        of_items.item(information=InformationClass.OPEN),
        of_items.telling("client", basis="act-31"),
        of_items.telling("prison"),
        withdrawals.taken_back(),
    )
    for by, role in ((CLIENT, "prison"), (PRISON, "client"), (PRISON, "prison")):
        asked = desk.asks(withdrawals.word_to(role, by))
        assert not asked.refused_by("item.teller-acts").is_met
