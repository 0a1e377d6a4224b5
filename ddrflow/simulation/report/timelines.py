"""The same person under two procedures: what took place when, and who led meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from ddrflow.model.conference import Outcome
from ddrflow.model.events import ReviewMissed, StepTaken
from ddrflow.simulation.comparing import Comparison
from ddrflow.simulation.replication import Lived
from ddrflow.simulation.run import CaseSeen, lives


@dataclass(frozen=True, slots=True)
class Band:
    """Who led from one day to another, counted from the referral."""

    role: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that took place on a day, counted from the referral."""

    day: int
    what: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """One case as it was lived: the lead as bands, conferences, missed reviews, steps."""

    bands: tuple[Band, ...]
    held: tuple[Moment, ...]
    inquorate: tuple[Moment, ...]
    missed: tuple[Moment, ...]
    steps: tuple[Moment, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One person under both procedures, and why this one is shown."""

    case_id: str
    why: str
    before: Timeline
    after: Timeline


def pairs(found: Comparison) -> tuple[Pair, ...]:
    """Three people of the first replication: the most changed, one in the middle, the least.

    How much somebody changed is what the primary measure saw of them, added up.
    """
    chosen = _chosen(found)
    if not chosen:
        return ()
    names = {case for case, _ in chosen}
    old = {one.case_id: timeline(one) for one in lives(found.before, 0) if one.case_id in names}
    new = {one.case_id: timeline(one) for one in lives(found.after, 0) if one.case_id in names}
    return tuple(Pair(case, why, old[case], new[case]) for case, why in chosen)


def _chosen(found: Comparison) -> list[tuple[str, str]]:
    """The first of each kind by the order of referral; nobody is shown twice."""
    measure = found.wish.primary
    changes = {
        one.case_id: abs(_seen(other, measure) - _seen(one, measure))
        for one, other in zip(found.old[0].cases, found.new[0].cases, strict=True)
    }
    if not changes:
        return []
    by_size = sorted(changes, key=lambda case: -changes[case])
    middle = median_low(changes.values())
    wanted = (
        (by_size[0], "changed most"),
        (next(case for case in by_size if changes[case] == middle), "in the middle"),
        (by_size[-1], "changed least"),
    )
    kept: dict[str, str] = {}
    for case, why in wanted:
        kept.setdefault(case, why)
    return list(kept.items())


def _seen(case: CaseSeen, measure: str) -> int:
    return sum(one.value for one in case.seen.get(measure, ()))


def timeline(life: Lived) -> Timeline:
    """What of a life can be drawn."""
    past, terms = life.past, life.past.case.lead.terms
    ends = [*(one.starts_at for one in terms[1:]), past.ends_at]
    return Timeline(
        tuple(
            Band(one.role, _day(life, one.starts_at), _day(life, end))
            for one, end in zip(terms, ends, strict=True)
        ),
        tuple(_sittings(life, Outcome.HELD)),
        tuple(_sittings(life, Outcome.INQUORATE)),
        tuple(Moment(_day(life, one.occurred_at), it.review) for one, it in past.of(ReviewMissed)),
        tuple(Moment(_day(life, one.occurred_at), it.target) for one, it in past.of(StepTaken)),
        _day(life, past.ends_at),
    )


def _sittings(life: Lived, outcome: Outcome) -> Iterator[Moment]:
    for at, one in life.past.sat():
        if one.outcome is outcome:
            yield Moment(_day(life, at), one.type)


def _day(life: Lived, instant: datetime) -> int:
    return (instant - life.referred_at).days
