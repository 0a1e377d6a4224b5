"""Who may act. An unmet rule here means "not entitled", whatever else is missing."""

from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    NoParameters,
    Parameters,
    internal,
    professionals,
    shown,
    undecided,
    unmet,
    words,
)

_ENGINE = Source("design", "a command carries an actor")
_LEADERSHIP = Source("ran", "R8")


class Roles(Parameters):
    """The roles that may give one command; `filled` are the arguments it is given with."""

    roles: frozenset[str]
    command: str
    filled: tuple[tuple[str, str], ...] = ()


def _bound(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    actor = question.actor
    if question.case.parties.is_bound(actor.role, actor.organisation, question.at):
        return MET
    starts = [
        one.starts_at
        for one in question.case.parties.bindings
        if (one.role, one.organisation) == (actor.role, actor.organisation)
        and one.starts_at > question.at
    ]
    filled = (("role", actor.role), ("organisation", actor.organisation))
    return unmet(
        "actor.not-bound",
        shown("role", actor.role),
        internal("organisation", actor.organisation),
        remedies=(Remedy("bind-role", filled, by=(question.case.lead.current.role,)),),
        passes_from=min(starts, default=None),
    )


def _role(question: Question, parameters: Roles) -> Answer:
    if question.actor.role in parameters.roles:
        return MET
    allowed = tuple(sorted(parameters.roles))
    return unmet(
        "actor.role-may-not",
        shown("role", question.actor.role),
        shown("allowed", words(allowed)),
        remedies=(Remedy(parameters.command, parameters.filled, by=allowed),),
    )


def _lead(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    lead = question.case.lead.current
    actor = question.actor
    if (actor.role, actor.organisation) == (lead.role, lead.organisation):
        return MET
    return unmet(
        "actor.not-lead",
        shown("role", actor.role),
        shown("lead", lead.role),
        internal("lead_organisation", lead.organisation),
        remedies=(Remedy(question.about.subject, by=(lead.role,)),),
    )


def _successor(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    handover = question.case.lead.handover
    actor = question.actor
    if (actor.role, actor.organisation) == (handover.role, handover.organisation):
        return MET
    return unmet(
        "actor.not-successor",
        shown("role", actor.role),
        shown("successor", handover.role),
        internal("successor_organisation", handover.organisation),
        remedies=(Remedy(question.about.subject, by=(handover.role,)),),
    )


def _lead_or_successor(question: Question, parameters: NoParameters) -> Answer:
    if question.case.lead.handover.role and _successor(question, parameters) is MET:
        return MET
    return _lead(question, parameters)


def _professional(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    agency = question.procedure.agencies.get(question.actor.role)
    if agency is not None and agency.kind.is_professional:
        return MET
    return unmet(
        "actor.not-professional",
        shown("role", question.actor.role),
        remedies=(Remedy(question.about.subject, by=professionals(question)),),
    )


def _takes_part(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    kind, conference, actor = question.about.type, question.about.conference, question.actor
    if kind is None or conference is None:
        return undecided("attendance.no-conference")
    if kind.seats(actor.role) or conference.is_invited(actor.role, actor.organisation):
        return MET
    return unmet(
        "actor.not-in-conference",
        shown("role", actor.role),
        Field("conference", conference.conference, kind.information),
        remedies=(Remedy(question.about.subject, by=kind.convened_by),),
    )


BOUND = Rule(
    "actor.bound",
    "Does the actor's organisation play this role in the case at that time?",
    _bound,
    NoParameters,
    frozenset({"case.parties", "case.lead", "actor", "at"}),
    _ENGINE,
    entitles=True,
    is_liftable=False,
)
FIRED_BY = Rule(
    "step.fired-by",
    "Is the actor's role one that may take or record this step?",
    _role,
    Roles,
    frozenset({"actor"}),
    _ENGINE,
    entitles=True,
    is_liftable=False,
)
CONVENED_BY = Rule(
    "conference.convened-by",
    "Is the actor's role one that may convene this type of conference?",
    _role,
    Roles,
    frozenset({"actor"}),
    _ENGINE,
    entitles=True,
    is_liftable=False,
)
DECIDED_BY = Rule(
    "plan.adopted-by",
    "Is the actor's role one that may adopt this kind of plan?",
    _role,
    Roles,
    frozenset({"actor"}),
    _ENGINE,
    entitles=True,
    is_liftable=False,
)
FILED_BY = Rule(
    "document.filed-by",
    "Is the actor's role one that may file this kind of document?",
    _role,
    Roles,
    frozenset({"actor"}),
    _ENGINE,
    entitles=True,
    is_liftable=False,
)
CHANNEL_BY = Rule(
    "channel.acts",
    "Is the actor's role one that may do this with a channel of this kind?",
    _role,
    Roles,
    frozenset({"actor"}),
    Source("ran", "R44"),
    entitles=True,
    is_liftable=False,
)
APPROVED_BY = Rule(
    "deviation.approved-by",
    "Is the actor's role one that may approve this deviation?",
    _role,
    Roles,
    frozenset({"actor"}),
    Source("ran", "R70"),
    entitles=True,
    is_liftable=False,
)
LED_BY_ACTOR = Rule(
    "lead.acts",
    "Is the actor the accountable lead?",
    _lead,
    NoParameters,
    frozenset({"case.lead", "actor", "about"}),
    _LEADERSHIP,
    entitles=True,
    is_liftable=False,
)
SUCCESSOR_ACTS = Rule(
    "lead.successor-acts",
    "Is the actor the proposed successor?",
    _successor,
    NoParameters,
    frozenset({"case.lead", "actor", "about"}),
    _LEADERSHIP,
    entitles=True,
    is_liftable=False,
)
LEAD_OR_SUCCESSOR_ACTS = Rule(
    "lead.either-side-acts",
    "Is the actor the accountable lead or the proposed successor?",
    _lead_or_successor,
    NoParameters,
    frozenset({"case.lead", "actor", "about"}),
    _LEADERSHIP,
    entitles=True,
    is_liftable=False,
)
PROFESSIONAL_ACTS = Rule(
    "actor.professional",
    "Does the actor act for an agency, not as the client or the client's own people?",
    _professional,
    NoParameters,
    frozenset({"case.parties", "procedure.agencies", "actor", "about", "at"}),
    _ENGINE,
    entitles=True,
    is_liftable=False,
)
TAKES_PART = Rule(
    "conference.acts",
    "Does the actor's organisation convene the conference, sit in its core, or was it invited?",
    _takes_part,
    NoParameters,
    frozenset({"actor", "about"}),
    Source("design", "who takes part in a conference records it"),
    entitles=True,
    is_liftable=False,
    of_conference=True,
)
