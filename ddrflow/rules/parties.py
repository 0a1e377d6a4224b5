"""Whether an organisation can go: what a role owes is not left without anybody."""

from ddrflow.model.case import Case
from ddrflow.model.information import InformationClass
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import NoParameters, internal, professionals, unmet, words


def _still_needed(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    case, about = question.case, question.about
    staying = any(
        one.role == about.role and one.organisation != about.organisation and one.ends_at is None
        for one in case.parties.bindings
    )
    needs = tuple(one.need for one in case.care.open_needs() if one.owner == about.role)
    breaches = tuple(
        one.breach for one in case.exceptions.open_breaches() if one.owner == about.role
    )
    running = _running(case, about.role)
    if staying or not (needs or breaches or running):
        return MET
    return unmet(
        "parties.still-owes",
        internal("role", about.role),
        Field("owes", words((*needs, *breaches, *running)), _class(question, running)),
        remedies=(
            Remedy("bind-role", (("role", about.role),), ("organisation",), (_lead(case),)),
            *_settling(question, needs, breaches, running),
        ),
    )


def _running(case: Case, role: str) -> tuple[str, ...]:
    """Conferences under way that cannot be held without the role."""
    return tuple(
        one.conference
        for one in case.conferences.values()
        if one.is_under_way and role in one.quorum.core
    )


def _class(question: Question, running: tuple[str, ...]) -> InformationClass:
    """That a confidential conference is under way is told to those who may sit in one."""
    kinds = question.procedure.conferences
    types = (kinds[question.case.conferences[one].type] for one in running)
    if any(one.information is InformationClass.CONFIDENTIAL for one in types):
        return InformationClass.CONFIDENTIAL
    return InformationClass.INTERNAL


def _lead(case: Case) -> str:
    return case.lead.current.role


def _settling(
    question: Question,
    needs: tuple[str, ...],
    breaches: tuple[str, ...],
    running: tuple[str, ...],
) -> tuple[Remedy, ...]:
    """What brings each thing that is owed to an end."""
    by = professionals(question)
    conferences = question.case.conferences
    kinds = question.procedure.conferences
    return (
        *(Remedy("answer-need", (("need", one),), by=by) for one in needs),
        *(Remedy("close-breach", (("breach", one),), by=by) for one in breaches),
        *(
            Remedy(
                "cancel-conference",
                (("conference", one),),
                by=kinds[conferences[one].type].convened_by,
            )
            for one in running
        ),
    )


STILL_NEEDED = Rule(
    "parties.owe-nothing",
    "Does somebody stay who plays the role, or is nothing open that it owes?",
    _still_needed,
    NoParameters,
    frozenset(
        {
            "case.parties",
            "case.care",
            "case.exceptions",
            "case.conferences",
            "case.lead",
            "procedure.agencies",
            "procedure.conferences",
            "about",
            "at",
        }
    ),
    Source("ran", "R97"),
    is_liftable=False,
)
