"""Who may act: a refusal says who may instead, and it passes when they do."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import timedelta

import pytest

from ddrflow.decide import command_name
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy
from ddrflow.rules import RULES
from ddrflow.wire import COMMAND_NAMES, STANDING_NAMES
from ddrflow.wire.standing import standing_arguments
from tests.acts import hand_over
from tests.builders import (
    CLIENT,
    ORGANISATIONS,
    POLICE,
    PRISON,
    START,
    TICK,
    UNIT,
    WELFARE,
    Asked,
    actor,
    opened,
)
from tests.rules import probes, scenes
from tests.rules import scenes_of_actors as of_actors
from tests.rules import scenes_of_conferences as of_conferences
from tests.verdicts import said, shown_to

PROPOSED = {"successor": "police", "successor_organisation": "Police North"}

DAY = timedelta(days=1)
OUR_SOURCE = "design a command carries an actor"


def test_an_organisation_that_is_no_party_acts_once_the_lead_has_let_it_in() -> None:
    """Refusal, remedy, acceptance: the lead binds just this organisation to just this role."""
    asked = of_actors.unbound()
    verdict = asked.refused_by("actor.bound")
    values = {"role": "welfare", "organisation": "Welfare South"}
    assert said(verdict) == ("actor.bound", "must", OUR_SOURCE, "actor.not-bound", values)
    assert shown_to(verdict) == {"role": "open", "organisation": "internal"}
    remedy = Remedy("bind-role", tuple(values.items()), by=("unit",))
    assert verdict.remedies == (remedy,)
    asked.execute(remedy)
    asked.again()


def test_the_part_of_an_organisation_begins_at_its_very_instant() -> None:
    """An entry for the instant counts; one for any time before it says when the part begins."""
    starts = START + DAY
    assert of_actors.binding_starts(timedelta()).decision().is_allowed
    early = of_actors.binding_starts(-TICK).refused_by("actor.bound")
    assert early.passes_from == starts
    assert of_actors.unbound().refused_by("actor.bound").passes_from is None


def test_the_earliest_of_several_parts_is_when_it_passes() -> None:
    """A party that comes, goes and comes again is first entitled when it first comes."""
    desk = opened()
    south = actor("welfare", "Welfare South")
    bind = c.BindRole(actor=UNIT, role="welfare", organisation=south.organisation)
    unbind = c.UnbindRole(actor=UNIT, role="welfare", organisation=south.organisation)
    for command in (bind, unbind, bind):
        desk.later(days=1)
        desk.do(command)
    asked = of_actors.need(desk, south, at=START)
    assert asked.refused_by("actor.bound").passes_from == START + DAY
    between = of_actors.need(desk, south, at=START + 2 * DAY)
    assert between.refused_by("actor.bound").passes_from == START + 3 * DAY


def test_the_part_of_an_organisation_ends_at_its_very_instant() -> None:
    """What it did a moment earlier still counts, and it does not come back by itself."""
    assert of_actors.binding_ends(-TICK).decision().is_allowed
    late = of_actors.binding_ends(timedelta()).refused_by("actor.bound")
    assert late.passes_from is None


def test_playing_one_role_does_not_entitle_to_another() -> None:
    """The prison is a party as the prison, not as the welfare service."""
    asked = of_actors.need(opened(), actor("welfare", ORGANISATIONS["prison"]))
    assert said(asked.refused_by("actor.bound"))[3] == "actor.not-bound"


def test_a_step_is_taken_by_a_role_that_the_file_names() -> None:
    """The remedy is the whole step, for those who may take it."""
    asked = of_actors.step_by(WELFARE)
    verdict = asked.refused_by("step.fired-by")
    values = {"role": "welfare", "allowed": "prison, unit"}
    assert said(verdict) == ("step.fired-by", "must", "act 20", "actor.role-may-not", values)
    assert set(shown_to(verdict).values()) == {"open"}
    [remedy] = verdict.remedies
    assert remedy == Remedy("take-step", (("trigger", "stay"),), by=("prison", "unit"))
    asked.execute(remedy, by="unit")
    assert asked.desk.case.position.state == "waiting"


def test_a_conference_is_recorded_by_those_who_take_part_in_it() -> None:
    """Refusal of an agency that does not sit there; then each of those whom the remedy names."""
    for by in ("police", "unit"):
        asked = of_actors.closing_by(WELFARE)
        verdict = asked.refused_by("conference.acts")
        values = {"role": "welfare", "conference": "k-1"}
        assert said(verdict)[0:2] == ("conference.acts", "must")
        assert said(verdict)[3:] == ("actor.not-in-conference", values)
        assert shown_to(verdict) == {"role": "open", "conference": "confidential"}
        assert asked.decision().outcome is Outcome.NOT_ENTITLED
        [remedy] = verdict.remedies
        assert (remedy.command, remedy.by) == ("close-conference", ("police", "unit"))
        asked.again_by(remedy, by)
        assert asked.desk.case.conferences["k-1"].stage == "closed"


@pytest.mark.parametrize(
    "command",
    [
        c.CancelConference(actor=WELFARE, conference="k-1"),
        c.RecordDecision(actor=WELFARE, conference="k-1", decision="d-1"),
        c.RecordMinutes(actor=WELFARE, conference="k-1", minutes="m-1"),
        c.RecordContribution(actor=WELFARE, conference="k-1", role="school"),
        c.RecordAction(
            actor=WELFARE, conference="k-1", action="a-1", owner="unit", due_on=START.date()
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_nothing_is_put_into_a_conference_from_outside(command: c.Command) -> None:
    """Before, during or after; by whom it was not called together, held or invited."""
    of_actors.closing_by(WELFARE).desk.asks(command).refused_by("conference.acts")


def test_who_does_not_sit_there_may_write_to_a_conference_in_its_own_name() -> None:
    """A written contribution comes from somebody who is absent."""
    desk = of_actors.closing_by(WELFARE).desk
    written = c.RecordContribution(actor=WELFARE, conference="k-1", role="welfare", text="Yes.")
    assert desk.asks(written).decision().is_allowed


ENTITLED = [
    (
        lambda: of_actors.convening_by(WELFARE),
        "conference.convened-by",
        ("act 21", "welfare", "convene-conference", ("police", "unit")),
    ),
    (
        lambda: of_actors.adopting_by(POLICE),
        "plan.adopted-by",
        ("act 24", "police", "adopt-plan", ("unit", "welfare")),
    ),
    (
        lambda: of_actors.filing_by(POLICE),
        "document.filed-by",
        ("act 26", "police", "file-document", ("clinic", "unit")),
    ),
    (
        lambda: of_actors.approving_by(UNIT),
        "deviation.approved-by",
        ("act 16", "unit", "allow-deviation", ("court", "prison")),
    ),
]


@pytest.mark.parametrize(("probe", "rule", "told"), ENTITLED, ids=[row[1] for row in ENTITLED])
def test_what_a_file_reserves_for_some_roles_is_done_by_each_of_them_alone(
    probe: Callable[[], Asked], rule: str, told: tuple[str, str, str, tuple[str, ...]]
) -> None:
    """Refusal, then the same command through everybody whom the remedy names."""
    source, role, command, allowed = told
    for other in allowed:
        asked = probe()
        verdict = asked.refused_by(rule)
        values = {"role": role, "allowed": ", ".join(allowed)}
        assert said(verdict) == (rule, "must", source, "actor.role-may-not", values)
        [remedy] = verdict.remedies
        assert (remedy.command, remedy.by) == (command, allowed)
        asked.again_by(remedy, other)


def test_inviting_and_entering_a_stage_are_the_convenors_too() -> None:
    """Each refusal names its own command."""
    asked = of_conferences.inviting("welfare", "n-1")
    desk = asked.desk
    enters = desk.asks(c.EnterStage(actor=WELFARE, conference="k-1", stage="preparation"))
    invites = desk.asks(
        c.InviteToConference(
            actor=WELFARE, conference="k-1", role="police", organisation=POLICE.organisation
        )
    )
    for one, command in ((enters, "enter-stage"), (invites, "invite-to-conference")):
        verdict = one.refused_by("conference.convened-by")
        assert said(verdict)[3] == "actor.role-may-not"
        assert verdict.remedies[0].command == command
        one.again_by(verdict.remedies[0], "unit")


LEADERSHIP = [
    (
        of_actors.led_by_another,
        "lead.acts",
        ("actor.not-lead", {"role": "prison", "lead": "unit", "lead_organisation": "Unit North"}),
    ),
    (
        of_actors.led_by_namesake,
        "lead.acts",
        ("actor.not-lead", {"role": "unit", "lead": "unit", "lead_organisation": "Unit North"}),
    ),
    (
        of_actors.led_by_predecessor,
        "lead.acts",
        ("actor.not-lead", {"role": "unit", "lead": "police", "lead_organisation": "Police North"}),
    ),
    (
        lambda: of_actors.accepting_by(PRISON),
        "lead.successor-acts",
        ("actor.not-successor", {"role": "prison", **PROPOSED}),
    ),
    (
        lambda: of_actors.accepting_by(UNIT),
        "lead.successor-acts",
        ("actor.not-successor", {"role": "unit", **PROPOSED}),
    ),
    (
        lambda: of_actors.accepting_by(scenes.second("police")),
        "lead.successor-acts",
        ("actor.not-successor", {"role": "police", **PROPOSED}),
    ),
    (
        lambda: of_actors.taking_over_by(PRISON),
        "lead.either-side-acts",
        ("actor.not-lead", {"role": "prison", "lead": "unit", "lead_organisation": "Unit North"}),
    ),
    (
        of_actors.taking_over_by_predecessor,
        "lead.either-side-acts",
        ("actor.not-lead", {"role": "unit", "lead": "police", "lead_organisation": "Police North"}),
    ),
]


@pytest.mark.requirement("R8")
@pytest.mark.parametrize(("probe", "rule", "told"), LEADERSHIP)
def test_an_act_of_the_lead_or_the_successor_is_nobody_elses(
    probe: Callable[[], Asked], rule: str, told: tuple[str, dict[str, str]]
) -> None:
    """Refusal, then the same act through the one whom the remedy names."""
    asked = probe()
    verdict = asked.refused_by(rule)
    assert said(verdict) == (rule, "must", "ran R8", *told)
    classes = {name: "internal" if "organisation" in name else "open" for name in told[1]}
    assert shown_to(verdict) == classes
    [remedy] = verdict.remedies
    asked.again_by(remedy)


def test_both_sides_let_a_hand_over_take_effect_and_only_the_lead_without_one() -> None:
    """The successor may as well as the lead; where nobody is proposed there is no other side."""
    for who in (UNIT, POLICE):
        assert of_actors.taking_over_by(who).decision().is_allowed
    nobody = opened().asks(c.TakeOverLead(actor=Actor("p-1", "nobody", "nobody")))
    assert not nobody.verdict("lead.either-side-acts").is_met


def test_the_new_lead_acts_from_the_moment_it_took_over() -> None:
    """There is never a time at which both or none of them lead."""
    desk = opened()
    assert of_actors.bringing_in(desk, UNIT).decision().is_allowed
    hand_over(desk, "police")
    assert of_actors.bringing_in(desk, POLICE).decision().is_allowed
    assert not of_actors.bringing_in(desk, UNIT).decision().is_allowed


@pytest.mark.parametrize("role", ["client", "family"])
def test_what_agencies_record_is_not_recorded_by_the_client_or_the_family(role: str) -> None:
    """Refusal, then the same command through any agency of the case."""
    asked = of_actors.need_by(actor(role))
    verdict = asked.refused_by("actor.professional")
    values = {"role": role}
    assert said(verdict) == (
        *("actor.professional", "must", OUR_SOURCE, "actor.not-professional"),
        values,
    )
    [remedy] = verdict.remedies
    agencies = tuple(one for one in ORGANISATIONS if one not in ("client", "family"))
    assert (remedy.command, remedy.by) == ("identify-need", agencies)
    asked.again_by(remedy, "school")


def test_a_role_that_the_file_does_not_know_is_no_agency() -> None:
    """An unknown role is refused, not taken on trust."""
    asked = of_actors.need(opened(), Actor("p-1", "Elsewhere", "stranger"))
    assert not asked.verdict("actor.professional").is_met
    assert asked.decision().outcome is Outcome.NOT_ENTITLED


def test_an_agency_that_left_is_not_named_as_one_who_could() -> None:
    """Whoever plays a role then, and nobody else."""
    desk = opened()
    desk.later(days=1)
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    [remedy] = of_actors.need(desk, CLIENT).refused_by("actor.professional").remedies
    assert "welfare" not in remedy.by
    [earlier] = of_actors.need(desk, CLIENT, at=START).refused_by("actor.professional").remedies
    assert "welfare" in earlier.by


def test_an_unmet_rule_about_the_actor_is_told_as_not_entitled() -> None:
    """Also when another rule is unmet at the same time: first who, then what."""
    desk = opened()
    both = desk.take("inform", WELFARE)
    assert {one.rule for one in both.decision().refusing} == {"step.fired-by", "notice.given"}
    assert both.decision().outcome is Outcome.NOT_ENTITLED
    assert desk.take("inform").decision().outcome is Outcome.RULE_UNMET


def test_no_rule_about_the_actor_can_be_lifted() -> None:
    """Entitlement is no matter of exceptions."""
    entitling = [one for one in RULES if one.entitles]
    assert len(entitling) == 15
    assert not any(one.is_liftable for one in entitling)


@pytest.mark.parametrize("rule", probes.MET_AND_NOT)
def test_a_remedy_names_every_argument_that_its_command_needs(rule: str) -> None:
    """Filled or open; what is refused for who acts is the same command, with its own arguments."""
    for probe in probes.MET_AND_NOT[rule]:
        asked = probe()
        verdict = asked.verdict(rule)
        for remedy in verdict.remedies:
            if remedy.command == command_name(asked.command) and not remedy.filled:
                continue
            named = {*dict(remedy.filled), *remedy.open}
            above = remedy.command in STANDING_NAMES
            taken = (
                standing_arguments(remedy.command)
                if above
                else fields(COMMAND_NAMES[remedy.command])
            )
            known = {one.name: one for one in taken}
            needed = {name for name, one in known.items() if one.default is MISSING} - {"actor"}
            assert needed <= named <= set(known)
