"""What the shipped files make of the paper, asked of the real engine."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Phase
from ddrflow.model.conference import Outcome
from ddrflow.model.consent import Participation
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.record import Function
from ddrflow.model.verdict import Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import check_text, load

BEGIN: Final = datetime(2025, 1, 10, 8, tzinfo=UTC)
CASE: Final = "C-1"
BEFORE: Final = Phase.PRE_INCARCERATION
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


def actor(role: str) -> Actor:
    """Somebody of the organisation that plays a role."""
    return Actor(f"p-{role}", f"org-{role}", role)


def engine_on(workflow: Workflow, lead: str) -> Engine:
    """A case that a role has opened, every role played."""
    engine = Engine(MemoryStore(ManualClock(BEGIN)), [workflow])
    bindings = tuple((role, f"org-{role}") for role in workflow.procedure.agencies)
    opening = c.OpenCase(actor=actor(lead), bindings=bindings)
    engine.open_case(workflow.identity.name, CASE, opening)
    return engine


def done(engine: Engine, *commands: c.Command) -> tuple[Verdict, ...]:
    """Give commands that must be accepted; what the last one was warned of."""
    warnings: tuple[Verdict, ...] = ()
    for one in commands:
        warnings = engine.do(CASE, one).warnings
    return warnings


def refusing(engine: Engine, command: c.Command) -> list[str]:
    """The rules that refuse a command."""
    with pytest.raises(Refused) as refused:
        engine.do(CASE, command)
    return [one.rule for one in refused.value.decision.refusing]


def in_custody(lead: str) -> Engine:
    """An Austrian case in custody."""
    engine = engine_on(load("neustart"), lead)
    notice = c.GiveNotice(actor=actor(lead), kind="multi-agency", version="1", language="de")
    done(engine, notice, c.TakeStep(actor=actor(lead), trigger="admit"))
    return engine


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


# ---- who sits in which conference


@pytest.mark.requirement("R22", "T3")
def test_police_are_core_in_catalonia_to_the_end_and_state_protection_leaves_with_custody() -> None:
    core = load("catalonia").procedure.conferences["case-conference"].quorum.core
    assert core == ("local-police", "regional-police", "case-worker")
    agencies = load("neustart").procedure.agencies
    assert agencies["state-security"].phases == {Phase.PRE_INCARCERATION, Phase.CUSTODY}


INVITED_IN_CATALONIA: Final = {
    "welfare": "social-service",
    "migrant-charity": "civil-society",
    "mentor": "mentor",
    "school": "education",
    "probation": "probation",
    "family": "social-network",
}


@pytest.mark.requirement("R2", "R18", "R19")
@pytest.mark.parametrize("role", INVITED_IN_CATALONIA)
def test_whom_the_paper_names_in_catalonia_is_invited_for_a_need(role: str) -> None:
    """Each in a kind of its own, beside the police and the case manager, who always sit there."""
    engine = engine_on(load("catalonia"), "prison-unit")
    unit = actor("prison-unit")
    done(
        engine,
        c.IdentifyNeed(actor=unit, need="n-1", kind="family", owner="prison-unit"),
        c.ConveneConference(
            actor=unit, conference="k-1", type="case-conference", planned_on=date(2025, 2, 1)
        ),
    )
    done(engine, invitation(unit, role, "n-1"))
    assert [one.role for one in engine.case(CASE).conferences["k-1"].invitations] == [role]
    kind = engine.workflow(engine.case(CASE)).procedure.agencies[role].kind
    assert kind == INVITED_IN_CATALONIA[role]


def invitation(by: Actor, role: str, need: str = "") -> c.InviteToConference:
    """A role's organisation is asked to come."""
    return c.InviteToConference(
        actor=by, conference="k-1", role=role, organisation=f"org-{role}", need=need
    )


@pytest.mark.requirement("R1", "R53")
def test_the_prison_calls_a_conference_out_of_turn_and_says_why() -> None:
    """The reason is kept with the conference; the periodic review is left as it is."""
    engine = engine_on(load("catalonia"), "prison-unit")
    unit = actor("prison-unit")
    notice = c.GiveNotice(actor=unit, kind="multi-agency", version="1", language="ca")
    done(engine, notice, c.TakeStep(actor=unit, trigger="admit"))
    [before] = engine.case(CASE).reviews.values()
    call = c.ConveneConference(
        actor=unit,
        conference="k-1",
        type="case-conference",
        planned_on=date(2025, 1, 20),
        necessity="Staff saw a change.",
    )
    [entry] = engine.do(CASE, call).entries
    assert entry.content == (("necessity", "Staff saw a change."),)
    assert [*engine.case(CASE).reviews.values()] == [before]


