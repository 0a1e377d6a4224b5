"""What the work costs the agencies."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.commands.base import Command, From, Organisation, Role, Text
from ddrflow.model.effort import Resource
from ddrflow.model.quick import quick


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEffort(Command):
    """Record time or money that an organisation put into the case (R79).

    `cost` is in whole units of the money that all agencies of the scheme count in.
    """

    role: Role
    organisation: Organisation
    resource: Annotated[Resource, From("resource")]
    minutes: Annotated[int, From("minutes")] = 0
    cost: Annotated[int, From("cost")] = 0
    text: Text = ""
