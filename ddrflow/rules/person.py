"""Whether a person is named where a name is needed."""

from datetime import datetime, time
from typing import Annotated

from ddrflow.dates import add, instant_of, local_day
from ddrflow.model.agency import AgencyKind
from ddrflow.model.question import Question
from ddrflow.model.record import Function
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    NoParameters,
    Parameters,
    PeriodText,
    Refers,
    bind_one,
    earliest,
    internal,
    meaning,
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

    role: Annotated[
        str, Refers("agency"), meaning("The role whose organisations must name somebody")
    ]


class WorkerOf(PersonOf):
    """For which role, and how long before at least."""

    ahead: Annotated[
        PeriodText | None, meaning("How long before, at least; at any time before if left out")
    ] = None


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


def _worker(question: Question, parameters: WorkerOf) -> Answer:
    role, ahead = parameters.role, parameters.ahead
    found = _answer(question, role, Function.WORKER, _unnamed(question, role, Function.WORKER))
    if ahead is None or found is not MET:
        return found
    zone, last_day = question.procedure.zone, earliest(question, ahead)
    since = {
        one: _worker_since(question, role, one)
        for one in question.case.parties.organisations(role, question.at)
    }
    late = {one: at for one, at in since.items() if local_day(at, zone) > last_day}
    if not late:
        return MET
    day = add(local_day(max(late.values()), zone), ahead, 1, question.procedure.calendar)
    return unmet(
        "person.named-too-late",
        shown("role", role),
        shown("ahead", ahead),
        internal("organisations", words(tuple(late))),
        passes_from=instant_of(day, time(), zone),
    )


def _worker_since(question: Question, role: str, organisation: str) -> datetime:
    """Since when the worker of today is the one: named again, a person is the same one still."""
    named = sorted(
        (
            one
            for one in question.case.parties.persons
            if (one.role, one.organisation, one.function) == (role, organisation, Function.WORKER)
            and one.named_at <= question.at
        ),
        key=lambda one: one.named_at,
    )
    since = named[-1]
    for one in reversed(named):
        if one.person != since.person:
            break
        since = one
    return since.named_at


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
    "Is a worker named in every organisation that plays the role, long enough before?",
    _worker,
    WorkerOf,
    frozenset({"case.parties", "case.lead", "procedure.calendar", "procedure.zone", "at"}),
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
