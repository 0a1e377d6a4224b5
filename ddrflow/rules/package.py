"""Whether people were told what they need: who comes in for a need, who stands in, who is bound.

All are documents that were given to somebody: an information package (R66), a briefing note
(R100), an instruction on what they are bound to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from ddrflow.model.agency import AgencyKind
from ddrflow.model.conference import Attendance, ConferenceType
from ddrflow.model.information import InformationClass
from ddrflow.model.plan import DocumentKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import LOCAL_CHOICE, Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    bind_one,
    meaning,
    undecided,
    unmet,
    words,
)


class Given(Parameters):
    """Which kind of document it is that is given."""

    kind: Annotated[
        str, Refers("document"), meaning("The kind of document that must have been given")
    ]


def _package(question: Question, parameters: Given) -> Answer:
    about, conference = question.about, question.about.conference
    if conference is None or about.type is None:
        return undecided("attendance.no-conference")
    charged = about.roles or ((about.role,) if about.role else ())
    charged = charged or tuple(
        role for task in conference.actions for role in (task.owner, *task.responsible)
    )
    agencies = question.procedure.agencies
    for_need = tuple(dict.fromkeys(one for one in charged if agencies[one].answers))
    missing = [role for role in for_need if not _playing(question, role)]
    if missing:
        binding = tuple(bind_one(question, role) for role in missing)
        role = Field("roles", words(tuple(missing)), _class(about.type))
        return unmet("package.role-not-bound", role, remedies=binding)
    kind = question.procedure.documents[parameters.kind]
    without = tuple(
        (role, one)
        for role in for_need
        for one in _playing(question, role)
        if not _was_given(question, kind, role, one)
    )
    if not without:
        return MET
    return unmet(
        "package.not-given",
        Field("kind", kind.name, kind.information),
        Field(
            "roles", words(tuple(dict.fromkeys(role for role, _ in without))), _class(about.type)
        ),
        Field("organisations", words(tuple(one for _, one in without)), _class(about.type)),
        remedies=tuple(_filing(kind, role, one) for role, one in without),
    )


def _playing(question: Question, role: str) -> tuple[str, ...]:
    """Whose task it is: who sits in the question, or whoever plays the role then."""
    about = question.about
    if about.role == role and about.organisation:
        return (about.organisation,)
    return question.case.parties.organisations(role, question.at)


def _was_given(
    question: Question,
    kind: DocumentKind,
    role: str,
    organisation: str,
    person: str = "",
    since: datetime | None = None,
) -> bool:
    return any(
        one.kind == kind.name
        and one.filed_at <= question.at
        and (since is None or one.filed_at >= since)
        and one.reached(role, organisation, person)
        for one in question.case.care.documents
    )


def _filing(kind: DocumentKind, role: str, organisation: str, person: str = "") -> Remedy:
    filled = [("kind", kind.name), ("role", role), ("organisation", organisation)]
    if person:
        filled.append(("person", person))
    return Remedy("file-document", tuple(filled), ("document",), kind.filed_by)


def _class(kind: ConferenceType) -> InformationClass:
    """Names are for the agencies; who sits in a confidential conference, for those who may."""
    secret = kind.information is InformationClass.CONFIDENTIAL
    return InformationClass.CONFIDENTIAL if secret else InformationClass.INTERNAL


@dataclass(frozen=True, slots=True)
class _Seat:
    """Somebody sits for an organisation, perhaps in another's place."""

    person: str
    role: str
    organisation: str
    deputy_for: str


def _briefing(question: Question, parameters: Given) -> Answer:
    about = question.about
    if about.conference is None or about.type is None:
        return undecided("attendance.no-conference")
    kind = question.procedure.documents[parameters.kind]
    without = tuple(one for one in _seats(question) if _needs_one(question, kind, one))
    if not without:
        return MET
    return unmet(
        "briefing.not-given",
        Field("kind", kind.name, kind.information),
        Field("persons", words(tuple(one.person for one in without)), _class(about.type)),
        remedies=tuple(_filing(kind, one.role, one.organisation, one.person) for one in without),
    )


