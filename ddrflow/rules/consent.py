"""Whether somebody agreed to take part, to the text that is current, and still does."""

from typing import Annotated

from ddrflow.model.consent import ConsentStatus, consent_at
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import Parameters, Refers, messengers, shown, undecided, unmet


class ConsentNeeded(Parameters):
    """Whose consent, and to what."""

    of: Annotated[str, Refers("agency")]
    to: Annotated[str, Refers("consent")]


def _valid(question: Question, parameters: ConsentNeeded) -> Answer:
    answers = question.case.consents.get(parameters.to, ())
    answer = consent_at(answers, question.at)
    scope = question.procedure.consents[parameters.to]
    status = ConsentStatus.NOT_ASKED if answer is None else answer.status(question.at)
    current = scope.text_version
    if answer is not None and status is ConsentStatus.GIVEN and answer.text_version == current:
        return MET
    remedy = Remedy(
        "give-consent",
        (("scope", parameters.to), ("text_version", current)),
        ("language", "witness"),
        by=messengers(question),
    )
    fields = (shown("of", parameters.of), shown("scope", parameters.to))
    if answer is not None and status is ConsentStatus.GIVEN:
        texts = (shown("given_text", answer.text_version), shown("current_text", current))
        return undecided("consent.other-text", *fields, *texts, remedies=(remedy,))
    later = [
        one.answered_at
        for one in answers
        if one.is_given and one.answered_at > question.at and one.text_version == current
    ]
    return unmet(
        f"consent.{status}",
        *fields,
        remedies=(remedy,),
        passes_from=min(later, default=None),
    )


VALID = Rule(
    "consent.valid",
    "Is there consent, given to the current text, neither withdrawn nor expired?",
    _valid,
    ConsentNeeded,
    frozenset({"case.consents", "case.parties", "procedure.consents", "procedure.agencies", "at"}),
    Source("ran", "R33"),
    is_liftable=False,
)
