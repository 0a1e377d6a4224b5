"""Deviations, breaches, corrections and erasures."""

from dataclasses import replace

from ddrflow.model import events as e
from ddrflow.model.case import Case, Exceptions
from ddrflow.model.events import Entry
from ddrflow.model.record import Breach, Correction, Deviation, Erasure


def deviation_allowed(case: Case, entry: Entry, event: e.DeviationAllowed) -> Exceptions:
    """One more rule lifted for a while."""
    deviation = Deviation(
        rule=event.rule,
        place=event.place,
        approved_by=entry.actor.role,
        asked_by=event.asked_by,
        starts_at=entry.occurred_at,
        until=event.until,
    )
    old = case.exceptions
    return replace(old, deviations=(*old.deviations, deviation))


def breach_opened(case: Case, entry: Entry, event: e.BreachOpened) -> Exceptions:
    """One more breach, with owner and due day."""
    breach = Breach(
        event.breach, event.trigger, event.rule, event.owner, event.due_on, entry.occurred_at
    )
    old = case.exceptions
    named = old.breaches_named + 1
    return replace(old, breaches=(*old.breaches, breach), breaches_named=named)


def breach_taken_out(case: Case) -> Exceptions:
    """A correction took a breach out; its id stays used."""
    old = case.exceptions
    return replace(old, breaches_named=old.breaches_named + 1)


def breach_closed(case: Case, entry: Entry, event: e.BreachClosed) -> Exceptions:
    """The breach is mended."""
    breaches = tuple(
        replace(one, closed_at=entry.occurred_at) if one.breach == event.breach else one
        for one in case.exceptions.breaches
    )
    return replace(case.exceptions, breaches=breaches)


def entry_corrected(case: Case, entry: Entry, event: e.EntryCorrected) -> Exceptions:
    """The correction itself stays on record."""
    correction = Correction(event.wrong, entry.actor.person, event.why)
    old = case.exceptions
    return replace(old, corrections=(*old.corrections, correction))


def content_erased(case: Case, entry: Entry, event: e.ContentErased) -> Exceptions:
    """Which free text is gone; no other part of a case knows of any."""
    by = entry.actor.person
    erasure = Erasure(event.entries, entry.seq, by, event.basis, entry.recorded_at)
    old = case.exceptions
    return replace(old, erasures=(*old.erasures, erasure))
