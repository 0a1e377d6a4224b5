"""Whether it is on record where a case goes on that ends here."""

from ddrflow.model.information import InformationClass
from ddrflow.model.question import Question
from ddrflow.model.reference import Relation
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import NoParameters, unmet


def _continued(question: Question, parameters: NoParameters) -> Answer:
    """One that not every agency may know of does not count: the answer would tell of it."""
    del parameters
    onward = [
        one
        for one in question.case.references
        if one.relation is Relation.CONTINUED_IN
        and one.information is not InformationClass.CONFIDENTIAL
    ]
    if any(one.holds(question.at) for one in onward):
        return MET
    later = [one.added_at for one in onward if one.added_at > question.at]
    remedy = Remedy(
        "add-reference",
        (("relation", Relation.CONTINUED_IN.value),),
        ("system", "reference"),
        by=(question.case.lead.current.role,),
    )
    return unmet("case.goes-on-nowhere", remedies=(remedy,), passes_from=min(later, default=None))


CONTINUED = Rule(
    "case.continued",
    "Is it on record, for every agency, in which case this one goes on?",
    _continued,
    NoParameters,
    frozenset({"case.references", "case.lead", "at"}),
    Source("ran", "R99"),
)
