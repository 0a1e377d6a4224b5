"""What a role may see, and which items of information an organisation may know of."""

from datetime import datetime
from typing import Final

from ddrflow.model.agency import Viewer
from ddrflow.model.conference import ConferenceType
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Information, Item, ToldWithdrawn
from ddrflow.model.question import Procedure

Seen = frozenset[InformationClass]
EVERYTHING: Final[Seen] = frozenset(InformationClass)
OPEN: Final[Seen] = frozenset({InformationClass.OPEN})


def classes_of(procedure: Procedure, role: str) -> Seen:
    """What a role may see wherever it is a party."""
    agency = procedure.agencies.get(role)
    if agency is None or not agency.kind.is_professional:
        return OPEN
    types = procedure.conferences.values()
    confidential = [one for one in types if one.information is InformationClass.CONFIDENTIAL]
    if any(_may_sit(one, role) for one in confidential):
        return EVERYTHING
    return frozenset({InformationClass.OPEN, InformationClass.INTERNAL})


def sees_item(
    procedure: Procedure,
    information: Information,
    item: Item,
    viewer: Viewer,
    seen: Seen,
    now: datetime,
) -> bool:
    """Whether a viewer may know of an item: its own, of a class it sees, or let go to it."""
    if item.organisation == viewer.organisation or item.class_at(now) in seen:
        return True
    agency = procedure.agencies.get(viewer.role)
    if agency is not None and item.reaches(agency, now):
        return True
    return information.was_told(item.item, viewer.role, viewer.organisation)


def knows_telling(information: Information, one: ToldWithdrawn, organisation: str) -> bool:
    """Whether an organisation told or heard it, owns the item, or had passed it on to who heard."""
    item = information.item(one.item)
    if organisation in (one.by_organisation, one.organisation, item.organisation if item else ""):
        return True
    told = (one.item, one.role, one.organisation)
    return any(
        (each.item, each.role, each.organisation) == told
        for each in information.disclosures
        if each.by_organisation == organisation
    )


def _may_sit(kind: ConferenceType, role: str) -> bool:
    listed = role in kind.quorum.core or role in kind.on_need or role in kind.convened_by
    return listed and role not in kind.barred
