"""Items of information: recorded, released, passed on, withdrawn."""

from dataclasses import dataclass

from ddrflow.model.events.base import Event
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind


@dataclass(frozen=True, slots=True)
class ItemRecorded(Event):
    """An item was recorded; whoever recorded it owns it."""

    item: str
    kind: ItemKind
    information: InformationClass
    handling: str
    conference: str


@dataclass(frozen=True, slots=True)
class ItemReleased(Event):
    """The owner let it go to roles, or to everybody of a wider class."""

    item: str
    roles: tuple[str, ...]
    information: InformationClass | None


@dataclass(frozen=True, slots=True)
class ItemDisclosed(Event):
    """It was passed on to an organisation, on a legal basis, for a purpose."""

    item: str
    role: str
    organisation: str
    basis: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ItemWithdrawn(Event):
    """The owner took it back; it goes no further."""

    item: str
    why: str
