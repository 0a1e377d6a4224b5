"""Consent and participation, needs, plans and notices."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ddrflow.model.commands.base import (
    Command,
    ConsentName,
    From,
    Language,
    NeedId,
    NewId,
    Role,
    Text,
)
from ddrflow.model.consent import Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveConsent(Command):
    """Record that consent was given, to which text, before which witness (R33)."""

    scope: ConsentName
    text_version: Annotated[str, From("text-version")]
    language: Language
    witness: Annotated[str, From("person")]
    expires_on: Annotated[date | None, From("day-or-none")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseConsent(Command):
    """Record that consent was asked for and not given; nothing follows from it."""

    scope: ConsentName


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent(Command):
    """Record a withdrawal: what rests on the consent stops, the past stays lawful."""

    scope: ConsentName


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkConsentExpired(Command):
    """Record that a consent's last day is over; given by the clock's keeper (`lapse`)."""

    scope: ConsentName


@dataclass(frozen=True, slots=True, kw_only=True)
class SetParticipation(Command):
    """Say on which basis the client takes part in a measure, with the order's last day (R84)."""

    measure: Annotated[str, From("measure")]
    participation: Annotated[Participation, From("participation")]
    order: Annotated[str, From("order")] = ""
    until: Annotated[date | None, From("day-or-none")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkOrderEnded(Command):
    """Record that an order's last day is over; given by the clock's keeper (`lapse`)."""

    measure: Annotated[str, From("measure")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMinority(Command):
    """Record that the client is a minor, and on which day they come of age (R33)."""

    until: Annotated[date, From("day")]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyNeed(Command):
    """Record a need of the client and the role that owns finding the answer (R64, R90)."""

    need: NewId
    kind: Annotated[str, From("need-kind")]
    owner: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerNeed(Command):
    """Record that a need is answered."""

    need: NeedId
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineNeed(Command):
    """Record that the client declines help with a need."""

    need: NeedId
    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptPlan(Command):
    """Adopt a plan: its parts, and the needs that it answers."""

    kind: Annotated[str, From("plan-kind")]
    parts: Annotated[tuple[str, ...], From("plan-parts")]
    answers: Annotated[tuple[str, ...], From("open-needs")] = ()
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNotice(Command):
    """Record that a notice was given, in which version and language (R75, R88)."""

    kind: Annotated[str, From("notice")]
    version: Annotated[str, From("notice-version")]
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeNotice(Command):
    """Record that a notice was acknowledged by the one it is for."""

    kind: Annotated[str, From("notice")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDocument(Command):
    """File a document of a kind under an id, with the items that it tells (R34, R46, R78).

    With a `role` and its `organisation` it is given to them, or to one `person` of theirs: an
    information package, a briefing note (R66, R100).
    """

    kind: Annotated[str, From("document-kind")]
    document: NewId
    items: Annotated[tuple[str, ...], From("items")] = ()
    role: Annotated[str, From("role-or-none")] = ""
    organisation: Annotated[str, From("organisation-or-none")] = ""
    person: Annotated[str, From("person-or-none")] = ""
    text: Text = ""
