"""Who may answer for a case, and how it changes hands.

At every instant one agency is accountable. A hand-over takes two acts, proposal and
acceptance, and the old lead stays accountable in between, however long the successor takes.
"""

from typing import Annotated, Final

from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.lead import HandoverStage
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    NoParameters,
    Parameters,
    Refers,
    internal,
    meaning,
    shown,
    unmet,
    words,
)

#: What it takes to say who could lead instead.
HANDING_OVER: Final = frozenset(
    {
        "case.lead",
        "case.position",
        "case.parties",
        "procedure.agencies",
        "procedure.leads",
        "at",
    }
)


class Kind(Parameters):
    """The kind of agency that a statement about coordination speaks of, and its reason code."""

    kind: Annotated[AgencyKind, meaning("The kind of agency that is spoken of")]
    reason: Annotated[str, meaning("The reason, as a code such as `no-continuity`")]


def proposals(
    question: Question, phase: Phase, but: AgencyKind | None = None
) -> tuple[Remedy, ...]:
    """One proposal for each organisation that could take over now and lead in the phase."""
    agencies = question.procedure.agencies
    lead, now = question.case.lead.current, question.case.position.phase
    roles = tuple(
        role
        for role in question.procedure.leads_of(phase)
        if role != lead.role
        and agencies[role].kind is not but
        and (now is None or question.procedure.may_lead(role, now))
    )
    remedies: list[Remedy] = []
    for role in roles:
        bound = question.case.parties.organisations(role, question.at)
        remedies += [
            Remedy("propose-lead", (("role", role), ("organisation", one)), by=(lead.role,))
            for one in bound
        ]
        if not bound:
            remedies.append(
                Remedy("bind-role", (("role", role),), ("organisation",), by=(lead.role,))
            )
    return tuple(remedies)


def _next_act(question: Question) -> tuple[Remedy, ...]:
    """What brings the hand-over under way forward."""
    handover = question.case.lead.handover
    if handover.stage in (HandoverStage.PROPOSED, HandoverStage.PREPARED):
        return (Remedy("accept-lead", by=(handover.role,)),)
    if handover.stage is HandoverStage.ACCEPTED:
        return (Remedy("take-over-lead", by=(handover.role, question.case.lead.current.role)),)
    return ()


