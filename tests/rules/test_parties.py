"""Whether an organisation can go, and who may come."""

from datetime import timedelta

import pytest

from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy
from tests.acts import hand_over
from tests.builders import ORGANISATIONS, POLICE, START, UNIT, actor, opened
from tests.rules import scenes_of_leads as of_leads
from tests.verdicts import said, shown_to

DAY = timedelta(days=1)
RULE = ("parties.owe-nothing", "must", "ran R97", "parties.still-owes")


@pytest.mark.requirement("R97")
def test_who_owns_an_open_need_stays_until_it_is_settled() -> None:
    """Refusal, each remedy, acceptance."""
    verdict = of_leads.owner_leaves().refused_by("parties.owe-nothing")
    assert said(verdict)[0] == RULE[0]
    assert said(verdict)[3:] == (RULE[3], {"role": "welfare", "owes": "n-1"})
    assert set(shown_to(verdict).values()) == {"internal"}
    bind, answer = verdict.remedies
    assert bind == Remedy("bind-role", (("role", "welfare"),), ("organisation",), ("unit",))
    assert (answer.command, answer.filled) == ("answer-need", (("need", "n-1"),))
    asked = of_leads.owner_leaves()
    asked.execute(answer)
    asked.again()
    asked = of_leads.owner_leaves()
    asked.desk.do(c.BindRole(actor=UNIT, role="welfare", organisation="Welfare South"))
    asked.again()


def test_who_is_core_in_a_conference_under_way_stays_until_it_is_over() -> None:
    """It could not be held without them: refusal, the conference called off, acceptance."""
    asked = of_leads.core_leaves()
    verdict = asked.refused_by("parties.owe-nothing")
    assert said(verdict)[4] == {"role": "police", "owes": "k-1"}
    assert shown_to(verdict) == {"role": "internal", "owes": "confidential"}
    cancel = verdict.remedies[-1]
    assert (cancel.command, cancel.by) == ("cancel-conference", ("police", "unit"))
    asked.execute(cancel)
    asked.again()


def test_a_lead_of_that_time_is_not_unbound_late() -> None:
    """Entered after the hand-over, for a day on which the organisation still led."""
    desk = opened()
    desk.later(days=2)
    hand_over(desk, "police")
    handed = desk.now
    desk.later(days=1)
    late = c.UnbindRole(
        actor=POLICE, role="unit", organisation="Unit North", occurred_at=START + DAY
    )
    verdict = desk.asks(late).verdict("lead.hands-over-first")
    assert said(verdict)[3] == "lead.led-then"
    assert verdict.passes_from == handed
    now = c.UnbindRole(actor=POLICE, role="unit", organisation="Unit North")
    assert desk.asks(now).verdict("lead.hands-over-first").is_met


def test_a_binding_is_not_doubled_by_a_late_entry() -> None:
    """An organisation that plays the role since is not bound again for the time before."""
    desk = opened(without=("welfare",))
    desk.later(days=2)
    bind = c.BindRole(actor=UNIT, role="welfare", organisation="Welfare North")
    desk.do(bind)
    desk.later(days=1)
    late = c.BindRole(
        actor=UNIT, role="welfare", organisation="Welfare North", occurred_at=START + DAY
    )
    decision = desk.asks(late).decision()
    assert decision.reason is not None
    assert decision.reason.message == "parties.bound-already"


def test_nobody_stands_on_both_sides() -> None:
    """The client's organisation plays no agency, and an agency not the client's own people."""
    desk = opened()
    for role, organisation in (("mentor", ORGANISATIONS["client"]), ("family", "Unit North")):
        both = c.BindRole(actor=UNIT, role=role, organisation=organisation)
        decision = desk.asks(both).decision()
        assert decision.outcome is Outcome.WRONG_STATE
        assert decision.reason is not None
        assert decision.reason.message == "parties.two-sides"
    opening = c.OpenCase(actor=actor("unit"), bindings=(("client", "Unit North"),))
    with pytest.raises(BadCommand, match="`Unit North` plays `unit` and `client`"):
        desk.engine.open_case("synthetic", "C-2", opening)


def test_a_need_that_a_correction_leaves_to_nobody_is_mended_before_its_breach_is_closed() -> None:
    """It was not answered after all, and its owner has gone: breach, refusal, remedy, closed."""
    desk = of_leads.owner_leaves().desk
    answered = desk.engine.do(desk.case_id, c.AnswerNeed(actor=UNIT, need="n-1"))
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    wrong = answered.entries[0].seq
    desk.do(c.CorrectEntry(actor=UNIT, wrong=wrong, why="recorded-in-error"))
    [breach] = desk.case.exceptions.open_breaches()
    assert (breach.rule, breach.owner) == ("parties.owe-nothing", "unit")
    asked = desk.asks(c.CloseBreach(actor=UNIT, breach=breach.breach))
    decision = asked.decision()
    assert decision.reason is not None
    assert decision.reason.message == "need.without-owner"
    [remedy] = decision.remedies
    asked.execute(remedy, {"organisation": "Welfare South"})
    asked.again()
    assert desk.case.exceptions.open_breaches() == ()
