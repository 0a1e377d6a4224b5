"""Whether the client takes part of their own will."""

from ddrflow.model.consent import Basis, Participation, bases_at
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import NoParameters, professionals, shown, unmet, words


def _voluntary(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    zone = question.procedure.zone
    ordered = [
        one
        for one in bases_at(question.case.bases, question.at)
        if one.is_ordered(question.at, zone)
    ]
    if not ordered:
        return MET
    ends = [end for one in ordered if (end := one.ends_at(zone)) is not None]
    return unmet(
        "participation.ordered",
        shown("measures", words(tuple(one.measure for one in ordered))),
        remedies=tuple(_by_choice(question, one) for one in ordered),
        passes_from=max(ends) if len(ends) == len(ordered) else None,
    )


def _by_choice(question: Question, basis: Basis) -> Remedy:
    """The order was lifted: then the measure goes on by the client's choice."""
    pairs = (("measure", basis.measure), ("participation", Participation.VOLUNTARY.value))
    return Remedy("set-participation", pairs, by=professionals(question))


VOLUNTARY = Rule(
    "participation.voluntary",
    "Does the client take part in everything of their own will, with no order in force?",
    _voluntary,
    NoParameters,
    frozenset({"case.bases", "case.parties", "procedure.agencies", "procedure.zone", "at"}),
    Source("ran", "R84"),
)