def _seats(question: Question) -> tuple[_Seat, ...]:
    """Whoever the question is about, or all who sat there so far; of the agencies alone."""
    about, agencies = question.about, question.procedure.agencies
    if about.person:
        seats = [_Seat(about.person, about.role, about.organisation, about.deputy_for)]
    else:
        sat = about.conference.attendance if about.conference else ()
        seats = [_Seat(one.person, one.role, one.organisation, one.deputy_for) for one in sat]
    return tuple(dict.fromkeys(one for one in seats if agencies[one.role].kind.is_professional))


def _needs_one(question: Question, kind: DocumentKind, seat: _Seat) -> bool:
    """They come in another's place, and nobody told them since how far the others were."""
    last_at, persons = _sat_last(question, seat)
    stands_in = bool(seat.deputy_for) or last_at is not None
    if not stands_in or seat.person in persons:
        return False
    given = (kind, seat.role, seat.organisation, seat.person, last_at)
    return not _was_given(question, *given)


def _sat_last(question: Question, seat: _Seat) -> tuple[datetime | None, frozenset[str]]:
    """Who sat for the organisation at the conference of this type before this one, and when."""
    earlier = [
        one
        for one in question.case.conferences.values()
        if question.about.conference is not None
        and one.type == question.about.conference.type
        and one.conference != question.about.conference.conference
    ]
    sittings = [[*_for(seat, one.attendance, question.at)] for one in earlier]
    sat = [one for one in sittings if one]
    if not sat:
        return None, frozenset()
    last = max(sat, key=lambda those: max(one.at for one in those))
    return max(one.at for one in last), frozenset(one.person for one in last)


def _for(seat: _Seat, attendance: Iterable[Attendance], until: datetime) -> Iterable[Attendance]:
    return (
        one
        for one in attendance
        if (one.role, one.organisation) == (seat.role, seat.organisation) and one.at <= until
    )


class Instruction(Given):
    """Which kind of document it is, and which kinds of agency it is owed to."""

    kinds: Annotated[tuple[AgencyKind, ...], meaning("The kinds of agency that it is owed to")] = (
        AgencyKind.CIVIL_SOCIETY,
    )


def _instruction(question: Question, parameters: Instruction) -> Answer:
    about, agencies = question.about, question.procedure.agencies
    if about.conference is None or about.type is None:
        return undecided("attendance.no-conference")
    kind = question.procedure.documents[parameters.kind]
    without = tuple(
        one
        for one in _seats(question)
        if agencies[one.role].kind in parameters.kinds
        and not _was_given(question, kind, one.role, one.organisation, one.person)
    )
    if not without:
        return MET
    return unmet(
        "instruction.not-given",
        Field("kind", kind.name, kind.information),
        Field("persons", words(tuple(one.person for one in without)), _class(about.type)),
        remedies=tuple(_filing(kind, one.role, one.organisation, one.person) for one in without),
    )


PACKAGE = Rule(
    "package.given",
    "Was everybody who is charged with a task, and was brought in for a need, given the "
    "information for it?",
    _package,
    Given,
    frozenset(
        {
            "case.care",
            "case.lead",
            "case.parties",
            "procedure.agencies",
            "procedure.documents",
            "about",
            "at",
        }
    ),
    Source("ran", "R66"),
    of_conference=True,
)
INSTRUCTION = Rule(
    "instruction.given",
    "Was everybody who sits there for such an agency told what they are bound to?",
    _instruction,
    Instruction,
    frozenset({"case.care", "procedure.agencies", "procedure.documents", "about", "at"}),
    Source(LOCAL_CHOICE),
    of_conference=True,
)
BRIEFING = Rule(
    "briefing.given",
    "Was everybody who comes in another's place briefed since the other sat there?",
    _briefing,
    Given,
    frozenset(
        {
            "case.care",
            "case.conferences",
            "procedure.agencies",
            "procedure.documents",
            "about",
            "at",
        }
    ),
    Source("ran", "R100"),
    of_conference=True,
)
