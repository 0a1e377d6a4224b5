"""Whether the client was told what the client is owed."""

from datetime import datetime
from typing import Annotated

from ddrflow.model.agency import AgencyKind
from ddrflow.model.item import Item
from ddrflow.model.plan import Notice, NoticeKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    bind_one,
    in_their_phase,
    meaning,
    messengers,
    professionals,
    shown,
    unmet,
    words,
)


class NoticeNeeded(Parameters):
    """Which notice, and whether it must have been acknowledged."""

    kind: Annotated[str, Refers("notice"), meaning("The notice that must have been given")]
    acknowledged: Annotated[bool, meaning("It must have been acknowledged too")] = False


def _given(question: Question, parameters: NoticeNeeded) -> Answer:
    name, at = parameters.kind, question.at
    kind = question.procedure.notices[name]
    last: Notice | None = None
    for one in question.case.care.notices:
        if one.kind == name and one.given_at <= at:
            last = one if last is None or one.given_at >= last.given_at else last
    if last is None:
        return unmet("notice.not-given", *_named(kind), remedies=(_give(question, kind),))
    if last.version != kind.version:
        versions = (shown("given", last.version), shown("current", kind.version))
        remedies = (_give(question, kind),)
        return unmet("notice.outdated", *_named(kind), *versions, remedies=remedies)
    if not parameters.acknowledged or _is_acknowledged(last, at):
        return MET
    by = (kind.to, *professionals(question))
    remedy = Remedy("acknowledge-notice", (("kind", kind.name),), by=by)
    return unmet(
        "notice.not-acknowledged",
        *_named(kind),
        remedies=(remedy,),
        passes_from=last.acknowledged_at,
    )


def _told_first(question: Question, parameters: NoticeNeeded) -> Answer:
    about = question.about
    if about.role == question.procedure.notices[parameters.kind].to:
        return MET
    owner = question.procedure.agencies.get(about.item.role) if about.item else None
    if owner is not None and owner.kind is not AgencyKind.CIVIL_SOCIETY:
        return MET
    kind = question.procedure.notices[parameters.kind]
    if about.item is not None and kind.tells and about.role not in kind.told_of(about.item.role):
        return _does_not_say(question, kind, about.item)
    return _given(question, parameters)


def _does_not_say(question: Question, kind: NoticeKind, item: Item) -> Answer:
    """It may go to whom the notice names, and to whoever it is for: a new wording is the file's."""
    named = kind.told_of(item.role)
    return unmet(
        "notice.does-not-say",
        shown("kind", kind.name),
        shown("by", item.role),
        shown("to", question.about.role),
        shown("named", words(named) or "nobody"),
        remedies=tuple(one for role in (*named, kind.to) for one in _to(question, item, role)),
    )


def _to(question: Question, item: Item, role: str) -> tuple[Remedy, ...]:
    """The item is passed on to a role on a law that lets it; an organisation is let in for it."""
    bases = tuple(one for one in question.procedure.bases.values() if role in one.to)
    playing = question.case.parties.organisations(role, question.at)
    if bases and not playing:
        return (bind_one(question, role),)
    return tuple(
        Remedy(
            "disclose-item",
            (("item", item.item), ("role", role), ("organisation", one), ("basis", basis.name)),
            basis.left_open,
            (question.actor.role,),
        )
        for one in playing
        for basis in bases
    )


def _is_acknowledged(notice: Notice, at: datetime) -> bool:
    return notice.acknowledged_at is not None and notice.acknowledged_at <= at


def _named(kind: NoticeKind) -> tuple[Field, Field]:
    return shown("kind", kind.name), shown("to", kind.to)


def _give(question: Question, kind: NoticeKind) -> Remedy:
    pairs = (("kind", kind.name), ("version", kind.version))
    return Remedy(
        "give-notice", pairs, ("language",), in_their_phase(question, messengers(question))
    )


GIVEN = Rule(
    "notice.given",
    "Was the notice given in its current version, and acknowledged where that is asked?",
    _given,
    NoticeNeeded,
    frozenset(
        {
            "case.care",
            "case.lead",
            "case.parties",
            "case.position",
            "procedure.notices",
            "procedure.agencies",
            "at",
        }
    ),
    Source("ran", "R75, R88"),
)

TOLD_FIRST = Rule(
    "disclosure.notice-given",
    "Was the client told what civil society shares with whom, before such an item goes there?",
    _told_first,
    NoticeNeeded,
    frozenset(
        {
            "case.care",
            "case.parties",
            "case.lead",
            "case.position",
            "procedure.notices",
            "procedure.agencies",
            "procedure.bases",
            "actor",
            "about",
            "at",
        }
    ),
    Source("ran", "R75"),
)
