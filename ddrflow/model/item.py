"""Items of information: what an organisation knows, who owns it, to whom it was passed on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ddrflow.model.agency import Agency
from ddrflow.model.information import InformationClass
from ddrflow.model.request import InformationRequest
from ddrflow.model.source import Source


class ItemKind(StrEnum):
    """What kind of statement an item is; the three are never merged."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    #: What somebody said whom the owner cannot vouch for.
    HEARSAY = "hearsay"


@dataclass(frozen=True, slots=True)
class Release:
    """The owner let an item go further: to roles by name, or to everybody of a class."""

    roles: tuple[str, ...]
    information: InformationClass | None
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an organisation knows; the words of it are content (R29, R74).

    `role` and `organisation` own it, and nobody else releases it. `handling` is the owner's
    condition as a code, which goes wherever the item goes.
    """

    item: str
    kind: ItemKind
    role: str
    organisation: str
    information: InformationClass
    recorded_at: datetime
    handling: str = ""
    conference: str = ""
    releases: tuple[Release, ...] = ()
    withdrawn_at: datetime | None = None

    def class_at(self, instant: datetime) -> InformationClass:
        """Its class, as wide as its owner had made it by then."""
        widest = self.information
        for one in self.releases:
            wider = one.information is not None and one.information.is_wider_than(widest)
            if one.information is not None and wider and one.released_at <= instant:
                widest = one.information
        return widest

    def reaches(self, agency: Agency, instant: datetime) -> bool:
        """Whether its owner let it go to this role by then: by name, or by its class."""
        if any(agency.role in one.roles and one.released_at <= instant for one in self.releases):
            return True
        width = self.class_at(instant)
        if width is InformationClass.INTERNAL:
            return agency.kind.is_professional
        return width is InformationClass.OPEN


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An item was passed on: by whom, to whom, on which basis, what for, when (R68)."""

    item: str
    by: str
    role: str
    organisation: str
    basis: str
    purpose: str
    disclosed_at: datetime
    by_organisation: str = ""


@dataclass(frozen=True, slots=True)
class ToldWithdrawn:
    """Who was told an item heard that its owner took it back; from whom, and when."""

    item: str
    role: str
    organisation: str
    by_organisation: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law on which items may be passed on, and the roles that may be told on it.

    Where it `asks_why`, each disclosure says why it is strictly necessary.
    """

    name: str
    to: tuple[str, ...]
    source: Source
    asks_why: bool = False

    @property
    def left_open(self) -> tuple[str, ...]:
        """What whoever passes an item on by it has to say beside to whom."""
        return ("purpose", "necessity") if self.asks_why else ("purpose",)


@dataclass(frozen=True, slots=True)
class Information:
    """The items of a case, where they went, who heard of a withdrawal, and what was asked for."""

    items: tuple[Item, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    withdrawals: tuple[ToldWithdrawn, ...] = ()
    requests: tuple[InformationRequest, ...] = ()

    def item(self, name: str) -> Item | None:
        """The item of this id."""
        return next((one for one in self.items if one.item == name), None)

    def was_told(self, name: str, role: str, organisation: str) -> bool:
        """Whether an item was passed on to this organisation in this role."""
        return any(
            (one.item, one.role, one.organisation) == (name, role, organisation)
            for one in self.disclosures
        )

    def heard_at(self, name: str, role: str, organisation: str) -> datetime | None:
        """When an organisation in a role first heard that an item was withdrawn."""
        heard = (
            one.told_at
            for one in self.withdrawals
            if (one.item, one.role, one.organisation) == (name, role, organisation)
        )
        return min(heard, default=None)

    def request(self, name: str) -> InformationRequest | None:
        """The request of this id."""
        return next((one for one in self.requests if one.request == name), None)
