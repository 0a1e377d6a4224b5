"""How far an answer rests on what nobody measured: each assumed parameter is tried over its range.

The sign of an answer that turns within the range of an assumption is worth more than the answer.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import pairwise

from ddrflow.simulation.comparing import Comparison, Wish, compare
from ddrflow.simulation.run import Study
from ddrflow.simulation.statistics.paired import Difference
from ddrflow.simulation.world import Parameter


@dataclass(frozen=True, slots=True)
class Swept:
    """The difference where one parameter is at either end of its range.

    `turns_at` is the factor at which the sign of the difference changes, by a straight line
    between the ends and the middle; None where it does not.
    """

    parameter: Parameter
    low: float | None
    high: float | None
    turns_at: float | None

    @property
    def span(self) -> float:
        """How far the answer moves over the range."""
        ends = [one for one in (self.low, self.high) if one is not None]
        return max(ends) - min(ends) if ends else 0.0


def sweep(
    found: Comparison,
    executor: Executor | None = None,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Swept, ...]:
    """Every assumed parameter of the world, the one that moves the answer furthest first.

    Each end is lived by the same people with as many replications as the comparison had.
    """
    parameters = found.before.world.assumed()
    swept = []
    for number, one in enumerate(parameters, 1):
        swept.append(_swept(found, one, executor))
        told(number, len(parameters))
    return tuple(sorted(swept, key=lambda one: (-one.span, one.parameter.path)))


def _swept(found: Comparison, parameter: Parameter, executor: Executor | None) -> Swept:
    low, high = (
        _estimate(found, parameter, factor, executor) for factor in (parameter.low, parameter.high)
    )
    middle = found.primary.found.difference.estimate if found.primary else None
    points = ((parameter.low, low), (1.0, middle), (parameter.high, high))
    known = [(factor, value) for factor, value in points if value is not None]
    return Swept(parameter, low, high, next(turns(known), None))


def _estimate(
    found: Comparison, parameter: Parameter, factor: float, executor: Executor | None
) -> float | None:
    def moved(study: Study) -> Study:
        return replace(study, world=study.world.changed(parameter.path, factor))

    wish = Wish(found.wish.primary, budget=found.number)
    there = compare(moved(found.before), moved(found.after), wish, executor)
    primary: Difference | None = there.primary.found if there.primary else None
    return None if primary is None else primary.difference.estimate


def turns(points: Iterable[tuple[float, float]]) -> Iterator[float]:
    """Where the line through points, each a factor and a difference, crosses nothing."""
    known = list(points)
    for (left, one), (right, other) in pairwise(known):
        if one != other and min(one, other) <= 0 <= max(one, other):
            yield left + (right - left) * one / (one - other)
