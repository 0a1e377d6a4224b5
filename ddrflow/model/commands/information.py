"""Items of information and requests for it: recorded, passed on, withdrawn; asked, answered."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ddrflow.model.commands.base import Command, Form, From, NewId, Organisation, Role, Text, Why
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.request import RequestAnswer

ItemId = Annotated[str, From("item")]
Handling = Annotated[
    str,
    From("handling"),
    Form(r"([a-z][a-z0-9-]{0,63})?", "a code, such as `no-onward-sharing`"),
]
Purpose = Annotated[
    str, From("purpose"), Form(r"[a-z][a-z0-9-]{0,63}", "a code, such as `release-planning`")
]
Subject = Annotated[
    str, From("subject"), Form(r"[a-z][a-z0-9-]{0,63}", "a code, such as `place-to-live`")
]
WhyNot = Annotated[
    str,
    From("why-or-none"),
    Form(r"([a-z][a-z0-9-]{0,63})?", "a code, such as `not-released`"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordItem(Command):
    """Record an item of information; whoever acts owns it (R29, R74).

    With a `conference`, it is tabled there.
    """

    item: NewId
    kind: Annotated[ItemKind, From("item-kind")]
    information: Annotated[InformationClass, From("information-class")]
    handling: Handling = ""
    conference: Annotated[str, From("conference-or-none")] = ""
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseItem(Command):
    """Let an item of one's own go further: to roles, or to everybody of a wider class (R46)."""

    item: ItemId
    roles: Annotated[tuple[str, ...], From("roles")] = ()
    information: Annotated[InformationClass | None, From("information-class-or-none")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscloseItem(Command):
    """Record that an item is passed on: to whom, on which legal basis, what for (R68)."""

    item: ItemId
    role: Role
    organisation: Organisation
    basis: Annotated[str, From("legal-basis")]
    purpose: Purpose
    necessity: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawItem(Command):
    """Take an item of one's own back: it goes no further, and who was told stays on record."""

    item: ItemId
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWithdrawn(Command):
    """Record that who was told an item heard of its withdrawal; its owner or who passed it on."""

    item: ItemId
    role: Role
    organisation: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInformation(Command):
    """Ask an organisation of the case about a subject, for a purpose, perhaps by a day (R74)."""

    request: NewId
    role: Role
    organisation: Organisation
    subject: Subject
    purpose: Purpose
    by_day: Annotated[date | None, From("day-or-none")] = None
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest(Command):
    """Answer a request: given, with the items that were passed on, or refused, with why."""

    request: Annotated[str, From("request")]
    answer: Annotated[RequestAnswer, From("request-answer")]
    items: Annotated[tuple[str, ...], From("items")] = ()
    why: WhyNot = ""
    text: Text = ""
