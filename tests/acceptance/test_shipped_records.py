"""What the shipped files make of the paper: what is planned, agreed and recorded, and when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Phase
from ddrflow.model.consent import Participation
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load
from tests.acceptance.shipped import BEGIN, CASE, actor, done, engine_on, in_custody, social_network

BEFORE: Final = Phase.PRE_INCARCERATION


@pytest.mark.requirement("R16")
def test_an_individual_plan_in_catalonia_has_the_four_goals_as_its_parts() -> None:
    """A plan without the risk factors is none, and the refusal names what is missing."""
    engine = engine_on(load("catalonia"), "prison-unit")
    unit = actor("prison-unit")
    notice = c.GiveNotice(actor=unit, kind="multi-agency", version="1", language="ca")
    done(
        engine,
        notice,
        c.TakeStep(actor=unit, trigger="admit"),
        c.AdoptPlan(actor=unit, kind="individual-plan", parts=("networking",)),
        c.TakeStep(actor=actor("court"), trigger="court-releases"),
    )
    breaches = engine.case(CASE).exceptions.open_breaches()
    [breach] = [one.breach for one in breaches if one.rule == "plan.adopted"]
    with pytest.raises(Refused) as refused:
        engine.do(CASE, c.CloseBreach(actor=unit, breach=breach))
    [verdict] = refused.value.decision.refusing
    assert verdict.reason is not None
    missing = {one.name: one.value for one in verdict.reason.fields}["missing"]
    assert missing == "risk-factors, narrative, onward-support"


@pytest.mark.requirement("R3")
def test_a_conference_leaves_what_was_shared_decided_and_agreed() -> None:
    """A written contribution, a decision, a task with an owner and a day, the minutes."""
    engine = social_network()
    lead = actor("neustart")
    for stage in ("referral", "preparation", "information"):
        done(engine, c.EnterStage(actor=lead, conference="k-1", stage=stage))
    done(
        engine,
        c.RecordContribution(actor=actor("probation"), conference="k-1", role="probation"),
        c.RecordDecision(actor=lead, conference="k-1", decision="d-1"),
        c.RecordAction(
            actor=lead, conference="k-1", action="a-1", owner="welfare", due_on=date(2025, 2, 10)
        ),
        c.RecordMinutes(actor=lead, conference="k-1", minutes="m-1"),
    )
    left = engine.case(CASE).conferences["k-1"]
    assert left.contributions == ("probation",)
    assert left.decisions == ("d-1",)
    assert [(one.owner, one.due_on) for one in left.actions] == [("welfare", date(2025, 2, 10))]
    assert left.minutes == ("m-1",)


@pytest.mark.requirement("R84")
def test_a_measure_is_voluntary_or_rests_on_an_order_with_its_last_day() -> None:
    """Each measure for itself, and the newest word on it counts."""
    engine = in_custody("neustart")
    court = actor("court")
    set_it = c.SetParticipation(actor=court, measure="talks", participation=Participation.VOLUNTARY)
    until = date(2026, 1, 31)
    ordered = c.SetParticipation(
        actor=court,
        measure="training",
        participation=Participation.ORDERED,
        order="order-1",
        until=until,
    )
    done(engine, set_it, ordered)
    with pytest.raises(BadCommand, match="names the order that it rests on"):
        engine.do(CASE, replace(ordered, order=""))
    with pytest.raises(BadCommand, match="a voluntary measure rests on no order"):
        engine.do(CASE, replace(set_it, until=until))
    bases = engine.case(CASE).bases
    assert [(one.measure, one.participation, one.order, one.until) for one in bases] == [
        ("talks", "voluntary", "", None),
        ("training", "ordered", "order-1", until),
    ]
    done(engine, replace(set_it, measure="training"))
    assert {one.measure: one.participation for one in engine.case(CASE).bases} == {
        "talks": "voluntary",
        "training": "voluntary",
    }


@pytest.mark.requirement("R107")
def test_state_security_acts_before_prison_and_in_it_and_not_after() -> None:
    """The Austrian file gives it these two phases; after release it convenes nothing."""
    engine = engine_on(load("neustart"), "neustart")
    convene = c.ConveneConference(
        actor=actor("state-security"),
        conference="k-1",
        type="state-security",
        planned_on=date(2025, 2, 1),
    )
    engine.do(CASE, convene)
    notice = c.GiveNotice(actor=actor("neustart"), kind="multi-agency", version="1", language="de")
    engine.do(CASE, notice)
    engine.do(CASE, c.TakeStep(actor=actor("prison"), trigger="admit"))
    engine.do(CASE, replace(convene, conference="k-2"))
    engine.do(CASE, c.TakeStep(actor=actor("court"), trigger="court-releases"))
    with pytest.raises(Refused, match=r"actor\.in-remit"):
        engine.do(CASE, replace(convene, conference="k-3"))


@pytest.mark.requirement("R42")
def test_what_began_before_the_arrest_comes_with_its_history_and_serves_no_prosecution() -> None:
    """A year of help is entered late; what was said then goes to no court without a law for it."""
    workflow = load("parents-for-peace")
    engine = Engine(MemoryStore(ManualClock(BEGIN)), [workflow])
    helper = actor("parents-for-peace")
    began = BEGIN - timedelta(days=365)
    bindings = tuple((role, f"org-{role}") for role in ("client", "family", "court"))
    opening = c.OpenCase(actor=helper, bindings=bindings, occurred_at=began)
    assert engine.open_case("parents-for-peace", CASE, opening).case.position.phase is BEFORE
    said = c.RecordItem(
        actor=helper,
        item="call-1",
        kind=ItemKind.HEARSAY,
        information=InformationClass.INTERNAL,
        occurred_at=began + timedelta(days=10),
    )
    engine.do(CASE, said)
    engine.do(CASE, c.TakeStep(actor=helper, trigger="arrest"))
    tell = c.DiscloseItem(
        actor=helper,
        item="call-1",
        role="court",
        organisation="org-court",
        basis="helpline",
        purpose="prosecution",
    )
    assert engine.case(CASE).opened_at == began
    with pytest.raises(Refused, match=r"disclosure\.has-basis"):
        engine.do(CASE, tell)
