"""Intervals: how large something is, between what bounds, and how surely it is not nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance
from typing import Final

from scipy.special import stdtr, stdtrit

#: So large a part of all studies has the true value within its bounds.
LEVEL: Final = 0.95
#: So many replications that never differ are taken for a rule.
ENOUGH: Final = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its bounds; `probability` is that of so large a one where there is none.

    Bounds and probability are None where there are too few replications to tell. `is_of_few` says
    that the bounds are those of a few replications that never differed: no proof of anything.
    `level` is how large a part of such bounds has the true value within them.
    """

    estimate: float
    low: float | None
    high: float | None
    probability: float | None = None
    is_of_few: bool = False
    level: float = LEVEL

    @property
    def half_width(self) -> float | None:
        """Half the distance of the bounds."""
        if self.low is None or self.high is None:
            return None
        return (self.high - self.low) / 2

    @property
    def surely(self) -> str:
        """The level, in words."""
        return f"{self.level * 100:.3g} %"

    @property
    def is_of_nothing(self) -> bool:
        """Nothing lies within the bounds, or nobody knows them."""
        return self.low is None or self.high is None or self.low <= 0 <= self.high


def mean_interval(values: Sequence[float], level: float = LEVEL) -> Interval:
    """The mean of independent values, with the bounds of Student's t.

    Raises ValueError where there is no value.
    """
    return about(fmean(values), values, level)


def quantile(part: float, freedom: int) -> float:
    """What Student's t does not exceed in such a part of all times."""
    return float(stdtrit(freedom, part))


def ratio_interval(counts: Sequence[tuple[float, float]], level: float = LEVEL) -> Interval | None:
    """A ratio of sums, each replication giving what is counted and what it is of.

    A mean of ratios would weigh a replication with one review like one with a hundred; a ratio
    of sums does not. None where there was nothing to count.
    """
    ratio = ratio_of(counts)
    return None if ratio is None else about(ratio, influences(counts, ratio), level)


def ratio_of(counts: Sequence[tuple[float, float]]) -> float | None:
    """The sum of what is counted, of the sum of what it is of."""
    whole = sum(of for _, of in counts)
    return sum(part for part, _ in counts) / whole if whole else None


def influences(counts: Sequence[tuple[float, float]], ratio: float) -> list[float]:
    """What each replication adds to a ratio: the linear part of it, 0 on average."""
    mean = fmean(of for _, of in counts)
    return [(part - ratio * of) / mean for part, of in counts]


def about(estimate: float, values: Sequence[float], level: float = LEVEL) -> Interval:
    """Bounds around an estimate that is as uncertain as the mean of these values."""
    number = len(values)
    if number < 2:  # noqa: PLR2004 - one value does not tell how values differ
        return Interval(estimate, None, None, level=level)
    error = sqrt(variance(values) / number)
    if error == 0:
        # Two that agree are no proof; ten are as good as any.
        few = number < ENOUGH
        surely = 1.0 if estimate == 0 else None if few else 0.0
        return Interval(estimate, estimate, estimate, surely, is_of_few=few, level=level)
    freedom = number - 1
    reach = quantile((1 + level) / 2, freedom) * error
    # Student's t by its own function: all of `scipy.stats` takes a second to import.
    probability = 2 * float(stdtr(freedom, -abs(estimate) / error))
    return Interval(estimate, estimate - reach, estimate + reach, probability, level=level)
