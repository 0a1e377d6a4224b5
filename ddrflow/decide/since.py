"""Since when something is missing: what a reader knows of a case last changed then."""

from collections.abc import Iterable
from datetime import datetime

from ddrflow.model.case import Case

#: Parts of which a reader may know less than there is: what is left is looked at by itself.
IN_PART = frozenset(
    {"parties", "conferences", "care", "exceptions", "information", "interests", "references"}
)


def last_change(known: Case, reads: frozenset[str]) -> datetime:
    """When something that is read and known last changed, or the state began.

    A change that its reader does not know of moves no date that it is told.
    """
    changed = [
        at for part, at in known.touched.items() if part not in IN_PART and f"case.{part}" in reads
    ]
    for part, instants in (
        ("parties", _parties(known)),
        ("conferences", _conferences(known)),
        ("care", _care(known)),
        ("exceptions", _exceptions(known)),
        ("information", _information(known)),
        ("interests", _interests(known)),
        ("references", _references(known)),
    ):
        if f"case.{part}" in reads:
            changed += [one for one in instants if one is not None]
    return max([known.position.since, *changed])


def _parties(known: Case) -> Iterable[datetime | None]:
    yield from (at for one in known.parties.bindings for at in (one.starts_at, one.ends_at))
    yield from (one.named_at for one in known.parties.persons)


def _conferences(known: Case) -> Iterable[datetime | None]:
    return (one.changed_at for one in known.conferences.values())


def _care(known: Case) -> Iterable[datetime | None]:
    care = known.care
    yield from (at for one in care.needs for at in (one.identified_at, one.settled_at))
    yield from (one.adopted_at for one in care.plans)
    yield from (at for one in care.notices for at in (one.given_at, one.acknowledged_at))
    yield from (one.filed_at for one in care.documents)


def _exceptions(known: Case) -> Iterable[datetime | None]:
    exceptions = known.exceptions
    yield from (at for one in exceptions.breaches for at in (one.opened_at, one.closed_at))
    yield from (one.starts_at for one in exceptions.deviations)


def _information(known: Case) -> Iterable[datetime | None]:
    for one in known.information.items:
        yield from (one.recorded_at, one.withdrawn_at)
        yield from (each.released_at for each in one.releases)
    yield from (one.disclosed_at for one in known.information.disclosures)
    yield from (one.told_at for one in known.information.withdrawals)


def _interests(known: Case) -> Iterable[datetime | None]:
    return (at for one in known.interests for at in (one.declared_at, one.ended_at))


def _references(known: Case) -> Iterable[datetime | None]:
    return (at for one in known.references for at in (one.added_at, one.ended_at))
