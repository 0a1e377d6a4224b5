"""Who led a case, and who stayed with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.agency import Phase
from ddrflow.model.lead import LeadTerm
from ddrflow.model.record import Function, NamedPerson

Span = tuple[datetime, datetime]
MOMENT = timedelta(microseconds=1)


def days_without_lead(past: Past) -> Iterator[Seen]:
    """Days on which, at some moment between opening and end, nobody was the accountable lead.

    A term of lead counts from its start to the start of the next, if somebody accepted it, and
    while its organisation plays the role. There is never such a day, unless the record is wrong.
    """
    days = set[int]()
    for start, end in _uncovered(past):
        first, last = past.day(start), past.day(end - MOMENT)
        days.update(range(first.toordinal(), last.toordinal() + 1))
    yield Seen(len(days))


def lead_changes(past: Past) -> Iterator[Seen]:
    """How often the lead passed from one organisation or role to another."""
    yield Seen(sum(1 for one, then in pairwise(past.case.lead.terms) if _who(one) != _who(then)))


def same_worker_after_release(past: Past) -> Iterator[Seen]:
    """Of the roles that work on after release and had a worker named by then, how many kept one.

    A role kept a worker where one of those named for it on the day of release is still named
    for it when the case ends or leaves the phase after release, or now.
    """
    agencies = past.workflow.procedure.agencies.values()
    roles = [one.role for one in agencies if Phase.POST_RELEASE in one.phases]
    for released_at, until in past.releases():
        for role in roles:
            before = _workers(past, role, released_at)
            if before:
                kept = before & _workers(past, role, until)
                yield Seen(int(bool(kept)), role)


def _who(term: LeadTerm) -> tuple[str, str]:
    return term.role, term.organisation


def _uncovered(past: Past) -> Iterator[Span]:
    """The times between opening and end that no term covers, in order."""
    reached = past.case.opened_at
    for start, end in sorted(_covered(past)):
        if reached < min(start, past.ends_at):
            yield reached, min(start, past.ends_at)
        reached = max(reached, end)
    if reached < past.ends_at:
        yield reached, past.ends_at


def _covered(past: Past) -> Iterator[Span]:
    """For each accepted term the times in which its organisation played the role."""
    terms = past.case.lead.terms
    ends = [*(one.starts_at for one in terms[1:]), past.ends_at]
    for term, end in zip(terms, ends, strict=True):
        for one in past.case.parties.bindings:
            if not term.accepted_by or (one.role, one.organisation) != _who(term):
                continue
            start, stop = max(term.starts_at, one.starts_at), min(end, one.ends_at or end)
            if start < stop:
                yield start, stop


def _workers(past: Past, role: str, at: datetime) -> frozenset[str]:
    """The worker named last by then in each organisation that plays the role then."""
    playing = past.case.parties.organisations(role, at)
    named: dict[str, NamedPerson] = {}
    for one in sorted(past.case.parties.persons, key=lambda each: each.named_at):
        if one.role == role and one.function is Function.WORKER and one.named_at <= at:
            named[one.organisation] = one
    return frozenset(one.person for name, one in named.items() if name in playing)
