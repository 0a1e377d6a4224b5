"""Who answers a request for information."""

from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import NoParameters, internal, shown, undecided, unmet


def _asked(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    request, actor, case = question.about.request, question.actor, question.case
    if request is None:
        return undecided("request.none-named")
    if (actor.role, actor.organisation) == (request.role, request.organisation):
        return MET
    remedy = Remedy("answer-request", (("request", request.request),), ("answer",), (request.role,))
    if not case.parties.is_bound(request.role, request.organisation, question.at):
        gone = (("role", request.role), ("organisation", request.organisation))
        remedy = Remedy("bind-role", gone, by=(case.lead.current.role,))
    return unmet(
        "request.not-asked",
        shown("role", actor.role),
        internal("asking", actor.organisation),
        shown("asked", request.role),
        internal("organisation", request.organisation),
        shown("request", request.request),
        remedies=(remedy,),
    )


ASKED_ANSWERS = Rule(
    "request.asked-answers",
    "Was the actor's organisation asked, in this role?",
    _asked,
    NoParameters,
    frozenset({"case.parties", "case.lead", "actor", "about", "at"}),
    Source("ran", "R74"),
    entitles=True,
    is_liftable=False,
)
