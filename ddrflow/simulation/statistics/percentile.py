"""Percentiles of all things seen, and their difference between two versions.

The things of one replication depend on one another, so whole replications are drawn again, the
same ones for both versions.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from ddrflow.simulation.statistics.interval import LEVEL, Interval
from ddrflow.simulation.statistics.paired import Difference

RESAMPLES: Final = 1000


def paired_percentiles(
    before: Sequence[Sequence[float]],
    after: Sequence[Sequence[float]],
    part: float,
    seed: int,
    level: float = LEVEL,
) -> Difference | None:
    """The difference of a percentile over all replications, with the bounds of a bootstrap.

    `part` is 0.95 for the value that 95 % do not exceed. The same seed gives the same bounds.
    None where a version saw nothing. Raises ValueError where the series are not of one length.
    """
    pairs = list(zip(before, after, strict=True))
    olds = [np.asarray(one, dtype=float) for one, _ in pairs]
    news = [np.asarray(one, dtype=float) for _, one in pairs]
    if not any(map(len, olds)) or not any(map(len, news)):
        return None
    old, new = _percentile(olds, part), _percentile(news, part)
    if len(pairs) < 2:  # noqa: PLR2004 - there is nothing to draw again from one
        return Difference(old, new, Interval(new - old, None, None), len(pairs))
    chosen = np.random.Generator(np.random.PCG64(seed)).integers(
        0, len(pairs), size=(RESAMPLES, len(pairs))
    )
    drawn = []
    for row in chosen:
        ours, theirs = [olds[one] for one in row], [news[one] for one in row]
        if any(map(len, ours)) and any(map(len, theirs)):
            drawn.append(_percentile(theirs, part) - _percentile(ours, part))
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    found = Interval(new - old, min(float(low), new - old), max(float(high), new - old))
    return Difference(old, new, found, len(pairs))


def _percentile(series: Sequence["np.typing.NDArray[np.float64]"], part: float) -> float:
    return float(np.quantile(np.concatenate(series), part))
