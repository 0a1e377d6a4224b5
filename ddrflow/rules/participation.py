"""Whether the client takes part of their own will."""

from ddrflow.dates import end_of
from ddrflow.model.consent import Basis, Participation
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import NoParameters, professionals, shown, today, unmet, words


def _voluntary(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    day = today(question)
    ordered = [
        one
        for one in question.case.bases
        if one.participation is Participation.ORDERED and (one.until is None or day <= one.until)
    ]
    if not ordered:
        return MET
    zone = question.procedure.zone
    ends = [end_of(one.until, zone) for one in ordered if one.until is not None]
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
