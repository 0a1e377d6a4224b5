"""What one procedure comes to, measure by measure, over its replications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ddrflow.measures import Unit
from ddrflow.simulation.comparing import OF_THINGS, counted, summed
from ddrflow.simulation.figures import WATCHED, Watched
from ddrflow.simulation.run import Replication
from ddrflow.simulation.statistics.interval import Interval, mean_interval, ratio_interval


@dataclass(frozen=True, slots=True)
class Estimated:
    """A measure with its interval; days and shares over all things seen, the rest by case."""

    measure: Watched
    found: Interval


def estimates(lived: Sequence[Replication]) -> tuple[Estimated, ...]:
    """Every measure of which something was seen, in the order of the table."""
    found = ((one, estimate(one, lived)) for one in WATCHED)
    return tuple(Estimated(one, each) for one, each in found if each is not None)


def estimate(measure: Watched, lived: Sequence[Replication]) -> Interval | None:
    """A measure over replications; None where nothing was seen of it."""
    if measure.unit in OF_THINGS:
        found = ratio_interval(counted(measure.name, lived))
        return None if found is None else _possible(found, measure.unit)
    if not any(one.seen(measure.name) for one in lived):
        return None
    return _possible(mean_interval(summed(measure, lived)), measure.unit)


def _possible(found: Interval, unit: Unit) -> Interval:
    """Bounds no lower than nothing, and of a share no higher than all."""
    if found.low is None or found.high is None:
        return found
    high = min(1.0, found.high) if unit is Unit.SHARE else found.high
    return replace(found, low=max(0.0, found.low), high=high)
