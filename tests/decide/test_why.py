"""Why a case is not moving: what stands in the way of its steps."""

from ddrflow.decide import Obstacles
from ddrflow.model import commands as c
from tests.acts import convened, hand_over
from tests.builders import UNIT, opened
from tests.decide.waits import viewer
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_leads as of_leads
from tests.synthetic import changed

FROM_INSIDE = (
    *("stay", "inform", "confer", "staff", "connect", "schedule", "agree", "report"),
    *("part", "go-on", "choose", "meet", "transfer", "ally", "align", "equip", "introduce"),
    *("set-right", "rehearse", "standardise", "govern", "entrust", "staff-early"),
    *("prepare", "court-releases"),
)


# ---- what stands in the way


def test_one_trigger_is_explained_with_every_rule_that_is_not_met() -> None:
    """Where it leads, who may take it, and the verdict with its remedies."""
    [found] = opened().engine.why_not("c-1", "inform")
    assert (found.trigger, found.target, found.by) == ("inform", "waiting", ("unit",))
    assert not found.is_free
    [verdict] = found.verdicts
    assert verdict.rule == "notice.given"
    assert verdict.remedies[0].command == "give-notice"


def test_every_step_from_here_is_explained_when_none_is_named() -> None:
    """In the order of the file; what happened is among them, what leaves elsewhere is not."""
    found = opened().engine.why_not("c-1")
    assert tuple(one.trigger for one in found) == FROM_INSIDE
    assert [one.trigger for one in found if one.is_free] == [
        "stay",
        "choose",
        "transfer",
        "set-right",
        "prepare",
        "court-releases",
    ]


def test_nothing_stands_in_the_way_of_what_happens() -> None:
    """The rules that are not met are told all the same: they would become breaches."""
    [found] = opened().engine.why_not("c-1", "court-releases")
    assert found.happens
    assert found.is_free
    assert [one.rule for one in found.verdicts] == ["lead.covers-next-phase", "plan.adopted"]


def test_who_asks_does_not_stand_in_the_way() -> None:
    """It is asked as if by somebody who may take the step."""
    for one in opened().engine.why_not("c-1"):
        assert not {"actor.bound", "step.fired-by"} & {verdict.rule for verdict in one.verdicts}


def test_advice_that_is_not_followed_is_told_and_leaves_the_step_free() -> None:
    """Not met, and no obstacle."""
    strict = "rules: [{person.named: {role: prison}}]"
    soft = "rules: [{person.named: {role: prison, strength: should, because: Trust}}]"
    desk = opened(changed(strict, soft))
    [found] = desk.engine.why_not("c-1", "staff")
    assert [one.rule for one in found.verdicts] == ["person.named"]
    assert found.is_free


def test_a_step_that_leads_nowhere_from_here_says_what_does() -> None:
    """It exists, and leaves another state."""
    [found] = opened().engine.why_not("c-1", "return")
    assert found.reason is not None
    assert found.reason.message == "step.not-from-here"
    assert (found.target, found.by, found.is_free) == ("inside", (), False)
    possible = {one.name: one.value for one in found.reason.fields}["possible"]
    assert possible == ", ".join(FROM_INSIDE)


def test_a_step_that_does_not_exist_is_another_answer() -> None:
    """Nowhere, and not merely not from here."""
    [found] = opened().engine.why_not("c-1", "fly")
    assert found.reason is not None
    assert found.reason.message == "step.unknown-trigger"
    assert (found.target, found.is_free) == ("", False)


def test_a_closed_case_has_no_steps_and_waits_for_nothing() -> None:
    """It has ended."""
    desk = of_leads.leaving()
    hand_over(desk, "aftercare")
    desk.do(c.TakeStep(actor=UNIT, trigger="release"), c.TakeStep(actor=UNIT, trigger="close"))
    assert desk.engine.why_not("c-1") == ()
    assert desk.engine.waiting("c-1") == ()
    assert desk.engine.held_up() == {}


def test_once_nothing_is_missing_the_step_is_free() -> None:
    """What the answer named was all of it."""
    desk = of_consent.notified(of_consent.told(), of_consent.heard()).desk
    [found] = desk.engine.why_not("c-1", "inform")
    assert found == Obstacles("inform", "waiting", ("unit",))
    assert found.is_free


# ---- and nothing happens


def test_asking_why_changes_nothing() -> None:
    """No event, no refusal in the journal, no version; the same answer again."""
    desk = of_leads.proposed(opened())
    convened(desk)
    before, events = desk.case, desk.engine.events("c-1")
    first = (desk.engine.why_not("c-1"), desk.engine.waiting("c-1"))
    desk.engine.why_not("c-1", "fly")
    desk.engine.why_not("c-1", "inform", viewer("client"))
    desk.engine.held_up()
    assert (desk.engine.why_not("c-1"), desk.engine.waiting("c-1")) == first
    assert (desk.case, desk.engine.events("c-1")) == (before, events)
    assert desk.engine.refusals("c-1") == ()
