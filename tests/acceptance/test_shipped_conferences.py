"""What the shipped files make of the paper: who sits in which conference, and when it counts."""

from datetime import date
from typing import Final

import pytest

from ddrflow.engine import Refused
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Phase
from ddrflow.model.conference import Outcome
from ddrflow.workflow.load import load
from tests.acceptance.shipped import (
    CASE,
    actor,
    convening,
    done,
    engine_on,
    in_custody,
    refusing,
    social_network,
)


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
