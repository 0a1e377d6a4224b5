"""Ids of other systems and of other cases."""

from dataclasses import dataclass

from ddrflow.model.events.base import Event
from ddrflow.model.information import InformationClass
from ddrflow.model.reference import Relation


@dataclass(frozen=True, slots=True)
class ReferenceAdded(Event):
    """The same matter stands elsewhere under this id."""

    system: str
    reference: str
    relation: Relation
    information: InformationClass


@dataclass(frozen=True, slots=True)
class ReferenceEnded(Event):
    """A reference holds no more."""

    system: str
    reference: str
    relation: Relation
    information: InformationClass
    why: str
