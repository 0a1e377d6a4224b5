"""Items of information: recorded, released by their owner, passed on, withdrawn."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.commands.base import Command, Form, From, NewId, Organisation, Role, Text, Why
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind

ItemId = Annotated[str, From("item")]
Handling = Annotated[
    str,
    From("handling"),
    Form(r"([a-z][a-z0-9-]{0,63})?", "a code, such as `no-onward-sharing`"),
]
Purpose = Annotated[
    str, From("purpose"), Form(r"[a-z][a-z0-9-]{0,63}", "a code, such as `release-planning`")
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