def _eligible(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    role, phase = question.about.role, question.about.target_phase
    if phase is None or question.procedure.may_lead(role, phase):
        return MET
    allowed = question.procedure.leads_of(phase)
    return unmet(
        "lead.not-listed",
        shown("role", role),
        shown("phase", phase),
        shown("allowed", words(allowed)),
        remedies=(_somebody_else(question, allowed),),
    )


def _somebody_else(question: Question, allowed: tuple[str, ...]) -> Remedy:
    """Another opens the case; or the lead takes its proposal back, to make a better one."""
    lead = question.case.lead
    if lead.handover.stage is HandoverStage.NONE:
        return Remedy(question.about.subject, by=allowed)
    return Remedy("withdraw-proposal", by=(lead.current.role,))


def _may_coordinate(question: Question, parameters: Kind) -> Answer:
    agency = question.procedure.agencies.get(question.about.role)
    if agency is None or agency.kind is not parameters.kind:
        return MET
    return unmet(
        "lead.kind-advised-against",
        shown("role", question.about.role),
        shown("kind", parameters.kind),
        shown("reason", parameters.reason),
        remedies=_another_kind(question, parameters.kind),
    )


def _another_kind(question: Question, kind: AgencyKind) -> tuple[Remedy, ...]:
    """Somebody of another kind opens the case, or is proposed."""
    phase = question.about.target_phase
    if phase is None:
        return ()
    if question.about.subject != "open-case":
        return proposals(question, phase, but=kind)
    agencies = question.procedure.agencies
    others = tuple(
        role for role in question.procedure.leads_of(phase) if agencies[role].kind is not kind
    )
    return (Remedy("open-case", by=others),) if others else ()


def _covers(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    phase = question.about.target_phase
    if phase is None:
        return MET
    current = question.case.lead.current
    # An entry made late meets two leads: the one of its time, and the one who leads on.
    leads = (question.case.lead.at(question.at) or current, current)
    short = [one for one in leads if not question.procedure.may_lead(one.role, phase)]
    if not short:
        return MET
    fields = (
        shown("lead", short[-1].role),
        shown("phase", phase),
        shown("allowed", words(question.procedure.leads_of(phase))),
    )
    if current not in short:
        return unmet("lead.does-not-cover", *fields, passes_from=current.starts_at)
    remedies = _next_act(question) or proposals(question, phase)
    return unmet("lead.does-not-cover", *fields, remedies=remedies)


def _accepted(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    handover = question.case.lead.handover
    if handover.stage is HandoverStage.ACCEPTED:
        return MET
    if handover.stage is HandoverStage.NONE:
        phase = question.case.position.phase
        return unmet(
            "lead.no-successor",
            shown("lead", question.case.lead.current.role),
            remedies=proposals(question, phase) if phase else (),
        )
    return unmet(
        "lead.not-accepted",
        shown("successor", handover.role),
        internal("organisation", handover.organisation),
        remedies=_next_act(question),
    )


def _keeps_binding(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    lead = question.case.lead.current
    about = question.about
    terms = question.case.lead.terms
    ends = [*(one.starts_at for one in terms[1:]), None]
    # An entry made late meets the leads of its own time and of all the time since.
    led_until = [
        end
        for term, end in zip(terms, ends, strict=True)
        if (term.role, term.organisation) == (about.role, about.organisation)
        and (end is None or end > question.at)
    ]
    if not led_until:
        return MET
    if led_until[-1] is not None:
        fields = (shown("lead", about.role), internal("organisation", about.organisation))
        return unmet("lead.led-then", *fields, passes_from=led_until[-1])
    phase = question.case.position.phase
    return unmet(
        "lead.must-hand-over-first",
        shown("lead", lead.role),
        internal("organisation", lead.organisation),
        remedies=_next_act(question) or (proposals(question, phase) if phase else ()),
    )


class LeadAmong(Parameters):
    """Which roles may lead here, of those who may lead in the phase."""

    roles: Annotated[tuple[str, ...], Refers("agency"), meaning("The roles of which one must lead")]


def _among(question: Question, parameters: LeadAmong) -> Answer:
    lead, roles = question.case.lead, parameters.roles
    current = lead.current
    # An entry made late meets two leads: the one of its time, and the one who leads on.
    then = lead.at(question.at) or current
    other = then if current.role in roles else current
    if other.role in roles:
        return MET
    fields = (shown("lead", other.role), shown("allowed", words(roles)))
    if other is not current:
        return unmet("lead.not-among", *fields, passes_from=current.starts_at)
    return unmet("lead.not-among", *fields, remedies=_to_one_of(question, roles))


def _to_one_of(question: Question, roles: tuple[str, ...]) -> tuple[Remedy, ...]:
    """What brings the lead to one of these: the hand-over under way, or a proposal."""
    lead, phase = question.case.lead, question.case.position.phase
    if lead.handover.stage is not HandoverStage.NONE and lead.handover.role not in roles:
        return (Remedy("withdraw-proposal", by=(lead.current.role,)),)
    possible = proposals(question, phase) if phase else ()
    return _next_act(question) or tuple(
        one for one in possible if dict(one.filled)["role"] in roles
    )


ELIGIBLE = Rule(
    "lead.eligible",
    "Is the role listed as a lead of the phase?",
    _eligible,
    NoParameters,
    frozenset({"case.lead", "procedure.leads", "about"}),
    Source("ran", "R97"),
    is_liftable=False,
)
AMONG = Rule(
    "lead.among",
    "Does one of these roles lead the case?",
    _among,
    LeadAmong,
    HANDING_OVER,
    Source("ran", "R97"),
    is_liftable=False,
)
MAY_COORDINATE = Rule(
    "lead.may-coordinate",
    "Does the paper advise against this kind of agency as coordinator?",
    _may_coordinate,
    Kind,
    HANDING_OVER | {"about"},
    Source("ran", "R54-R65"),
)
COVERS_NEXT_PHASE = Rule(
    "lead.covers-next-phase",
    "Does the lead's remit reach into the phase that the step leads to?",
    _covers,
    NoParameters,
    HANDING_OVER | {"about"},
    Source("ran", "R8"),
    is_liftable=False,
)
SUCCESSOR_HAS_ACCEPTED = Rule(
    "lead.successor-has-accepted",
    "Has the proposed successor accepted the lead?",
    _accepted,
    NoParameters,
    HANDING_OVER,
    Source("ran", "R8"),
    is_liftable=False,
)
KEEPS_BINDING = Rule(
    "lead.hands-over-first",
    "Does the accountable lead stay a party until it has handed over?",
    _keeps_binding,
    NoParameters,
    HANDING_OVER | {"about"},
    Source("ran", "R8"),
    is_liftable=False,
)
