"""Whether an agency acts in the phases of its remit."""

from ddrflow.model.agency import Agency, Phase
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import NoParameters, shown, unmet, words


def _in_remit(question: Question, parameters: NoParameters) -> Answer:
    """Who is brought in may come before its phases, and not after them (R66, R67).

    An entry about the time before the present phase is not judged by the present one.
    """
    del parameters
    position, about = question.case.position, question.about
    role = about.role or question.actor.role
    agency = question.procedure.agencies.get(role)
    if agency is None or position.phase is None or question.at < position.since:
        return MET
    if position.phase in agency.phases or role == question.case.lead.current.role:
        return MET
    if about.role and _is_yet_to_come(agency, position.phase):
        return MET
    phases = words(tuple(one.value for one in Phase if one in agency.phases))
    # Who came out of turn is one thing; who acts out of turn may have others act.
    others = () if about.role else _others(question, position.phase)
    return unmet(
        "actor.outside-remit",
        shown("role", role),
        shown("phases", phases),
        shown("phase", position.phase),
        remedies=(Remedy(about.subject, by=others),) if others else (),
    )


def _is_yet_to_come(agency: Agency, phase: Phase) -> bool:
    order = list(Phase)
    return any(order.index(one) > order.index(phase) for one in agency.phases)


def _others(question: Question, phase: Phase) -> tuple[str, ...]:
    """The agencies of the case that the phase is for, and that may do this at all."""
    agencies, kind = question.procedure.agencies, question.about.type
    playing = (one.role for one in question.case.parties.bindings if one.holds(question.at))
    fitting = dict.fromkeys(one for one in playing if _is_for(agencies[one], phase))
    return tuple(one for one in fitting if kind is None or one in kind.convened_by)


def _is_for(agency: Agency, phase: Phase) -> bool:
    return agency.kind.is_professional and phase in agency.phases


IN_REMIT = Rule(
    "actor.in-remit",
    "Is the case in a phase of the agency's remit, or is the agency its lead?",
    _in_remit,
    NoParameters,
    frozenset(
        {
            "case.position",
            "case.lead",
            "case.parties",
            "procedure.agencies",
            "actor",
            "about",
            "at",
        }
    ),
    Source("ran", "R67"),
)
