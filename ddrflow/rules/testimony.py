"""Who testifies: whoever helps the client and then testifies is a witness as well (R46)."""

from ddrflow.model.question import Question
from ddrflow.model.record import Function
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import NoParameters, shown, unmet


def _double_role(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    helpers = _helpers(question)
    if question.actor.organisation not in helpers:
        return MET
    kind = question.about.document
    playing = question.case.parties.bindings
    others = tuple(
        role
        for role in (kind.filed_by if kind else ())
        if any(
            one.role == role and one.holds(question.at) and one.organisation not in helpers
            for one in playing
        )
    )
    name = (("kind", kind.name),) if kind else ()
    return unmet(
        "testimony.helper-is-witness",
        shown("role", question.actor.role),
        remedies=(Remedy("file-document", name, ("document", "items"), others),) if others else (),
    )


def _helpers(question: Question) -> frozenset[str]:
    """Organisations that lead the case, or whose workers are named for it by then."""
    named = (
        one.organisation
        for one in question.case.parties.persons
        if one.function is Function.WORKER and one.named_at <= question.at
    )
    return frozenset((question.case.lead.current.organisation, *named))


DOUBLE_ROLE = Rule(
    "testimony.double-role",
    "Does somebody testify who neither leads the case nor works with the client?",
    _double_role,
    NoParameters,
    frozenset({"case.parties", "case.lead", "actor", "about", "at"}),
    Source("ran", "R46"),
)
