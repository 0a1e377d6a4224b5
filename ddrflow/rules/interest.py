"""Whether somebody stands to the matter in a way that keeps them from a part of it.

Asked of whoever is to sit, to lead, or to open the way to the client, each by role,
organisation and, where one is named, person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from ddrflow.model.access import ChannelKind
from ddrflow.model.agency import Agency
from ddrflow.model.case import Case
from ddrflow.model.information import InformationClass
from ddrflow.model.interest import DeclaredInterest, Interest
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    bind_one,
    meaning,
    unmet,
    words,
)
from ddrflow.rules.lead import HANDING_OVER, proposals


class InterestsCounted(Parameters):
    """Which interests count."""

    interests: Annotated[
        tuple[Interest, ...], meaning("The interests that count; all if left out")
    ] = tuple(Interest)


@dataclass(frozen=True, slots=True)
class _Part:
    """Somebody has a part in it: in a role, for an organisation, perhaps as a named person."""

    role: str
    organisation: str
    person: str = ""


def _none(question: Question, parameters: InterestsCounted) -> Answer:
    touched = {one: _of(question, one, parameters) for one in _parts(question)}
    kept = {one: found for one, found in touched.items() if found}
    if not kept or (_names_nobody(question) and len(kept) < len(touched)):
        return MET
    found = tuple(dict.fromkeys(one for those in kept.values() for one in those))
    shown_to = _class(question)
    return unmet(
        "interest.declared",
        Field("roles", words(tuple(dict.fromkeys(one.role for one in kept))), shown_to),
        Field(
            "who",
            words(tuple(dict.fromkeys(one.person or one.organisation for one in found))),
            shown_to,
        ),
        Field("interests", words(tuple(dict.fromkeys(one.interest for one in found))), shown_to),
        remedies=(*_others(question, parameters, tuple(kept)), *_ending(question, found)),
    )


def _parts(question: Question) -> tuple[_Part, ...]:
    """Who is asked about; in a stage all who sat there so far, and otherwise who leads."""
    about, case = question.about, question.case
    through = about.through
    if through is not None:
        named = (through.organisation,) if through.organisation else ()
        playing = named or case.parties.organisations(through.role, question.at)
        return tuple(_Part(through.role, one, through.person) for one in playing)
    if about.role:
        return (_Part(about.role, about.organisation, about.person),)
    if about.conference is not None:
        sat = about.conference.attendance
        return tuple(dict.fromkeys(_Part(one.role, one.organisation, one.person) for one in sat))
    lead = case.lead.current
    return (_Part(lead.role, lead.organisation),)


def _names_nobody(question: Question) -> bool:
    """A way through a role as a whole is open while somebody of it is free."""
    through = question.about.through
    return through is not None and not through.organisation


def _of(
    question: Question, part: _Part, parameters: InterestsCounted
) -> tuple[DeclaredInterest, ...]:
    return tuple(
        one
        for one in question.case.interests
        if one.interest in parameters.interests
        and one.holds(question.at)
        and one.touches(part.role, part.organisation, part.person)
    )


def _class(question: Question) -> InformationClass:
    """Who may know: the agencies; who sits in a confidential conference, those who may."""
    kind = question.about.type
    if kind is not None and kind.information is InformationClass.CONFIDENTIAL:
        return kind.information
    return InformationClass.INTERNAL


def _others(
    question: Question, parameters: InterestsCounted, kept: tuple[_Part, ...]
) -> tuple[Remedy, ...]:
    """Somebody else opens the way, sits, or leads."""
    about = question.about
    roles = tuple(dict.fromkeys(one.role for one in kept))
    bound = tuple(bind_one(question, one) for one in roles)
    if about.through is not None:
        return (*_ways(question, about.through.kind, parameters), *bound)
    if about.type is not None:
        return (*_seated(question), *bound)
    return (*_leading(question, parameters), *bound)


def _ways(
    question: Question, kind: ChannelKind, parameters: InterestsCounted
) -> tuple[Remedy, ...]:
    """The way is opened through another of those it may go through."""
    free = (
        (role, one)
        for role in kind.through
        for one in question.case.parties.organisations(role, question.at)
        if not _of(question, _Part(role, one), parameters)
    )
    return tuple(
        Remedy(
            "open-channel",
            (("kind", kind.name), ("through", role), ("organisation", one)),
            ("channel", "modality", "person"),
            kind.opened_by,
        )
        for role, one in free
    )


def _seated(question: Question) -> tuple[Remedy, ...]:
    about = question.about
    if not about.role or about.conference is None or about.type is None:
        return ()
    named = (("conference", about.conference.conference), ("role", about.role))
    openly = ("person", "organisation")
    return (Remedy("record-attendance", named, openly, about.type.convened_by),)


def _leading(question: Question, parameters: InterestsCounted) -> tuple[Remedy, ...]:
    """Another is proposed; a proposal that is under way is taken back first."""
    lead = question.case.lead
    if lead.handover.role:
        return (Remedy("withdraw-proposal", by=(lead.current.role,)),)
    phase = question.about.target_phase or question.case.position.phase
    others = proposals(question, phase) if phase else ()
    return tuple(
        one for one in (*_in_its_role(question), *others) if not _is_kept(question, parameters, one)
    )


def _in_its_role(question: Question) -> tuple[Remedy, ...]:
    """Another organisation that plays the lead's own role."""
    lead = question.case.lead.current
    return tuple(
        Remedy("propose-lead", (("role", lead.role), ("organisation", one)), by=(lead.role,))
        for one in question.case.parties.organisations(lead.role, question.at)
        if one != lead.organisation
    )


def _is_kept(question: Question, parameters: InterestsCounted, remedy: Remedy) -> bool:
    """Whoever it proposes is no better."""
    filled = dict(remedy.filled)
    part = _Part(filled["role"], filled.get("organisation", ""))
    return bool(_of(question, part, parameters))


def _ending(question: Question, found: tuple[DeclaredInterest, ...]) -> tuple[Remedy, ...]:
    agencies, case, at = question.procedure.agencies, question.case, question.at
    return tuple(to_end(agencies, case, one, at) for one in found)


def to_end(
    agencies: Mapping[str, Agency], case: Case, one: DeclaredInterest, at: datetime
) -> Remedy:
    """Any agency of the case says that an interest is over."""
    filled = [
        ("role", one.role),
        ("organisation", one.organisation),
        ("interest", one.interest.value),
    ]
    if one.person:
        filled.append(("person", one.person))
    playing = dict.fromkeys(each.role for each in case.parties.bindings if each.holds(at))
    by = tuple(role for role in playing if agencies[role].kind.is_professional)
    return Remedy("end-interest", tuple(filled), ("why",), by)


NONE = Rule(
    "interest.none",
    "Is whoever is to sit, to lead or to open the way neither suspect, victim, witness nor in "
    "conflict?",
    _none,
    InterestsCounted,
    HANDING_OVER | {"case.interests", "about"},
    Source("ran", "R46, R57"),
)
