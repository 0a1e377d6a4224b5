"""What is watched in a simulation: every measure of the record, and what only it can tell.

A recorded case does not know for when a step was planned, nor that a room was full; a life does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ddrflow.measures import MEASURES, Measure, Seen, Unit
from ddrflow.model.conference import Outcome
from ddrflow.model.source import Source
from ddrflow.simulation.replication import Lived


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure of lives: its unit, what its groups are, its source, how to look."""

    name: str
    unit: Unit
    by: str
    source: Source
    look: Callable[[Lived], Iterable[Seen]]


@dataclass(frozen=True, slots=True)
class Time:
    """Days until something came; where the life was not followed so far, it is censored."""

    days: int
    is_seen: bool


def days_late(life: Lived) -> Iterator[Seen]:
    """From the day for which a person's course planned a step to the day it was taken."""
    for one in life.planned:
        if one.taken_at is not None:
            yield Seen(life.past.days(one.planned_at, one.taken_at), one.trigger)


def release_to_conference(life: Lived) -> Iterator[Seen]:
    """From a release to the end of the first sitting after it that counts as held."""
    return (Seen(one.days) for one in until_conference_after_release(life) if one.is_seen)


def days_queued(life: Lived) -> Iterator[Seen]:
    """For how long conferences waited for a place that all cases share."""
    return (Seen(days) for days in life.queued)


def closed(life: Lived) -> Iterator[Seen]:
    """Of the cases, how many were closed while they were followed."""
    yield Seen(int(not life.past.case.is_open))


def until_first_conference(life: Lived) -> Iterator[Time]:
    """From the opening to the first conference that counts."""
    past = life.past
    held = [at for at, one in past.sat() if one.outcome is Outcome.HELD]
    yield _time(life, past.case.opened_at, held[0] if held else None)


def until_conference_after_release(life: Lived) -> Iterator[Time]:
    """From each release to the first conference after it that counts."""
    held = [at for at, one in life.past.sat() if one.outcome is Outcome.HELD]
    for since, until in life.past.releases():
        first = next((at for at in held if since < at <= until), None)
        yield _time(life, since, first, until)


def until_taken(life: Lived) -> Iterator[Time]:
    """From the day for which a step was planned until it was taken."""
    for one in life.planned:
        if one.planned_at < life.past.ends_at:
            yield _time(life, one.planned_at, one.taken_at, one.dropped_at)


def _time(
    life: Lived, since: datetime, came: datetime | None, until: datetime | None = None
) -> Time:
    end = came or until or life.past.ends_at
    return Time(life.past.days(since, end), came is not None)


def _of_the_record(measure: Measure) -> Watched:
    return Watched(
        measure.name, measure.unit, measure.by, measure.source, lambda life: measure.look(life.past)
    )


_OWN: Final = Source("local choice")
WATCHED: Final = (
    *(_of_the_record(one) for one in MEASURES),
    Watched("days-late", Unit.DAYS, "trigger", Source("ran", "R71"), days_late),
    Watched("release-to-conference", Unit.DAYS, "", Source("ran", "R71"), release_to_conference),
    Watched("days-queued", Unit.DAYS, "", _OWN, days_queued),
    Watched("cases-closed", Unit.SHARE, "", _OWN, closed),
)
#: The lengths of time that are looked at with those that were not over yet.
TIMES: Final[Mapping[str, Callable[[Lived], Iterable[Time]]]] = {
    "opening-to-conference": until_first_conference,
    "release-to-conference": until_conference_after_release,
    "days-late": until_taken,
}
