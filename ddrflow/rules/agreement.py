"""Whether an organisation works here under an agreement, and on the same terms as the others."""

from typing import Annotated

from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.standing import alignment_of
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    bind_one,
    internal,
    meaning,
    shown,
    today,
    undecided,
    unmet,
    words,
)


class AgreementOf(Parameters):
    """Whose agreement is asked for."""

    role: Annotated[
        str, Refers("agency"), meaning("The role whose organisations must be party to it")
    ]


class AlignmentOf(AgreementOf):
    """Whose signature is asked for, and to which version of the glossary if it matters."""

    glossary: Annotated[
        str, meaning("The version of the glossary that must be signed; any if left out")
    ] = ""


def _in_force(question: Question, parameters: AgreementOf) -> Answer:
    role, standing = parameters.role, question.standing
    playing = question.case.parties.organisations(role, question.at)
    if not playing:
        return _nobody(question, role)
    if standing is None or standing.agreements is None:
        agree = (_agree(question, role, playing),)
        return undecided("agreement.not-known", shown("role", role), remedies=agree)
    day = today(question)
    parties = {one for each in standing.agreements if each.holds(day) for one in each.organisations}
    outside = tuple(one for one in playing if one not in parties)
    if outside:
        agree = (_agree(question, role, outside),)
        return unmet("agreement.none-in-force", *_fields(role, outside), remedies=agree)
    if standing.contacts is None:
        remedies = _name(question, role, playing)
        return undecided("agreement.contacts-not-known", shown("role", role), remedies=remedies)
    reached = {one.organisation for one in standing.contacts if one.deputy}
    left = tuple(one for one in playing if one not in reached)
    if not left:
        return MET
    remedies = _name(question, role, left)
    return unmet("agreement.without-deputy", *_fields(role, left), remedies=remedies)


def _aligned(question: Question, parameters: AlignmentOf) -> Answer:
    role, standing = parameters.role, question.standing
    playing = question.case.parties.organisations(role, question.at)
    if not playing:
        return _nobody(question, role)
    if standing is None or standing.alignments is None:
        remedies = _sign(question, parameters, playing)
        return undecided("agreement.alignment-not-known", shown("role", role), remedies=remedies)
    day = today(question)
    signed = {one: alignment_of(standing.alignments, one, day) for one in playing}
    without = tuple(name for name, one in signed.items() if one is None)
    if without:
        remedies = _sign(question, parameters, without)
        return unmet("agreement.not-aligned", *_fields(role, without), remedies=remedies)
    wanted = parameters.glossary
    other = tuple(name for name, one in signed.items() if one and one.glossary != wanted)
    if not wanted or not other:
        return MET
    fields = (*_fields(role, other), shown("current", wanted))
    remedies = _sign(question, parameters, other)
    return unmet("agreement.other-glossary", *fields, remedies=remedies)


def _fields(role: str, organisations: tuple[str, ...]) -> tuple[Field, Field]:
    return shown("role", role), internal("organisations", words(organisations))


def _nobody(question: Question, role: str) -> Answer:
    remedies = (bind_one(question, role),)
    return unmet("person.role-not-bound", shown("role", role), remedies=remedies)


def _agree(question: Question, role: str, organisations: tuple[str, ...]) -> Remedy:
    """One agreement of all of them with the lead, who cannot agree with itself."""
    lead = question.case.lead.current
    parties = tuple(dict.fromkeys((*organisations, lead.organisation)))
    open_too = ("agreement", "version", "starts_on")
    if len(parties) == 1:
        return Remedy("make-agreement", open=("organisations", *open_too), by=(lead.role,))
    filled = (("organisations", words(parties)),)
    return Remedy("make-agreement", filled, open_too, by=(role, lead.role))


def _name(question: Question, role: str, organisations: tuple[str, ...]) -> tuple[Remedy, ...]:
    by = (role, question.case.lead.current.role)
    return tuple(
        Remedy("name-contact", (("organisation", one),), ("person", "deputy"), by)
        for one in organisations
    )


def _sign(
    question: Question, parameters: AlignmentOf, organisations: tuple[str, ...]
) -> tuple[Remedy, ...]:
    by = (parameters.role, question.case.lead.current.role)
    glossary = parameters.glossary
    filled = (("glossary", glossary),) if glossary else ()
    open_too = ("goals", "values", *(() if glossary else ("glossary",)), "signed_on")
    return tuple(
        Remedy("align-organisation", (("organisation", one), *filled), open_too, by)
        for one in organisations
    )


IN_FORCE = Rule(
    "agreement.in-force",
    "Is every organisation in the role party to an agreement in force, with contact and deputy?",
    _in_force,
    AgreementOf,
    frozenset(
        {
            "case.parties",
            "case.lead",
            "standing.agreements",
            "standing.contacts",
            "procedure.zone",
            "at",
        }
    ),
    Source("ran", "R78"),
)
ALIGNED = Rule(
    "agreement.aligned",
    "Has every organisation in the role signed the goals, the values and the glossary?",
    _aligned,
    AlignmentOf,
    frozenset({"case.parties", "case.lead", "standing.alignments", "procedure.zone", "at"}),
    Source("ran", "R9"),
)
