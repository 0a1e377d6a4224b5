"""Whether an agency acts in the phases of its remit."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Status
from ddrflow.workflow.load import check_text
from tests.builders import PRISON, UNIT, WELFARE, actor, opened
from tests.rules import scenes_of_actors as of_actors
from tests.synthetic import SYNTHETIC, changed
from tests.verdicts import said

RULE = ("actor.in-remit", "must", "ran R67")
AFTERCARE = actor("aftercare")


@pytest.mark.requirement("R67", "R98")
def test_an_agency_whose_remit_is_over_has_others_act() -> None:
    """Refusal, remedy, acceptance by each of those who may."""
    asked = of_actors.need_outside(PRISON)
    verdict = asked.refused_by("actor.in-remit")
    fields = {"role": "prison", "phases": "custody, release", "phase": "post-release"}
    assert said(verdict) == (*RULE, "actor.outside-remit", fields)
    [remedy] = verdict.remedies
    assert remedy.command == "identify-need"
    assert set(remedy.by) >= {"unit", "welfare", "aftercare"}
    assert "prison" not in remedy.by
    for by in (UNIT, WELFARE, AFTERCARE):
        assert of_actors.need_outside(by).decision().is_allowed


def test_an_agency_whose_phases_have_not_come_does_not_act_yet() -> None:
    """Aftercare begins with release."""
    asked = of_actors.need(opened(), AFTERCARE)
    assert asked.refused_by("actor.in-remit").reason is not None


@pytest.mark.requirement("R67", "R98")
def test_an_agency_is_brought_in_before_its_phases_and_not_after_them() -> None:
    """Early, so that it can prepare (R66); the prison is no guest of what comes after it."""
    early = of_actors.inviting_outside("school", opened())
    assert early.verdict("actor.in-remit").is_met
    verdict = of_actors.inviting_outside("prison").verdict("actor.in-remit")
    assert verdict.status is Status.UNMET
    assert verdict.remedies == ()


def test_the_lead_acts_on_until_it_is_handed_over() -> None:
    """Whatever its remit: the old lead stays accountable."""
    workflow = changed(
        "unit: {kind: civil-society}", "unit: {kind: civil-society, phases: [custody, release]}"
    )
    desk = opened(workflow)
    desk.later(days=1)
    desk.do(c.TakeStep(actor=actor("court"), trigger="court-releases"))
    assert of_actors.need(desk, UNIT).decision().is_allowed


def test_what_took_place_before_the_phase_is_written_down_after_it() -> None:
    """Late, to the instant."""
    desk = of_actors.outside()
    since = desk.case.position.since
    instant = timedelta(microseconds=1)
    assert of_actors.need(desk, PRISON, at=since - instant).decision().is_allowed
    assert not of_actors.need(desk, PRISON, at=since).decision().is_allowed


def test_a_file_can_make_it_advice() -> None:
    """Then it is recorded with a warning."""
    advice = "rules:\n  actor.in-remit: {source: act 6, strength: should, because: A habit}\n"
    text = SYNTHETIC.replace("rules:\n  lead.eligible", f"{advice}  lead.eligible", 1)
    workflow = check_text(text.encode(), "synthetic.yaml").workflow
    assert workflow is not None
    desk = opened(workflow)
    desk.later(days=1)
    desk.do(c.TakeStep(actor=actor("court"), trigger="court-releases"))
    decision = of_actors.need(desk, PRISON).decision()
    assert decision.outcome is Outcome.ALLOWED
    assert [one.rule for one in decision.open_verdicts] == ["actor.in-remit"]


def test_who_convenes_out_of_turn_is_told_who_may_convene_now() -> None:
    """Not everybody whose phase it is may call this conference together."""
    workflow = changed("police: {kind: police}", "police: {kind: police, phases: [custody]}")
    desk = opened(workflow)
    desk.later(days=1)
    desk.do(c.TakeStep(actor=actor("court"), trigger="court-releases"))
    convene = c.ConveneConference(
        actor=actor("police"), conference="k-1", type="closed-door", planned_on=desk.now.date()
    )
    [remedy] = desk.asks(convene).refused_by("actor.in-remit").remedies
    assert remedy.by == ("unit",)
