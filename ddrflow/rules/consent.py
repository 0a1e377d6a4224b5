"""Whether somebody agreed to take part, to the text that is current, and still does."""

from typing import Annotated

from ddrflow.model.consent import TakingPart, consent_at, lacking, needed, status_at
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    meaning,
    messengers,
    shown,
    undecided,
    unmet,
)


class ConsentNeeded(Parameters):
    """Whose consent, to what, and the measure whose order stands in for it, if any."""

    of: Annotated[str, Refers("agency"), meaning("Whose consent")]
    to: Annotated[str, Refers("consent"), meaning("Which consent of the file")]
    unless_ordered: Annotated[
        str, meaning("The measure whose order stands in for it, while it holds")
    ] = ""


def _valid(question: Question, parameters: ConsentNeeded) -> Answer:
    scopes, case = question.procedure.consents, question.case
    taking = TakingPart(case.consents, case.bases, case.minority)
    asked = (scopes[parameters.to], parameters.unless_ordered)
    instant, zone = question.at, question.procedure.zone
    lost = lacking(taking, *asked, instant, zone)
    if lost:
        return _missing(question, lost)
    for name in needed(taking, *asked, instant, zone):
        answer = consent_at(taking.consents.get(name, ()), instant)
        current = scopes[name].text_version
        if answer is not None and answer.text_version != current:
            texts = (shown("given_text", answer.text_version), shown("current_text", current))
            fields = (shown("of", scopes[name].of), shown("scope", name))
            return undecided(
                "consent.other-text", *fields, *texts, remedies=(_give(question, name),)
            )
    return MET


def _missing(question: Question, lost: tuple[str, ...]) -> Answer:
    """Whose consent is missing, the client's first; each of them is a remedy."""
    scopes, consents = question.procedure.consents, question.case.consents
    remedies = tuple(_give(question, name) for name in lost)
    first = scopes[lost[0]]
    if len(lost) > 1:
        other = scopes[lost[1]]
        fields = (shown("of", first.of), shown("guardian", other.of), shown("scope", first.name))
        return unmet("consent.of-both", *fields, remedies=remedies)
    answers = consents.get(first.name, ())
    later = [
        one.answered_at
        for one in answers
        if one.is_given and one.answered_at > question.at and one.text_version == first.text_version
    ]
    return unmet(
        f"consent.{status_at(answers, question.at)}",
        shown("of", first.of),
        shown("scope", first.name),
        remedies=remedies,
        passes_from=min(later, default=None),
    )


def _give(question: Question, name: str) -> Remedy:
    text = question.procedure.consents[name].text_version
    return Remedy(
        "give-consent",
        (("scope", name), ("text_version", text)),
        ("language", "witness"),
        by=messengers(question),
    )


VALID = Rule(
    "consent.valid",
    "Is there consent, given to the current text, neither withdrawn nor expired?",
    _valid,
    ConsentNeeded,
    frozenset(
        {
            "case.consents",
            "case.bases",
            "case.minority",
            "case.parties",
            "procedure.consents",
            "procedure.agencies",
            "procedure.zone",
            "at",
        }
    ),
    Source("ran", "R33"),
    is_liftable=False,
)
