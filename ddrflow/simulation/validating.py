"""Whether a simulation of today's procedure gives today's numbers: before that, no forecast.

Each measure of the recorded cases is set against what as many synthetic cases come to, replication
by replication. What lies outside is told, and so many measures are looked at that the bounds are
as wide as that takes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from ddrflow.measures import MEASURES, Measure, Past
from ddrflow.simulation.comparing import BY_NAME, OF_THINGS, counted, summed
from ddrflow.simulation.run import CaseSeen, Replication
from ddrflow.simulation.statistics.holm import FAMILY
from ddrflow.simulation.statistics.interval import quantile

#: Fewer replications do not tell how far a single one lies from the others.
LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """A measure of the record, and the bounds within which a replication would have it."""

    measure: Measure
    recorded: float
    low: float
    high: float

    @property
    def fits(self) -> bool:
        """The record could be one of the replications, as far as this measure tells."""
        return self.low <= self.recorded <= self.high


def fits(lived: Sequence[Replication], record: Sequence[Past]) -> tuple[Fit, ...]:
    """Every measure of which both saw something, in the order of the table.

    The bounds are those of one further replication, so wide that all measures together lie within
    theirs in 95 of 100 records that fit. Raises ValueError for fewer than three replications.
    """
    if len(lived) < LEAST:
        message = f"{len(lived)} replications do not tell how far one lies from the others"
        raise ValueError(message)
    seen = _as_replication(record)
    known = [
        (one, recorded, values)
        for one in MEASURES
        if (recorded := _value(one, seen)) is not None
        and len(values := [each for each in map(_of(one), lived) if each is not None]) >= LEAST
    ]
    level = 1 - FAMILY / max(1, len(known))
    return tuple(_fit(one, recorded, values, level) for one, recorded, values in known)


def _fit(measure: Measure, recorded: float, values: Sequence[float], level: float) -> Fit:
    number = len(values)
    reach = quantile((1 + level) / 2, number - 1) * stdev(values) * sqrt(1 + 1 / number)
    return Fit(measure, recorded, fmean(values) - reach, fmean(values) + reach)


def _as_replication(record: Iterable[Past]) -> Replication:
    """What the measures saw in recorded cases, in the form in which lives are looked at."""
    cases = []
    for past in record:
        seen = {one.name: tuple(one.look(past)) for one in MEASURES}
        cases.append(CaseSeen(past.case.case_id, seen, {}))
    return Replication(0, tuple(cases), 0, 0, "")


def _of(measure: Measure) -> Callable[[Replication], float | None]:
    return lambda lived: _value(measure, lived)


def _value(measure: Measure, lived: Replication) -> float | None:
    """The average of everything seen, or a sum for each case; None where nothing was seen."""
    if not lived.seen(measure.name):
        return None
    if measure.unit not in OF_THINGS:
        return summed(BY_NAME[measure.name], [lived])[0]
    [(part, of)] = counted(measure.name, [lived])
    return part / of
