"""What the shipped files make of the paper: who may lead, and what release asks of them."""

from typing import Final

import pytest

from ddrflow.model import commands as c
from ddrflow.model.agency import Phase
from ddrflow.model.record import Function
from ddrflow.model.verdict import Verdict
from ddrflow.workflow.load import check_text, load
from tests.acceptance.shipped import CASE, actor, done, engine_on, in_custody, refusing

COMMON: Final = """\
ddrflow: 1
workflow: plain
version: 1
title: The common base and nothing of its own
extends: common
time_zone: Europe/Vienna
agencies:
  unit: {kind: education}
  asked: {kind: KIND}
  approver: {kind: education}
  client: {kind: client}
lead:
  custody: {roles: [unit, asked], source: local choice}
deviations: {approved_by: [approver], source: local choice}
states:
  inside: {phase: custody, initial: true}
  closed: {final: true}
steps:
  - {trigger: close, from: inside, to: closed, by: [unit], source: local choice}
"""


def proposing(kind: str) -> Verdict | None:
    """What the common base says to a lead of a kind; nothing where it says nothing."""
    workflow = check_text(COMMON.replace("KIND", kind).encode(), "plain.yaml").workflow
    assert workflow is not None
    engine = engine_on(workflow, "unit")
    propose = c.ProposeLead(actor=actor("unit"), role="asked", organisation="org-asked")
    found = engine.decide(CASE, propose).verdicts
    return next((one for one in found if not one.is_met), None)


# ---- who may coordinate


def against(kind: str) -> tuple[str, str, bool] | None:
    """How firmly the base speaks against a kind, on which statement, and whether it refuses."""
    verdict = proposing(kind)
    if verdict is None:
        return None
    assert verdict.rule == "lead.may-coordinate"
    return verdict.strength.value, str(verdict.source), verdict.refuses


@pytest.mark.requirement("R54")
def test_prison_staff_are_advised_against_and_not_refused() -> None:
    assert against("prison") == ("should", "ran R54", False)


@pytest.mark.requirement("R56", "R58", "T8")
def test_security_may_not_be_best_placed_and_criminal_justice_should_not_coordinate() -> None:
    """The paper's two wordings are two strengths, and only the second refuses."""
    assert against("security") == ("should", "ran R56", False)
    assert against("criminal-justice") == ("must", "ran R58", True)


@pytest.mark.requirement("R59", "R60", "T7")
def test_probation_may_lead_and_what_is_disputed_is_stated() -> None:
    assert against("probation") == ("contested", "ran R60", False)


@pytest.mark.requirement("T5")
def test_civil_society_may_lead_and_what_it_may_lack_is_stated() -> None:
    assert against("civil-society") == ("contested", "ran R73", False)


@pytest.mark.requirement("R65", "T1")
@pytest.mark.parametrize("kind", ["municipality", "social-service", "health", "mentor"])
def test_who_is_brought_in_for_a_need_is_refused_as_lead(kind: str) -> None:
    assert against(kind) == ("must", "ran R65", True)


@pytest.mark.requirement("R21", "T1")
def test_the_municipality_leads_in_catalonia_and_the_dispute_is_stated() -> None:
    engine = engine_on(load("catalonia"), "prison-unit")
    propose = c.ProposeLead(
        actor=actor("prison-unit"), role="municipality", organisation="org-municipality"
    )
    [warning] = done(engine, propose)
    assert (warning.strength, str(warning.source)) == ("contested", "ran R21")


@pytest.mark.requirement("R21", "T2")
def test_either_catalan_lead_may_lead_while_release_is_prepared_and_one_at_a_time() -> None:
    """In custody the unit, after release the municipality: the hand-over falls in between."""
    procedure = load("catalonia").procedure
    leads = {phase: procedure.leads_of(phase) for phase in Phase}
    assert leads[Phase.CUSTODY] == ("prison-unit",)
    assert leads[Phase.RELEASE] == ("prison-unit", "municipality")
    assert leads[Phase.POST_RELEASE] == ("municipality",)


@pytest.mark.requirement("R61", "R63")
def test_neustart_leads_from_custody_until_after_release_without_a_hand_over() -> None:
    engine = in_custody("neustart")
    lead = actor("neustart")
    done(
        engine,
        c.GiveNotice(actor=lead, kind="what-is-shared", version="1", language="de"),
        c.AcknowledgeNotice(actor=actor("client"), kind="what-is-shared"),
        c.NamePerson(
            actor=actor("prison"),
            role="prison",
            organisation="org-prison",
            function=Function.CONTACT,
            person="p-9",
        ),
        c.TakeStep(actor=lead, trigger="prepare-release"),
        whole_plan(),
        c.TakeStep(actor=actor("prison"), trigger="release"),
    )
    case = engine.case(CASE)
    assert case.position.phase is Phase.POST_RELEASE
    assert [one.role for one in case.lead.terms] == ["neustart"]


def whole_plan() -> c.AdoptPlan:
    """The release plan with its four parts."""
    parts = ("residence", "daily-structure", "probation-contact", "reparation")
    return c.AdoptPlan(actor=actor("neustart"), kind="release-plan", parts=parts)


# ---- release


@pytest.mark.requirement("R90", "R92", "R105")
def test_release_asks_for_a_plan_that_answers_every_need_and_for_a_worker_who_stays() -> None:
    """Without the plan it is refused; without a named worker it passes with a warning."""
    engine = in_custody("neustart")
    release = c.TakeStep(actor=actor("prison"), trigger="release")
    done(
        engine,
        c.IdentifyNeed(actor=actor("prison"), need="n-1", kind="housing", owner="welfare"),
        c.GiveNotice(actor=actor("prison"), kind="what-is-shared", version="1", language="de"),
        c.AcknowledgeNotice(actor=actor("client"), kind="what-is-shared"),
        c.NamePerson(
            actor=actor("prison"),
            role="prison",
            organisation="org-prison",
            function=Function.CONTACT,
            person="p-9",
        ),
        c.TakeStep(actor=actor("neustart"), trigger="prepare-release"),
    )
    assert refusing(engine, release) == ["plan.adopted"]
    done(engine, whole_plan())
    assert refusing(engine, release) == ["plan.adopted"]
    warned = done(engine, c.DeclineNeed(actor=actor("client"), need="n-1"), release)
    assert {one.rule for one in warned} == {"person.named", "conference.held", "document.filed"}
