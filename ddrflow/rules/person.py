"""Whether a person is named where a name is needed."""

from typing import Annotated

from ddrflow.model.agency import AgencyKind
from ddrflow.model.question import Question
from ddrflow.model.record import Function
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    NoParameters,
    Parameters,
    Refers,
    bind_one,
    internal,
    shown,
    undecided,
    unmet,
    words,
)


def _supported(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    parties, at = question.case.parties, question.at
    agencies = question.procedure.agencies
    named = (one for one in parties.persons if one.function is Function.ONWARD_SUPPORT)
    for one in named:
        is_client = agencies[one.role].kind is AgencyKind.CLIENT
        bound = parties.is_bound(one.role, one.organisation, at)
        if one.named_at <= at and bound and not is_client:
            return MET
    remedy = Remedy(
        "name-person",
        (("function", Function.ONWARD_SUPPORT),),
        ("role", "organisation", "person"),
        by=(question.case.lead.current.role,),
    )
    return unmet("person.no-onward-support", remedies=(remedy,))


class PersonOf(Parameters):
    """For which role a worker must be named."""

    role: Annotated[str, Refers("agency")]


def _unnamed(question: Question, role: str, function: Function) -> tuple[str, ...]:
    """The organisations that play the role and have nobody named for the function by then."""
    named = {
        one.organisation
        for one in question.case.parties.persons
        if (one.role, one.function) == (role, function) and one.named_at <= question.at
    }
    playing = question.case.parties.organisations(role, question.at)
    return tuple(one for one in playing if one not in named)


def _answer(question: Question, role: str, function: Function, missing: tuple[str, ...]) -> Answer:
    if not missing and question.case.parties.organisations(role, question.at):
        return MET
    if not missing:
        bind = bind_one(question, role)
        return unmet("person.role-not-bound", shown("role", role), remedies=(bind,))
    remedies = tuple(
        Remedy(
            "name-person",
            (("role", role), ("organisation", one), ("function", function)),
            ("person",),
            by=(role, question.case.lead.current.role),
        )
        for one in missing
    )
    return unmet(
        "person.none-named",
        shown("role", role),
        shown("function", function),
        internal("organisations", words(missing)),
        remedies=remedies,
    )


def _worker(question: Question, parameters: PersonOf) -> Answer:
    missing = _unnamed(question, parameters.role, Function.WORKER)
    return _answer(question, parameters.role, Function.WORKER, missing)


def _contact(question: Question, parameters: PersonOf) -> Answer:
    missing = _unnamed(question, parameters.role, Function.CONTACT)
    standing = question.standing
    if missing and (standing is None or standing.contacts is None):
        return undecided(
            "person.contacts-not-known",
            shown("role", parameters.role),
            remedies=_answer(question, parameters.role, Function.CONTACT, missing).remedies,
        )
    listed = standing.contacts if standing else None
    known = {one.organisation for one in listed or ()}
    left = tuple(one for one in missing if one not in known)
    return _answer(question, parameters.role, Function.CONTACT, left)


NAMED = Rule(
    "person.named",
    "Is a worker named in every organisation that plays the role?",
    _worker,
    PersonOf,
    frozenset({"case.parties", "case.lead", "at"}),
    Source("ran", "R91, R100"),
)
CONTACT = Rule(
    "contact.named",
    "Has every organisation that plays the role a point of contact?",
    _contact,
    PersonOf,
    frozenset({"case.parties", "case.lead", "standing.contacts", "at"}),
    Source("ran", "R78"),
)
SUPPORTED = Rule(
    "support.named",
    "Is somebody other than the client named, of a party, who supports the client onward?",
    _supported,
    NoParameters,
    frozenset({"case.parties", "case.lead", "procedure.agencies", "at"}),
    Source("ran", "R99"),
)
