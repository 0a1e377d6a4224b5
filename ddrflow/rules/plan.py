"""Whether a plan was adopted, is complete, and answers what the client needs."""

from datetime import datetime
from typing import Annotated, Literal

from ddrflow.model.plan import Plan, PlanKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    internal,
    meaning,
    professionals,
    shown,
    unmet,
    words,
)


class PlanNeeded(Parameters):
    """Which kind of plan, and whether it must answer every open need."""

    kind: Annotated[str, Refers("plan"), meaning("The kind of plan that must be adopted")]
    answers: Annotated[
        Literal["all-open-needs", "nothing"], meaning("Whether it must answer every open need")
    ] = "nothing"


def _adopted(question: Question, parameters: PlanNeeded) -> Answer:
    kind = question.procedure.plans[parameters.kind]
    plan: Plan | None = None
    for one in question.case.care.plans:
        if one.kind == parameters.kind and one.adopted_at <= question.at:
            plan = one if plan is None or one.adopted_at >= plan.adopted_at else plan
    if plan is None:
        return unmet(
            "plan.none-adopted",
            _named(kind),
            remedies=(_adopt(question, kind),),
            passes_from=_adopted_later(question, parameters, kind),
        )
    missing = _missing(kind, plan)
    if missing:
        parts = shown("missing", words(missing))
        remedies = (_adopt(question, kind),)
        return unmet("plan.parts-missing", _named(kind), parts, remedies=remedies)
    left = _left_open(question, parameters, plan)
    return _unanswered(question, kind, left) if left else MET


def _missing(kind: PlanKind, plan: Plan) -> tuple[str, ...]:
    if plan.parts == kind.parts:
        return ()
    return tuple(part for part in kind.parts if part not in plan.parts)


def _left_open(question: Question, parameters: PlanNeeded, plan: Plan) -> tuple[str, ...]:
    """The open needs that the plan has to answer and does not."""
    care = question.case.care
    if parameters.answers == "nothing" or not care.needs:
        return ()
    open_then = (one.need for one in care.needs if one.was_open(question.at))
    return tuple(one for one in open_then if one not in plan.answers)


def _adopted_later(question: Question, parameters: PlanNeeded, kind: PlanKind) -> datetime | None:
    """When the first plan that would do was adopted, for an entry about the time before it."""
    later = [
        one.adopted_at
        for one in question.case.care.plans
        if one.kind == parameters.kind
        and one.adopted_at > question.at
        and not _missing(kind, one)
        and not _left_open(question, parameters, one)
    ]
    return min(later, default=None)


def _unanswered(question: Question, kind: PlanKind, needs: tuple[str, ...]) -> Answer:
    by = professionals(question)
    remedies = (
        _adopt(question, kind),
        *(Remedy("answer-need", (("need", need),), by=by) for need in needs),
        *(Remedy("decline-need", (("need", need),), by=by) for need in needs),
    )
    listed = internal("needs", words(needs))
    return unmet("plan.needs-unanswered", _named(kind), listed, remedies=remedies)


def _named(kind: PlanKind) -> Field:
    return shown("kind", kind.name)


def _adopt(question: Question, kind: PlanKind) -> Remedy:
    """The plan as it would have to be: every part, an answer to every open need."""
    needs = tuple(need.need for need in question.case.care.open_needs())
    answers = (("answers", words(needs)),) if needs else ()
    pairs = (("kind", kind.name), ("parts", words(kind.parts)), *answers)
    return Remedy("adopt-plan", pairs, by=kind.adopted_by)


ADOPTED = Rule(
    "plan.adopted",
    "Was a complete plan adopted, with an answer to every open need?",
    _adopted,
    PlanNeeded,
    frozenset({"case.care", "case.parties", "procedure.plans", "procedure.agencies", "at"}),
    Source("ran", "R90"),
)