def social_network() -> Engine:
    """A social-network conference that Neustart has convened, with consent to it."""
    engine = in_custody("neustart")
    lead = actor("neustart")
    done(
        engine,
        c.GiveConsent(
            actor=lead,
            scope="social-network-conference",
            text_version="2024-1",
            language="de",
            witness="p-9",
        ),
        convening(lead, "social-network"),
    )
    return engine


def convening(by: Actor, kind: str) -> c.ConveneConference:
    """A conference is called together."""
    planned = date(2025, 2, 1)
    return c.ConveneConference(actor=by, conference="k-1", type=kind, planned_on=planned)


@pytest.mark.requirement("R31")
def test_only_neustart_convenes_a_social_network_conference() -> None:
    engine = in_custody("neustart")
    call = convening(actor("state-security"), "social-network")
    assert refusing(engine, call) == ["conference.convened-by"]
    done(engine, convening(actor("neustart"), "social-network"))


@pytest.mark.requirement("R32")
@pytest.mark.parametrize("role", ["client", "network", "probation", "welfare", "prosecutor"])
def test_whom_the_paper_names_takes_part_in_a_social_network_conference(role: str) -> None:
    """State protection is the one who does not."""
    engine = social_network()
    need = c.IdentifyNeed(actor=actor("prison"), need="n-1", kind="housing", owner="welfare")
    done(engine, need, invitation(actor("neustart"), role, "n-1"))
    other = invitation(actor("neustart"), "state-security", "n-1")
    assert refusing(engine, other) == ["conference.may-be-invited"]


@pytest.mark.requirement("R37")
def test_the_release_phase_has_a_review_of_its_own() -> None:
    """The conferences lead to a release and review phase."""
    workflow = load("neustart")
    states = {name for name, one in workflow.states.items() if one.phase is Phase.RELEASE}
    assert [one.name for one in workflow.reviews.values() if one.states == states] == [
        "release-review"
    ]


@pytest.mark.requirement("R34", "R35", "R37")
def test_a_social_network_conference_goes_from_referral_to_review() -> None:
    """In the paper's order, and in no other: a stage that is not the next one is refused."""
    engine = social_network()
    order = [
        "referral",
        "preparation",
        "information",
        "family-only",
        "decision",
        "close",
        "release",
        "review",
    ]
    done(engine, c.EnterStage(actor=actor("neustart"), conference="k-1", stage="referral"))
    skipped = c.EnterStage(actor=actor("neustart"), conference="k-1", stage="family-only")
    with pytest.raises(Refused):
        engine.do(CASE, skipped)
    for stage in order[1:]:
        if stage == "close":
            done(engine, c.CloseConference(actor=actor("neustart"), conference="k-1"))
            continue
        done(engine, c.EnterStage(actor=actor("neustart"), conference="k-1", stage=stage))
        if stage == "information":
            done(engine, *(present(role) for role in ("neustart", "client", "network")))
    entered = list(engine.case(CASE).conferences["k-1"].stages_entered)
    assert entered == [one for one in order if one != "close"]


def present(role: str) -> c.RecordAttendance:
    """Somebody of a role was there."""
    return c.RecordAttendance(
        actor=actor("neustart"),
        conference="k-1",
        person=f"p-{role}",
        role=role,
        organisation=f"org-{role}",
    )


@pytest.mark.requirement("R39")
def test_a_social_network_conference_without_family_or_friends_does_not_count() -> None:
    engine = social_network()
    lead = actor("neustart")
    for stage in ("referral", "preparation", "information"):
        done(engine, c.EnterStage(actor=lead, conference="k-1", stage=stage))
    done(engine, present("neustart"), present("client"))
    done(engine, c.EnterStage(actor=lead, conference="k-1", stage="family-only"))
    deciding = c.EnterStage(actor=lead, conference="k-1", stage="decision")
    assert refusing(engine, deciding) == ["attendance.core"]
    late = c.RecordAttendance(
        actor=lead,
        conference="k-1",
        person="p-friend",
        role="network",
        organisation="org-network",
        stage="information",
    )
    done(engine, late, deciding, c.CloseConference(actor=lead, conference="k-1"))
    assert engine.case(CASE).conferences["k-1"].outcome is Outcome.HELD


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


# ---- what is recorded


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
