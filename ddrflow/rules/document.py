"""Whether a document that a step rests on was filed, and whether one tells only what it may."""

from typing import Annotated

from ddrflow.dates import local_day
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Item
from ddrflow.model.plan import DocumentKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    NoParameters,
    Parameters,
    PeriodText,
    Refers,
    by_owner,
    earliest,
    internal,
    meaning,
    shown,
    undecided,
    unmet,
    words,
)


class DocumentNeeded(Parameters):
    """Which kind of document, and how old it may be."""

    kind: Annotated[str, Refers("document"), meaning("The kind of document that must be filed")]
    within: Annotated[PeriodText | None, meaning("How long ago at most; any time if left out")] = (
        None
    )


def _filed(question: Question, parameters: DocumentNeeded) -> Answer:
    kind = question.procedure.documents[parameters.kind]
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
    filed_on = local_day(max(filed), question.procedure.zone)
    if filed_on >= earliest(question, parameters.within):
        return MET
    within = shown("within", parameters.within)
    return unmet("document.too-old", name, within, remedies=(remedy,))


def _released_only(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    kind, items = question.about.document, question.about.items
    if kind is None:
        return undecided("document.none-named")
    if not items and kind.tells_items:
        remedy = Remedy(
            "file-document", (("kind", kind.name),), ("document", "items"), kind.filed_by
        )
        return unmet("document.names-no-item", shown("kind", kind.name), remedies=(remedy,))
    kept = tuple(one for one in items if not _goes_into(question, kind, one))
    if not kept:
        return MET
    width: tuple[tuple[str, str], ...] = (("information", kind.information.value),)
    release = (("roles", words(kind.to)),) if kind.to else width
    return unmet(
        "document.item-not-released",
        shown("kind", kind.name),
        internal("items", words(tuple(one.item for one in kept))),
        remedies=tuple(
            dict.fromkeys(
                remedy
                for one in kept
                for remedy in by_owner(
                    question,
                    one,
                    Remedy("release-item", (("item", one.item), *release), by=(one.role,)),
                )
            )
        ),
    )


def _goes_into(question: Question, kind: DocumentKind, item: Item) -> bool:
    """Whether the owner let the item go to everybody whom the document is for."""
    at, agencies = question.at, question.procedure.agencies
    if kind.to:
        return all(item.reaches(agencies[role], at) for role in kind.to)
    if kind.information is InformationClass.CONFIDENTIAL:
        return True
    return not kind.information.is_wider_than(item.class_at(at))


FILED = Rule(
    "document.filed",
    "Was a document of this kind filed, recently enough?",
    _filed,
    DocumentNeeded,
    frozenset({"case.care", "procedure.calendar", "procedure.documents", "procedure.zone", "at"}),
    Source("ran", "R78"),
)
RELEASED_ONLY = Rule(
    "document.released-only",
    "Did the owner of every item that the document tells let it go to whom the document is for?",
    _released_only,
    NoParameters,
    frozenset({"case.parties", "case.lead", "procedure.agencies", "about", "at"}),
    Source("ran", "R46, R85"),
    is_liftable=False,
)
