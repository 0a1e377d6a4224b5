"""Whether civil society and a prison that it is new to have come to know each other."""

from typing import Annotated

from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.standing import ActivityKind, held_by_then
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    internal,
    meaning,
    shown,
    today,
    undecided,
    unmet,
)


class IntroductionNeeded(Parameters):
    """Which role is introduced, and to which: one of civil society to a prison."""

    role: Annotated[str, Refers("agency"), meaning("The role of civil society that is introduced")]
    prison: Annotated[
        str, Refers("agency"), meaning("The role of the prisons that it is introduced to")
    ]


def _held(question: Question, parameters: IntroductionNeeded) -> Answer:
    parties, at = question.case.parties, question.at
    pairs = tuple(
        (one, prison)
        for one in parties.organisations(parameters.role, at)
        for prison in parties.organisations(parameters.prison, at)
    )
    standing = question.standing
    if not pairs:
        return MET
    fields = (shown("role", parameters.role), shown("prison", parameters.prison))
    if standing is None or standing.activities is None:
        remedies = _introduce(question, parameters, pairs)
        return undecided("introduction.not-known", *fields, remedies=remedies)
    held = held_by_then(standing.activities, ActivityKind.PRISON_INTRODUCTION, today(question))
    new = tuple(
        pair for pair in pairs if not any(set(pair) <= set(one.organisations) for one in held)
    )
    if not new:
        return MET
    told = internal("organisations", ", ".join(f"{one} at {prison}" for one, prison in new))
    remedies = _introduce(question, parameters, new)
    return unmet("introduction.not-held", *fields, told, remedies=remedies)


def _introduce(
    question: Question, parameters: IntroductionNeeded, pairs: tuple[tuple[str, str], ...]
) -> tuple[Remedy, ...]:
    by = (parameters.prison, parameters.role, question.case.lead.current.role)
    return tuple(
        Remedy(
            "hold-activity",
            (("kind", ActivityKind.PRISON_INTRODUCTION.value), ("organisations", ", ".join(pair))),
            ("activity", "held_on"),
            tuple(dict.fromkeys(by)),
        )
        for pair in pairs
    )


HELD = Rule(
    "introduction.held",
    "Was civil society introduced to every prison that it works in here?",
    _held,
    IntroductionNeeded,
    frozenset({"case.parties", "case.lead", "standing.activities", "procedure.zone", "at"}),
    Source("ran", "R77"),
)
