"""Ids of other systems and of other cases."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.commands.base import Command, Form, From, NewId, Why
from ddrflow.model.information import InformationClass
from ddrflow.model.reference import Relation

System = Annotated[
    str, From("system"), Form(r"[a-z][a-z0-9-]{0,63}", "a code, such as `prison-records`")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReference(Command):
    """Say under which id the same matter stands in another system, or as another case (R104).

    Two cases of one person under two workflows name each other so (R102), and a case that goes
    on in another region names the one in which it does.
    """

    system: System
    reference: NewId
    relation: Annotated[Relation, From("relation")]
    information: Annotated[InformationClass, From("information-class")] = InformationClass.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class EndReference(Command):
    """Say that a reference holds no more."""

    system: System
    reference: Annotated[str, From("reference")]
    relation: Annotated[Relation, From("relation")]
    why: Why
