"""Items of information and requests for it: recorded, passed on, withdrawn; asked, answered."""

from dataclasses import dataclass
from datetime import date

from ddrflow.model.events.base import Event
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.request import RequestAnswer


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


@dataclass(frozen=True, slots=True)
class WithdrawalTold(Event):
    """An organisation that was told an item heard that it was withdrawn."""

    item: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class InformationRequested(Event):
    """An organisation was asked about a subject, for a purpose, perhaps by a day."""

    request: str
    role: str
    organisation: str
    subject: str
    purpose: str
    by_day: date | None


@dataclass(frozen=True, slots=True)
class RequestAnswered(Event):
    """It was given or refused; `role` and `organisation` had asked, and have the answer."""

    request: str
    role: str
    organisation: str
    answer: RequestAnswer
    items: tuple[str, ...]
    why: str
