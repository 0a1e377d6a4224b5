"""Differences between two versions that the same people lived in the same weeks.

A replication of the one is set against the same replication of the other, so what both have
in common falls out. How much that helped is told with every difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance
from typing import Final

from ddrflow.simulation.statistics.interval import (
    LEVEL,
    Interval,
    about,
    influences,
    mean_interval,
    ratio_of,
)

#: Pairing that saves less than this part of the replications did not help.
HELPS: Final = 1.5


@dataclass(frozen=True, slots=True)
class Difference:
    """What two versions came to, and the difference of the second from the first.

    `correlation` is that of the two over the replications; `reduction` is how many times as many
    replications it would have taken with other people for each version. Both are None where they
    cannot be told: with fewer than three replications, or where one version never varies.
    """

    before: float
    after: float
    difference: Interval
    replications: int
    correlation: float | None = None
    reduction: float | None = None

    @property
    def has_helped(self) -> bool:
        """Pairing saved replications, or nothing can be told of that."""
        return self.reduction is None or self.reduction >= HELPS


def paired_means(
    before: Sequence[float], after: Sequence[float], level: float = LEVEL
) -> Difference:
    """The difference of the means of two series, replication by replication.

    Raises ValueError where the series are not of one length, or empty.
    """
    differences = [new - old for old, new in zip(before, after, strict=True)]
    return _with_help(fmean(before), fmean(after), mean_interval(differences, level), before, after)


def paired_ratios(
    before: Sequence[tuple[float, float]],
    after: Sequence[tuple[float, float]],
    level: float = LEVEL,
) -> Difference | None:
    """The difference of two ratios of sums, such as missed reviews of due ones.

    Each replication gives what is counted and what it is of (see `ratio_interval`). None where
    there was nothing to count in one of the versions. Raises ValueError as `paired_means` does.
    """
    old, new = ratio_of(before), ratio_of(after)
    if old is None or new is None:
        return None
    olds, news = influences(before, old), influences(after, new)
    differences = [theirs - ours for ours, theirs in zip(olds, news, strict=True)]
    return _with_help(old, new, about(new - old, differences, level), olds, news)


def _with_help(
    before: float,
    after: float,
    difference: Interval,
    olds: Sequence[float],
    news: Sequence[float],
) -> Difference:
    number = len(olds)
    if number < 3:  # noqa: PLR2004 - two points always lie on a line
        return Difference(before, after, difference, number)
    apart = [new - old for old, new in zip(olds, news, strict=True)]
    old, new, both = variance(olds), variance(news), variance(apart)
    if not old or not new:
        return Difference(before, after, difference, number)
    correlation = max(-1.0, min(1.0, (old + new - both) / (2 * sqrt(old * new))))
    reduction = (old + new) / both if both else None
    return Difference(before, after, difference, number, correlation, reduction)
