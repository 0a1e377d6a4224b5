"""Opening a case, steps, and who is a party."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.commands.base import Command, From, Organisation, Role, Text, Why
from ddrflow.model.interest import Interest
from ddrflow.model.quick import quick
from ddrflow.model.record import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Command):
    """Open a case; the actor's organisation leads it and so accepts the lead (R8).

    `bindings` pairs roles with organisations; the actor's own is added.
    """

    bindings: Annotated[tuple[tuple[str, str], ...], From("bindings")] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep(Command):
    """Take the step of this trigger, or record that it happened."""

    trigger: Annotated[str, From("trigger")]
    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStateOverstayed(Command):
    """Record that the case stayed in its state past the limit; given by the clock (`lapse`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BindRole(Command):
    """Let an organisation play a role from now on."""

    role: Role
    organisation: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbindRole(Command):
    """End an organisation's part in a role; refused for the accountable lead."""

    role: Role
    organisation: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePerson(Command):
    """Name a person by id for a function in an organisation (R78, R91)."""

    role: Role
    organisation: Organisation
    function: Annotated[Function, From("function")]
    person: Annotated[str, From("person")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareInterest(Command):
    """Say that a party is suspect, victim or witness in the matter, or in conflict (R46, R57).

    With a `person` it is of that person of the organisation alone.
    """

    role: Role
    organisation: Organisation
    interest: Annotated[Interest, From("interest")]
    person: Annotated[str, From("person-or-none")] = ""
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndInterest(Command):
    """Say that an interest that was declared is there no more."""

    role: Role
    organisation: Organisation
    interest: Annotated[Interest, From("interest")]
    why: Why
    person: Annotated[str, From("person-or-none")] = ""
    text: Text = ""
