"""How the question of a rule is spoiled: another actor, instant, parameter, lead or phase."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.lead import HandoverStage, Lead
from ddrflow.model.question import About, Question
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import MET, Answer
from tests.builders import actor
from tests.rewriting import Change


def changing(change: Callable[[Question], Question]) -> Change:
    """The rule is asked another question."""

    def mutant(use: RuleUse) -> RuleUse:
        def check(question: Question, parameters: object) -> Answer:
            return use.check(change(question), parameters)

        return replace(use, check=check)

    return mutant


def taking(**parameters: object) -> Change:
    """The rule has other parameters."""
    return lambda use: replace(use, parameters=use.parameters.model_copy(update=parameters))


def one_role_short(use: RuleUse) -> RuleUse:
    """The last role of the list does not count."""
    roles = sorted(use.parameters.roles)[:-1]
    return replace(use, parameters=use.parameters.model_copy(update={"roles": frozenset(roles)}))


def at(offset: timedelta) -> Change:
    """The rule is asked as of another instant."""
    return changing(lambda question: replace(question, at=question.at + offset))


def about(change: Callable[[About], About]) -> Change:
    """The rule is asked about something else."""
    return changing(lambda question: replace(question, about=change(question.about)))


def leading(change: Callable[[Lead], Lead]) -> Change:
    """The rule is told of another lead."""

    def changed(question: Question) -> Question:
        return replace(question, case=replace(question.case, lead=change(question.case.lead)))

    return changing(changed)


def one_term_back(lead: Lead) -> Lead:
    """The lead before the present one."""
    return replace(lead, terms=lead.terms[:-1] or lead.terms)


def as_lead(question: Question) -> Question:
    """Whoever acts is taken for the lead."""
    lead = question.case.lead.current
    return replace(question, actor=actor(lead.role, lead.organisation))


def as_if_one_organisation(question: Question) -> Question:
    """The organisation is not looked at: one in the lead's or successor's role is enough."""
    lead = question.case.lead
    one = next(
        (
            one
            for one in (lead.handover, lead.current)
            if one.role == question.actor.role and one.organisation
        ),
        question.actor,
    )
    return replace(question, actor=actor(question.actor.role, one.organisation))


def of_the_role(question: Question) -> Question:
    """Any organisation that plays the role is taken for the one that acts."""
    playing = question.case.parties.organisations(question.actor.role, question.at)
    return replace(question, actor=actor(question.actor.role, playing[0]))


def family_is_an_agency(question: Question) -> Question:
    """One kind too many counts as professional."""
    agencies = {
        role: replace(one, kind=AgencyKind.MENTOR) if one.kind is AgencyKind.SOCIAL_NETWORK else one
        for role, one in question.procedure.agencies.items()
    }
    return replace(question, procedure=replace(question.procedure, agencies=agencies))


def a_phase_back(question: Question) -> Question:
    """The phase that the case is in, not the one that the step leads to."""
    phase = question.case.position.phase
    return replace(question, about=replace(question.about, target_phase=phase))


def a_phase_on(old: About) -> About:
    """The phase before the one that it is about."""
    assert old.target_phase is not None
    phases = list(Phase)
    return replace(old, target_phase=phases[phases.index(old.target_phase) - 1])


def successor_for_lead(lead: Lead) -> Lead:
    """The proposed successor is taken for the lead."""
    term = replace(lead.current, role=lead.handover.role, organisation=lead.handover.organisation)
    return replace(lead, terms=(term,)) if lead.handover.role else lead


def lead_for_successor(lead: Lead) -> Lead:
    """One place back in the line of those who lead: the lead is taken for its successor."""
    handover = replace(
        lead.handover, role=lead.current.role, organisation=lead.current.organisation
    )
    return replace(lead, handover=handover)


def accepted_by_lead(lead: Lead) -> Lead:
    """That the lead accepted once is taken for the successor's acceptance."""
    stage = HandoverStage.ACCEPTED if lead.current.accepted_by else lead.handover.stage
    return replace(lead, handover=replace(lead.handover, stage=stage))


def prepared_is_accepted(lead: Lead) -> Lead:
    """A stage too early counts."""
    if lead.handover.stage is not HandoverStage.PREPARED:
        return lead
    return replace(lead, handover=replace(lead.handover, stage=HandoverStage.ACCEPTED))


def always_met(use: RuleUse) -> RuleUse:
    """The rule asks nothing."""
    return replace(use, check=lambda *_: MET)
