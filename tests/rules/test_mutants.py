"""Each rule, spoiled in four ways, is found out: no rule is there in name only.

A mutant changes every use of one rule in the workflow; a probe is a command on a case that
comes out otherwise under the mutant. `deleted` and `always met` are probed where the rule
refuses; `wrong agency` asks about another role, organisation, scope or type than it should;
`boundary` is off by one: a day, an instant, a person, a role, a stage, a phase or a term.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import pytest

from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.conference import ConferenceType
from ddrflow.model.consent import Participation
from ddrflow.model.information import InformationClass
from ddrflow.model.lead import HandoverStage, Lead
from ddrflow.model.question import About, Question
from ddrflow.model.record import Function
from ddrflow.model.reference import Relation
from ddrflow.model.rule import RuleUse
from ddrflow.model.standing import ActivityKind, Means
from ddrflow.model.verdict import MET, Answer, Status
from ddrflow.rules import RULES
from tests.builders import (
    CLIENT,
    COURT,
    NO_CONTACTS,
    POLICE,
    PRISON,
    TICK,
    UNIT,
    WELFARE,
    Asked,
    Change,
    actor,
    rewritten,
)
from tests.rules import scenes
from tests.rules import scenes_above as above
from tests.rules import scenes_of_governance as of_governance
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_people as of_people
from tests.rules import scenes_of_references as of_references
from tests.rules import scenes_of_withdrawals as withdrawals
from tests.rules import scenes_with_client as with_client

Probe = Callable[[], Asked]
NO_TIME: Final = timedelta()
DAY: Final = timedelta(days=1)


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


def core(*roles: str) -> Change:
    """Another core is asked for."""

    def changed(old: About) -> About:
        conference = old.conference
        assert conference is not None
        quorum = replace(conference.quorum, core=roles)
        return replace(old, conference=replace(conference, quorum=quorum))

    return about(changed)


def minimum(difference: int) -> Change:
    """More or fewer persons are asked for."""

    def changed(old: About) -> About:
        conference = old.conference
        assert conference is not None
        least = conference.quorum.minimum + difference
        return replace(
            old, conference=replace(conference, quorum=replace(conference.quorum, minimum=least))
        )

    return about(changed)


def people_of_the_role(role: str) -> Change:
    """Only persons of one role are counted."""

    def changed(old: About) -> About:
        conference = old.conference
        assert conference is not None
        counted = tuple(one for one in conference.attendance if one.role == role)
        return replace(old, conference=replace(conference, attendance=counted))

    return about(changed)


def sat_a_tick_later(question: Question) -> Question:
    """Everybody sat down a moment after they did."""
    later = {
        name: replace(
            one,
            attendance=tuple(replace(each, at=each.at + TICK) for each in one.attendance),
        )
        for name, one in question.case.conferences.items()
    }
    return replace(question, case=replace(question.case, conferences=later))


def kind(change: Callable[[ConferenceType], ConferenceType]) -> Change:
    """The rule is asked about a type of conference with other words."""

    def changed(old: About) -> About:
        assert old.type is not None
        return replace(old, type=change(old.type))

    return about(changed)


def a_stage_back(old: About) -> About:
    """The stage before the one that it is about."""
    assert old.type is not None
    names = [one.name for one in old.type.stages]
    return replace(old, stage=names[max(names.index(old.stage) - 1, 0)])


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


def one_need_short(question: Question) -> Question:
    """The last need is overlooked."""
    care = question.case.care
    case = replace(question.case, care=replace(care, needs=care.needs[:-1]))
    return replace(question, case=case)


def workers_support(question: Question) -> Question:
    """Whoever is named for anything is taken for onward support."""
    parties = question.case.parties
    persons = tuple(replace(one, function=Function.ONWARD_SUPPORT) for one in parties.persons)
    case = replace(question.case, parties=replace(parties, persons=persons))
    return replace(question, case=case)


def records_continue(question: Question) -> Question:
    """The record of another system is taken for a case that goes on."""
    references = tuple(
        replace(one, relation=Relation.CONTINUED_IN) for one in question.case.references
    )
    return replace(question, case=replace(question.case, references=references))


def review_a_day_later(question: Question) -> Question:
    """Every review falls due a day after its day."""
    reviews = {
        name: replace(one, due_on=one.due_on + DAY) for name, one in question.case.reviews.items()
    }
    return replace(question, case=replace(question.case, reviews=reviews))


def releasing(role: str) -> Callable[[About], About]:
    """The item is taken for one of another owner."""

    def changed(old: About) -> About:
        assert old.item is not None
        return replace(old, item=replace(old.item, role=role))

    return changed


def an_item_back(question: Question) -> Question:
    """The first item of the case is taken for the one that it is about."""
    first = question.case.information.items[0]
    return replace(question, about=replace(question.about, item=first))


def a_request_back(question: Question) -> Question:
    """The first request of the case is taken for the one that it is about."""
    first = question.case.information.requests[0]
    return replace(question, about=replace(question.about, request=first))


def for_the_prison(old: About) -> About:
    """The document is taken for one that is made for the prison."""
    assert old.document is not None
    return replace(old, document=replace(old.document, to=("prison",)))


def one_recipient_short(question: Question) -> Question:
    """The last role that a basis names does not count."""
    bases = {name: replace(one, to=one.to[:-1]) for name, one in question.procedure.bases.items()}
    return replace(question, procedure=replace(question.procedure, bases=bases))


def hears(information: InformationClass) -> Change:
    """The type of conference is taken for one of a class."""
    return kind(lambda old: replace(old, information=information))


def ordered_by_choice(question: Question) -> Question:
    """What is ordered is taken for chosen."""
    bases = tuple(
        replace(one, participation=Participation.VOLUNTARY) for one in question.case.bases
    )
    return replace(question, case=replace(question.case, bases=bases))


def always_met(use: RuleUse) -> RuleUse:
    """The rule asks nothing."""
    return replace(use, check=lambda *_: MET)


@dataclass(frozen=True, slots=True)
class Spoiled:
    """The probes of one rule: where it refuses, and two mutants with a probe each."""

    refused: Probe
    wrong: Change
    wrong_probe: Probe
    edge: Change | None
    edge_probe: Probe | None
    #: Why no boundary mutant of the rule can exist.
    exempt: str = ""


ROLES_OF_CLIENT: Final = taking(roles=frozenset({"client"}))

TABLE: Final[dict[str, Spoiled]] = {
    "actor.bound": Spoiled(
        refused=scenes.unbound,
        wrong=changing(of_the_role),
        wrong_probe=scenes.unbound,
        edge=at(-TICK),
        edge_probe=lambda: scenes.binding_starts(NO_TIME),
    ),
    "step.fired-by": Spoiled(
        refused=lambda: scenes.step_by(WELFARE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: scenes.step_by(PRISON),
        edge=one_role_short,
        edge_probe=lambda: scenes.step_by(UNIT),
    ),
    "conference.convened-by": Spoiled(
        refused=lambda: scenes.convening_by(WELFARE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: scenes.convening_by(POLICE),
        edge=one_role_short,
        edge_probe=lambda: scenes.convening_by(UNIT),
    ),
    "plan.adopted-by": Spoiled(
        refused=lambda: scenes.adopting_by(POLICE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: scenes.adopting_by(UNIT),
        edge=one_role_short,
        edge_probe=lambda: scenes.adopting_by(WELFARE),
    ),
    "document.filed-by": Spoiled(
        refused=lambda: scenes.filing_by(POLICE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: scenes.filing_by(UNIT),
        edge=one_role_short,
        edge_probe=lambda: scenes.filing_by(UNIT),
    ),
    "document.filed": Spoiled(
        refused=scenes.reported,
        wrong=taking(kind="letter"),
        wrong_probe=lambda: scenes.reported("letter"),
        edge=at(timedelta(days=1)),
        edge_probe=lambda: scenes.reported_ago(scenes.REPORT_IS_GOOD),
    ),
    "participation.voluntary": Spoiled(
        refused=lambda: with_client.chosen(Participation.ORDERED),
        wrong=changing(ordered_by_choice),
        wrong_probe=lambda: with_client.chosen(Participation.ORDERED),
        edge=at(TICK),
        edge_probe=lambda: with_client.order_over(-TICK),
    ),
    "actor.in-remit": Spoiled(
        refused=lambda: scenes.need_outside(PRISON),
        wrong=changing(as_lead),
        wrong_probe=lambda: scenes.need_outside(PRISON),
        edge=at(-TICK),
        edge_probe=lambda: scenes.need_outside(PRISON, NO_TIME),
    ),
    "case.continued": Spoiled(
        refused=of_references.going_on,
        wrong=changing(records_continue),
        wrong_probe=lambda: of_references.going_on(of_references.referred(Relation.RECORD)),
        edge=at(-TICK),
        edge_probe=lambda: of_references.going_on_since(NO_TIME),
    ),
    "support.named": Spoiled(
        refused=lambda: with_client.supported(None),
        wrong=changing(workers_support),
        wrong_probe=lambda: with_client.supported(Function.WORKER),
        edge=at(-TICK),
        edge_probe=with_client.supported,
    ),
    "channel.acts": Spoiled(
        refused=lambda: with_client.leave_by(UNIT),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: with_client.leave_by(COURT),
        edge=one_role_short,
        edge_probe=lambda: with_client.leave_by(PRISON),
    ),
    "channel.open": Spoiled(
        refused=with_client.met_through,
        wrong=taking(kind="contact"),
        wrong_probe=lambda: with_client.met_through("contact"),
        edge=at(-TICK),
        edge_probe=lambda: with_client.talks_open(NO_TIME),
    ),
    "deviation.approved-by": Spoiled(
        refused=lambda: scenes.approving_by(UNIT),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: scenes.approving_by(COURT),
        edge=one_role_short,
        edge_probe=lambda: scenes.approving_by(PRISON),
    ),
    "lead.acts": Spoiled(
        refused=scenes.led_by_another,
        wrong=changing(as_if_one_organisation),
        wrong_probe=scenes.led_by_namesake,
        edge=leading(one_term_back),
        edge_probe=scenes.led_by_predecessor,
    ),
    "lead.successor-acts": Spoiled(
        refused=lambda: scenes.accepting_by(PRISON),
        wrong=changing(as_if_one_organisation),
        wrong_probe=lambda: scenes.accepting_by(scenes.second("police")),
        edge=leading(lead_for_successor),
        edge_probe=lambda: scenes.accepting_by(UNIT),
    ),
    "lead.either-side-acts": Spoiled(
        refused=lambda: scenes.taking_over_by(PRISON),
        wrong=changing(as_if_one_organisation),
        wrong_probe=lambda: scenes.taking_over_by(scenes.second("police")),
        edge=leading(one_term_back),
        edge_probe=scenes.taking_over_by_predecessor,
    ),
    "actor.professional": Spoiled(
        refused=lambda: scenes.need_by(CLIENT),
        wrong=changing(as_lead),
        wrong_probe=lambda: scenes.need_by(CLIENT),
        edge=changing(family_is_an_agency),
        edge_probe=lambda: scenes.need_by(actor("family")),
    ),
    "conference.acts": Spoiled(
        refused=lambda: scenes.closing_by(WELFARE),
        wrong=changing(as_lead),
        wrong_probe=lambda: scenes.closing_by(WELFARE),
        edge=kind(
            lambda old: replace(
                old,
                convened_by=old.convened_by[1:],
                quorum=replace(old.quorum, core=old.quorum.core[1:]),
            )
        ),
        edge_probe=lambda: scenes.closing_by(POLICE),
    ),
    "parties.owe-nothing": Spoiled(
        refused=scenes.owner_leaves,
        wrong=about(lambda old: replace(old, organisation="Welfare South")),
        wrong_probe=scenes.owner_leaves,
        edge=changing(one_need_short),
        edge_probe=scenes.owner_leaves,
    ),
    "agreement.in-force": Spoiled(
        refused=lambda: above.allied("Police North", "Unit North"),
        wrong=taking(role="police"),
        wrong_probe=lambda: above.above(
            "ally", above.agreement("Police North", "Unit North"), above.reachable("Police North")
        ),
        edge=at(timedelta(days=1)),
        edge_probe=lambda: above.allied(ends_on=above.FIRST_DAY + DAY, days=1),
    ),
    "agreement.aligned": Spoiled(
        refused=lambda: above.above("align", above.signed("Police North")),
        wrong=taking(role="police"),
        wrong_probe=lambda: above.above("align", above.signed("Police North")),
        edge=at(-DAY),
        edge_probe=lambda: above.signed_on_day(0),
    ),
    "introduction.held": Spoiled(
        refused=lambda: above.above("introduce", above.introduction("Police North", "Unit North")),
        wrong=taking(prison="police"),
        wrong_probe=lambda: above.above(
            "introduce", above.introduction("Police North", "Unit North")
        ),
        edge=at(-DAY),
        edge_probe=lambda: above.introduced_on_day(0),
    ),
    "activity.held": Spoiled(
        refused=lambda: above.above(
            "rehearse", of_governance.feedback("Police North", "Unit North")
        ),
        wrong=taking(kind=ActivityKind.SHADOWING),
        wrong_probe=lambda: above.above("rehearse", of_governance.feedback()),
        edge=at(-DAY),
        edge_probe=lambda: of_governance.fed_back_on_day(0),
    ),
    "procedure.adopted": Spoiled(
        refused=lambda: of_governance.adopted_from(above.FIRST_DAY + DAY),
        wrong=taking(procedure="other-work"),
        wrong_probe=lambda: of_governance.adopted_from(above.FIRST_DAY),
        edge=at(-DAY),
        edge_probe=lambda: of_governance.adopted_on_day(0),
    ),
    "board.met": Spoiled(
        refused=lambda: above.above("govern", of_governance.board()),
        wrong=taking(role="police"),
        wrong_probe=lambda: above.above("govern", of_governance.board(), of_governance.meeting()),
        edge=at(DAY),
        edge_probe=lambda: above.above(
            "govern",
            of_governance.board(),
            of_governance.meeting(of_governance.HALF_A_YEAR_AGO),
        ),
    ),
    "lead.among": Spoiled(
        refused=of_governance.entrusted,
        wrong=leading(successor_for_lead),
        wrong_probe=of_governance.to_be_entrusted,
        edge=leading(one_term_back),
        edge_probe=lambda: of_governance.entrusted("police"),
    ),
    "instruction.given": Spoiled(
        refused=of_governance.sworn,
        wrong=about(lambda old: replace(old, person="p-unit-3")),
        wrong_probe=lambda: of_governance.sworn(of_governance.instructed("p-unit-3")),
        edge=at(-TICK),
        edge_probe=lambda: of_governance.instructed_since(NO_TIME),
    ),
    "lead.has-means": Spoiled(
        refused=lambda: above.above("equip", *above.grants(Means.ACCESS)),
        wrong=taking(kinds=(AgencyKind.POLICE,)),
        wrong_probe=above.equipped_police,
        edge=at(DAY),
        edge_probe=lambda: above.equipped_until(above.FIRST_DAY + DAY, days=1),
    ),
    "lead.is-funded": Spoiled(
        refused=lambda: above.funded_until(above.NEXT_REVIEW - DAY),
        wrong=taking(plan="letter"),
        wrong_probe=above.funded_for_now,
        edge=changing(review_a_day_later),
        edge_probe=lambda: above.funded_until(above.NEXT_REVIEW),
    ),
    "training.joint": Spoiled(
        refused=lambda: above.sitting_down(above.operating_procedure(), above.training("p-2")),
        wrong=about(lambda old: replace(old, person="p-2")),
        wrong_probe=lambda: above.sitting_down(above.operating_procedure(), above.training("p-2")),
        edge=at(-DAY),
        edge_probe=lambda: above.trained_on(above.FIRST_DAY),
    ),
    "attendance.core": Spoiled(
        refused=scenes.core_missing,
        wrong=core("police", "welfare"),
        wrong_probe=scenes.core_present,
        edge=core("police"),
        edge_probe=scenes.core_missing,
    ),
    "attendance.minimum": Spoiled(
        refused=lambda: scenes.people(2),
        wrong=people_of_the_role("unit"),
        wrong_probe=lambda: scenes.people(3),
        edge=minimum(-1),
        edge_probe=lambda: scenes.people(2),
    ),
    "conference.may-be-invited": Spoiled(
        refused=lambda: scenes.inviting("client"),
        wrong=about(lambda old: replace(old, role="police")),
        wrong_probe=lambda: scenes.inviting("client"),
        edge=kind(lambda old: replace(old, on_need=old.on_need[:-1])),
        edge_probe=lambda: scenes.inviting("welfare", "n-1"),
    ),
    "conference.may-be-present": Spoiled(
        refused=scenes.attending_barred,
        wrong=about(lambda old: replace(old, organisation="Welfare South")),
        wrong_probe=scenes.attending_invited,
        edge=about(a_stage_back),
        edge_probe=lambda: scenes.attending("unit", "exchange", "family-only"),
    ),
    "conference.held": Spoiled(
        refused=scenes.none_held,
        wrong=taking(type="open-door"),
        wrong_probe=scenes.other_type_held,
        edge=at(timedelta(days=1)),
        edge_probe=lambda: scenes.held_ago(scenes.LAST_GOOD_DAY),
    ),
    "consent.valid": Spoiled(
        refused=scenes.not_asked,
        wrong=taking(to="research"),
        wrong_probe=scenes.other_scope_given,
        edge=at(TICK),
        edge_probe=lambda: scenes.consent_until(scenes.EXPIRES_AT - TICK),
    ),
    "lead.eligible": Spoiled(
        refused=scenes.ineligible,
        wrong=about(lambda old: replace(old, role="unit")),
        wrong_probe=scenes.ineligible,
        edge=about(a_phase_on),
        edge_probe=scenes.eligible_later,
    ),
    "lead.may-coordinate": Spoiled(
        refused=lambda: scenes.coordinating("clinic"),
        wrong=taking(kind=AgencyKind.CIVIL_SOCIETY),
        wrong_probe=lambda: scenes.coordinating("aftercare"),
        edge=None,
        edge_probe=None,
        exempt="one kind is compared with one kind: there is no order, time or number in it",
    ),
    "lead.covers-next-phase": Spoiled(
        refused=scenes.uncovered,
        wrong=leading(successor_for_lead),
        wrong_probe=scenes.uncovered_with_successor,
        edge=changing(a_phase_back),
        edge_probe=scenes.uncovered,
    ),
    "lead.successor-has-accepted": Spoiled(
        refused=scenes.taking_over_unaccepted,
        wrong=leading(accepted_by_lead),
        wrong_probe=scenes.taking_over_unaccepted,
        edge=leading(prepared_is_accepted),
        edge_probe=scenes.taking_over_prepared,
    ),
    "lead.hands-over-first": Spoiled(
        refused=scenes.lead_leaves,
        wrong=about(lambda old: replace(old, organisation="Unit South")),
        wrong_probe=scenes.lead_leaves,
        edge=leading(one_term_back),
        edge_probe=scenes.new_lead_leaves,
    ),
    "notice.given": Spoiled(
        refused=scenes.notified,
        wrong=taking(kind="rights"),
        wrong_probe=lambda: scenes.notified(scenes.told("1", "rights"), scenes.heard("rights")),
        edge=at(-TICK),
        edge_probe=lambda: scenes.acknowledged_since(NO_TIME),
    ),
    "person.named": Spoiled(
        refused=scenes.staffed,
        wrong=taking(role="police"),
        wrong_probe=lambda: scenes.staffed(scenes.named(Function.WORKER, "police")),
        edge=at(-TICK),
        edge_probe=lambda: scenes.named_since(Function.WORKER, NO_TIME),
    ),
    "contact.named": Spoiled(
        refused=lambda: scenes.staffed(trigger="connect", standing=[NO_CONTACTS]),
        wrong=taking(role="police"),
        wrong_probe=lambda: scenes.staffed(
            trigger="connect", standing=scenes.contacts("Police North")
        ),
        edge=at(-TICK),
        edge_probe=lambda: scenes.named_since(Function.CONTACT, NO_TIME),
    ),
    "disclosure.has-basis": Spoiled(
        refused=lambda: of_items.told_on("no-law"),
        wrong=about(lambda old: replace(old, role="client")),
        wrong_probe=lambda: of_items.told_on("act-31"),
        edge=changing(one_recipient_short),
        edge_probe=lambda: of_items.told_on("act-30", "court"),
    ),
    "disclosure.by-owner-or-released": Spoiled(
        refused=of_items.passed_on,
        wrong=about(lambda old: replace(old, role="court")),
        wrong_probe=lambda: of_items.passed_on("court"),
        edge=at(-TICK),
        edge_probe=lambda: of_items.passed_on_since(NO_TIME),
    ),
    "disclosure.notice-given": Spoiled(
        refused=of_items.civil_society_tells,
        wrong=about(releasing("police")),
        wrong_probe=of_items.civil_society_tells,
        edge=at(-TICK),
        edge_probe=lambda: of_items.civil_society_tells_since(NO_TIME),
    ),
    "document.released-only": Spoiled(
        refused=of_items.witnessing,
        wrong=about(for_the_prison),
        wrong_probe=lambda: of_items.witnessing("prison"),
        edge=at(-TICK),
        edge_probe=lambda: of_items.witnessing_since(NO_TIME),
    ),
    "item.owner-acts": Spoiled(
        refused=lambda: of_items.releasing_by(WELFARE),
        wrong=changing(of_the_role),
        wrong_probe=lambda: of_items.releasing_by(scenes.second("police")),
        edge=changing(an_item_back),
        edge_probe=lambda: of_items.releasing_by(WELFARE),
    ),
    "item.tabled-inside-the-wall": Spoiled(
        refused=lambda: of_items.tabled(of_items.CONFIDENTIAL),
        wrong=hears(InformationClass.CONFIDENTIAL),
        wrong_probe=lambda: of_items.tabled(of_items.CONFIDENTIAL),
        edge=hears(InformationClass.INTERNAL),
        edge_probe=lambda: of_items.tabled(of_items.INTERNAL),
    ),
    "item.teller-acts": Spoiled(
        refused=lambda: withdrawals.told_by(UNIT),
        wrong=changing(of_the_role),
        wrong_probe=lambda: withdrawals.told_by(scenes.second("police")),
        edge=changing(an_item_back),
        edge_probe=lambda: withdrawals.told_by(WELFARE),
    ),
    "item.recipients-told": Spoiled(
        refused=lambda: withdrawals.withdrawn().asks(withdrawals.set_right()),
        wrong=changing(lambda question: replace(question, actor=CLIENT)),
        wrong_probe=lambda: withdrawals.withdrawn().asks(withdrawals.set_right()),
        edge=at(-TICK),
        edge_probe=lambda: withdrawals.heard_since(NO_TIME),
    ),
    "request.asked-answers": Spoiled(
        refused=lambda: withdrawals.answered_by(UNIT),
        wrong=changing(of_the_role),
        wrong_probe=lambda: withdrawals.answered_by(scenes.second("welfare")),
        edge=changing(a_request_back),
        edge_probe=lambda: withdrawals.answered_by(actor("school")),
    ),
    "testimony.double-role": Spoiled(
        refused=lambda: of_items.witnessing("court", by=UNIT),
        wrong=changing(lambda question: replace(question, actor=of_items.CLINIC)),
        wrong_probe=lambda: of_items.witnessing("court", by=UNIT),
        edge=at(-TICK),
        edge_probe=lambda: of_items.helping_since(NO_TIME),
    ),
    "interest.none": Spoiled(
        refused=lambda: of_people.sitting(of_people.declared("unit")),
        wrong=about(lambda old: replace(old, person="p-other")),
        wrong_probe=lambda: of_people.sitting(of_people.declared("unit", person="p-unit")),
        edge=at(-TICK),
        edge_probe=lambda: of_people.sitting_since(NO_TIME),
    ),
    "package.given": Spoiled(
        refused=of_people.charging,
        wrong=about(lambda old: replace(old, roles=("school",))),
        wrong_probe=lambda: of_people.charging(of_people.handed("package", "welfare")),
        edge=at(-TICK),
        edge_probe=lambda: of_people.charged_since(NO_TIME),
    ),
    "briefing.given": Spoiled(
        refused=of_people.standing_in,
        wrong=about(lambda old: replace(old, person="p-unit")),
        wrong_probe=of_people.standing_in,
        edge=changing(sat_a_tick_later),
        edge_probe=lambda: of_people.briefed_since(NO_TIME),
    ),
    "plan.adopted": Spoiled(
        refused=scenes.planned,
        wrong=taking(kind="other"),
        wrong_probe=lambda: scenes.planned(scenes.plan(("residence",), kind="other")),
        edge=at(-TICK),
        edge_probe=lambda: scenes.adopted_since(NO_TIME),
    ),
}

KILLS: Final[list[tuple[str, str, Change, Probe]]] = [
    (rule, name, change, probe)
    for rule, spoiled in TABLE.items()
    for name, change, probe in (
        ("deleted", lambda _: None, spoiled.refused),
        ("always met", always_met, spoiled.refused),
        ("wrong agency", spoiled.wrong, spoiled.wrong_probe),
        ("boundary", spoiled.edge, spoiled.edge_probe),
    )
    if change is not None and probe is not None
]

EXEMPT: Final = 1
"""How many boundary mutants are allowed to be missing."""


def seen(asked: Asked, rule: str, change: Change | None = None) -> tuple[str, frozenset[str]]:
    """What anybody can observe: the outcome, and which rules refuse."""
    workflow = (
        asked.desk.workflow if change is None else rewritten(asked.desk.workflow, rule, change)
    )
    decision = asked.decision(workflow)
    return decision.outcome, frozenset(one.rule for one in decision.refusing)


def test_every_rule_has_its_mutants() -> None:
    """A new rule comes with its four."""
    assert set(TABLE) == {one.rule_id for one in RULES}


def test_a_missing_mutant_is_a_reasoned_exception() -> None:
    """96 mutants less what cannot be, and each of those says why."""
    missing = [one for one in TABLE.values() if one.edge is None]
    assert len(missing) <= EXEMPT
    assert all(one.exempt for one in missing)
    assert len(KILLS) >= 4 * len(RULES) - EXEMPT


@pytest.mark.parametrize(
    ("rule", "change", "probe"),
    [pytest.param(rule, change, probe, id=f"{rule}-{name}") for rule, name, change, probe in KILLS],
)
def test_a_spoiled_rule_is_found_out(rule: str, change: Change, probe: Probe) -> None:
    """The mutant decides otherwise than the rule, and no mutant does so by crashing."""
    asked = probe()
    mutant = asked.decision(rewritten(asked.desk.workflow, rule, change))
    assert not [one for one in mutant.verdicts if one.status is Status.CRASHED]
    assert seen(asked, rule, change) != seen(asked, rule)


@pytest.mark.parametrize("rule", TABLE)
def test_rewriting_a_workflow_changes_nothing_by_itself(rule: str) -> None:
    """What kills a mutant is the mutation."""
    asked = TABLE[rule].refused()
    assert seen(asked, rule, lambda use: use) == seen(asked, rule)


@pytest.mark.parametrize("rule", TABLE)
def test_the_scene_of_a_rule_is_refused_by_that_rule(rule: str) -> None:
    """The probes of `deleted` and `always met` rest on the rule itself."""
    assert TABLE[rule].refused().verdict(rule).refuses
