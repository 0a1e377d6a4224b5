"""Whether a document that a step rests on was filed, recently enough."""

from typing import Annotated

from ddrflow.dates import back, local_day
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import Parameters, PeriodText, Refers, shown, unmet


class DocumentNeeded(Parameters):
    """Which kind of document, and how old it may be."""

    kind: Annotated[str, Refers("document")]
    within: PeriodText | None = None


def _filed(question: Question, parameters: DocumentNeeded) -> Answer:
    kind, zone = question.procedure.documents[parameters.kind], question.procedure.zone
    filed = [
        one.filed_at
        for one in question.case.care.documents
        if one.kind == kind.name and one.filed_at <= question.at
    ]
    name = Field("kind", kind.name, kind.information)
    remedy = Remedy("file-document", (("kind", kind.name),), ("document",), kind.filed_by)
    if not filed:
        return unmet("document.not-filed", name, remedies=(remedy,))
    if parameters.within is None:
        return MET
    calendar = question.procedure.calendar
    if local_day(max(filed), zone) >= back(question.at, parameters.within, zone, calendar):
        return MET
    within = shown("within", parameters.within)
    return unmet("document.too-old", name, within, remedies=(remedy,))


FILED = Rule(
    "document.filed",
    "Was a document of this kind filed, recently enough?",
    _filed,
    DocumentNeeded,
    frozenset({"case.care", "procedure.calendar", "procedure.documents", "procedure.zone", "at"}),
    Source("ran", "R78"),
)
