"""Whether the client was told what the client is owed."""

from datetime import datetime
from typing import Annotated

from ddrflow.model.agency import AgencyKind
from ddrflow.model.plan import Notice, NoticeKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import Parameters, Refers, messengers, professionals, shown, unmet


class NoticeNeeded(Parameters):
    """Which notice, and whether it must have been acknowledged."""

    kind: Annotated[str, Refers("notice")]
    acknowledged: bool = False


def _given(question: Question, parameters: NoticeNeeded) -> Answer:
    kind = question.procedure.notices[parameters.kind]
    last: Notice | None = None
    for one in question.case.care.notices:
        if one.kind == parameters.kind and one.given_at <= question.at:
            last = one if last is None or one.given_at >= last.given_at else last
    if last is None:
        return unmet("notice.not-given", *_named(kind), remedies=(_give(question, kind),))
    if last.version != kind.version:
        versions = (shown("given", last.version), shown("current", kind.version))
        remedies = (_give(question, kind),)
        return unmet("notice.outdated", *_named(kind), *versions, remedies=remedies)
    if not parameters.acknowledged or _is_acknowledged(last, question.at):
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
    return _given(question, parameters)


def _is_acknowledged(notice: Notice, at: datetime) -> bool:
    return notice.acknowledged_at is not None and notice.acknowledged_at <= at


def _named(kind: NoticeKind) -> tuple[Field, Field]:
    return shown("kind", kind.name), shown("to", kind.to)


def _give(question: Question, kind: NoticeKind) -> Remedy:
    pairs = (("kind", kind.name), ("version", kind.version))
    return Remedy("give-notice", pairs, ("language",), messengers(question))


GIVEN = Rule(
    "notice.given",
    "Was the notice given in its current version, and acknowledged where that is asked?",
    _given,
    NoticeNeeded,
    frozenset({"case.care", "case.parties", "procedure.notices", "procedure.agencies", "at"}),
    Source("ran", "R75, R88"),
)

TOLD_FIRST = Rule(
    "disclosure.notice-given",
    "Was the client told what civil society shares, before an item of such an organisation is?",
    _told_first,
    NoticeNeeded,
    frozenset(
        {"case.care", "case.parties", "procedure.notices", "procedure.agencies", "about", "at"}
    ),
    Source("ran", "R75"),
)
