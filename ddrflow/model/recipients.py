"""To whom an item of information went: who was told, who has it in a document, who heard it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ddrflow.model.case import Case
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Item
from ddrflow.model.question import Procedure


class Way(StrEnum):
    """How an item came to somebody."""

    DISCLOSURE = "disclosure"
    #: A document made for a role that tells the item.
    DOCUMENT = "document"
    #: Sitting in the conference in which the item was tabled.
    CONFERENCE = "conference"


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation that has an item: how, since when, and who gave it, as role and body.

    `shown_to` is who may know of that way: whoever knows of the item knows of its disclosures,
    of a document or a conference its readers.
    """

    role: str
    organisation: str
    way: Way
    since: datetime
    by: tuple[tuple[str, str], ...]
    shown_to: InformationClass = InformationClass.OPEN


def recipients(procedure: Procedure, case: Case, item: Item) -> tuple[Recipient, ...]:
    """Everybody but its owner who has an item, each once, in the order in which it came to them.

    Where it came to one in several ways, the way that the most may know of is told.
    """
    found: dict[tuple[str, str], Recipient] = {}
    ways = (
        *_told(case, item),
        *_in_documents(procedure, case, item),
        *_heard(procedure, case, item),
    )
    for one in ways:
        key = (one.role, one.organisation)
        if key == (item.role, item.organisation):
            continue
        old = found.get(key)
        found[key] = one if old is None else _together(old, one)
    return tuple(sorted(found.values(), key=lambda one: one.since))


def _together(old: Recipient, new: Recipient) -> Recipient:
    wider = new if new.shown_to.is_wider_than(old.shown_to) else old
    by = tuple(dict.fromkeys((*old.by, *new.by)))
    return replace(wider, since=min(old.since, new.since), by=by)


def _told(case: Case, item: Item) -> Iterator[Recipient]:
    for one in case.information.disclosures:
        if one.item == item.item:
            by = ((one.by, one.by_organisation),)
            yield Recipient(one.role, one.organisation, Way.DISCLOSURE, one.disclosed_at, by)


def _in_documents(procedure: Procedure, case: Case, item: Item) -> Iterator[Recipient]:
    """To whom a document that tells it was given, or for whom its kind is made."""
    for one in case.care.documents:
        if item.item not in one.items:
            continue
        kind, by = procedure.documents[one.kind], ((one.filed_by, one.by_organisation),)
        given = (
            [(one.role, one.organisation)]
            if one.role
            else [
                (role, organisation)
                for role in kind.to
                for organisation in case.parties.organisations(role, one.filed_at)
            ]
        )
        for role, organisation in given:
            yield Recipient(role, organisation, Way.DOCUMENT, one.filed_at, by, kind.information)


def _heard(procedure: Procedure, case: Case, item: Item) -> Iterator[Recipient]:
    conference = case.conferences.get(item.conference)
    if conference is None:
        return
    shown_to = procedure.conferences[conference.type].information
    by = ((item.role, item.organisation),)
    for one in conference.attendance:
        since = max(one.at, item.recorded_at)
        yield Recipient(one.role, one.organisation, Way.CONFERENCE, since, by, shown_to)
