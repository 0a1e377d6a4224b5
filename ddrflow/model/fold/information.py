"""Items of information, where they went, and what was asked for."""

from collections.abc import Callable
from dataclasses import replace

from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.item import Disclosure, Information, Item, Release, ToldWithdrawn
from ddrflow.model.request import InformationRequest


def item_recorded(case: Case, entry: Entry, event: e.ItemRecorded) -> Information:
    """One more item, which belongs to whoever recorded it."""
    item = Item(
        item=event.item,
        kind=event.kind,
        role=entry.actor.role,
        organisation=entry.actor.organisation,
        information=event.information,
        recorded_at=entry.occurred_at,
        handling=event.handling,
        conference=event.conference,
    )
    old = case.information
    return replace(old, items=(*old.items, item))


def item_released(case: Case, entry: Entry, event: e.ItemReleased) -> Information:
    """One more release of the item."""
    release = Release(event.roles, event.information, entry.occurred_at)
    return _changed(case, event.item, lambda one: replace(one, releases=(*one.releases, release)))


def item_disclosed(case: Case, entry: Entry, event: e.ItemDisclosed) -> Information:
    """One more disclosure, which stays on record whatever becomes of the item."""
    disclosure = Disclosure(
        item=event.item,
        by=entry.actor.role,
        role=event.role,
        organisation=event.organisation,
        basis=event.basis,
        purpose=event.purpose,
        disclosed_at=entry.occurred_at,
        by_organisation=entry.actor.organisation,
    )
    old = case.information
    return replace(old, disclosures=(*old.disclosures, disclosure))


def item_withdrawn(case: Case, entry: Entry, event: e.ItemWithdrawn) -> Information:
    """The item goes no further."""
    return _changed(case, event.item, lambda one: replace(one, withdrawn_at=entry.occurred_at))


def withdrawal_told(case: Case, entry: Entry, event: e.WithdrawalTold) -> Information:
    """One more who heard that the item was withdrawn."""
    by, at = entry.actor.organisation, entry.occurred_at
    one = ToldWithdrawn(event.item, event.role, event.organisation, by, at)
    old = case.information
    return replace(old, withdrawals=(*old.withdrawals, one))


def information_requested(case: Case, entry: Entry, event: e.InformationRequested) -> Information:
    """One more request, which belongs to whoever recorded it."""
    request = InformationRequest(
        request=event.request,
        by=entry.actor.role,
        by_organisation=entry.actor.organisation,
        role=event.role,
        organisation=event.organisation,
        subject=event.subject,
        purpose=event.purpose,
        requested_at=entry.occurred_at,
        due_on=event.by_day,
    )
    old = case.information
    return replace(old, requests=(*old.requests, request))


def request_answered(case: Case, entry: Entry, event: e.RequestAnswered) -> Information:
    """The request has its answer."""
    requests = tuple(
        replace(
            one,
            answer=event.answer,
            answered_at=entry.occurred_at,
            items=event.items,
            why=event.why,
        )
        if one.request == event.request
        else one
        for one in case.information.requests
    )
    return replace(case.information, requests=requests)


def _changed(case: Case, name: str, change: Callable[[Item], Item]) -> Information:
    old = case.information
    items = tuple(change(one) if one.item == name else one for one in old.items)
    return replace(old, items=items)
