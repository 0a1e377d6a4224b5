"""What one procedure comes to, measure by measure, over its replications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from ddrflow.measures import Unit
from ddrflow.simulation.comparing import OF_THINGS, counted, summed
from ddrflow.simulation.figures import WATCHED, Watched
from ddrflow.simulation.run import Replication
from ddrflow.simulation.statistics.interval import (
    LEVEL,
    Interval,
    mean_interval,
    ratio_interval,
)


@dataclass(frozen=True, slots=True)
class Estimated:
    """A measure with its interval; days and shares over all things seen, the rest by case."""

    measure: Watched
    found: Interval


def estimates(lived: Sequence[Replication]) -> tuple[Estimated, ...]:
    """Every measure of which something was seen, in the order of the table."""
    found = ((one, estimate(one, lived)) for one in WATCHED)
    return tuple(Estimated(one, each) for one, each in found if each is not None)


def estimate(
    measure: Watched, lived: Sequence[Replication], level: float = LEVEL
) -> Interval | None:
    """A measure over replications; None where nothing was seen of it."""
    name, unit = measure.name, measure.unit
    if unit in OF_THINGS:
        found = ratio_interval(counted(name, lived), level)
        things = sum(len(one.seen(name)) for one in lived)
    elif any(one.seen(name) for one in lived):
        found = mean_interval(summed(measure, lived), level)
        things = sum(len(one.cases) for one in lived)
    else:
        return None
    return None if found is None else _possible(_never_or_always(found, unit, things, level), unit)


def _never_or_always(found: Interval, unit: Unit, things: int, level: float) -> Interval:
    """What never came, or always, may come once in more things than were seen (Hanley's rule)."""
    if found.low is None or found.low != found.high:
        return found
    most = -log(1 - level) / things
    if found.estimate == 0 and unit in (Unit.SHARE, Unit.COUNT):
        return replace(found, high=most, is_of_few=False)
    if found.estimate == 1 and unit is Unit.SHARE:
        return replace(found, low=1 - most, is_of_few=False)
    return found


def _possible(found: Interval, unit: Unit) -> Interval:
    """Bounds no lower than nothing, and of a share no higher than all."""
    if found.low is None or found.high is None:
        return found
    high = min(1.0, found.high) if unit is Unit.SHARE else found.high
    return replace(found, low=max(0.0, found.low), high=high)
