"""Differences between two versions, replication by replication."""

from random import Random
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from ddrflow.simulation.statistics.interval import mean_interval
from ddrflow.simulation.statistics.paired import paired_means, paired_ratios

NUMBERS = st.floats(-1e6, 1e6)
SERIES = st.lists(NUMBERS, min_size=2, max_size=30)
PAIRS = st.integers(2, 20).flatmap(
    lambda size: st.tuples(*[st.lists(NUMBERS, min_size=size, max_size=size)] * 2)
)
COUNTS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda one: (min(one), one[1])),
    min_size=2,
    max_size=20,
)


def samples(seed: int, number: int = 40) -> tuple[list[float], list[float]]:
    """Two correlated series."""
    chance = np.random.Generator(np.random.PCG64(seed))
    old = chance.lognormal(2, 0.5, number)
    return list(old), list(old + chance.normal(1, 0.5, number))


def test_it_is_the_paired_t_test_of_the_textbooks() -> None:
    old, new = samples(1)
    found, known = paired_means(old, new), ttest_rel(new, old)
    bounds = known.confidence_interval()
    assert found.difference.low == pytest.approx(bounds.low)
    assert found.difference.high == pytest.approx(bounds.high)
    assert found.difference.probability == pytest.approx(known.pvalue)


@given(SERIES)
def test_what_is_the_same_differs_by_nothing(series: list[float]) -> None:
    found = paired_means(series, series)
    assert (found.difference.estimate, found.difference.low, found.difference.high) == (0, 0, 0)
    assert found.difference.probability == 1
    assert found.difference.is_of_nothing


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_replications_changes_nothing(
    pair: tuple[list[float], list[float]], shuffle: Random
) -> None:
    order = list(range(len(pair[0])))
    shuffle.shuffle(order)
    old, new = pair
    found = paired_means(old, new)
    again = paired_means([old[at] for at in order], [new[at] for at in order])
    assert again.difference.estimate == pytest.approx(found.difference.estimate, abs=1e-6)
    assert again.difference.low == pytest.approx(found.difference.low, rel=1e-6, abs=1e-6)


def test_a_shift_of_the_second_shifts_the_bounds() -> None:
    old, new = samples(2)
    found, later = paired_means(old, new), paired_means(old, [one + 5 for one in new])
    assert later.difference.estimate == pytest.approx(found.difference.estimate + 5)
    assert later.difference.low == pytest.approx((found.difference.low or 0) + 5)
    assert later.difference.half_width == pytest.approx(found.difference.half_width)


def test_what_pairing_saved_is_told() -> None:
    old, new = samples(3)
    found = paired_means(old, new)
    assert found.correlation is not None
    assert found.correlation > 0.9
    assert found.reduction is not None
    assert found.reduction > 10
    assert found.has_helped
    _, stranger = samples(4)
    apart = paired_means(old, stranger)
    assert not apart.has_helped


def test_one_replication_tells_no_bounds() -> None:
    found = paired_means([1.0], [3.0])
    assert found.difference.estimate == 2
    assert (found.difference.low, found.difference.high) == (None, None)
    assert found.difference.is_of_nothing
    assert found.difference.half_width is None


def test_series_of_two_lengths_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="shorter"):
        paired_means([1.0, 2.0], [1.0])


def test_a_ratio_is_one_of_sums_and_no_mean_of_ratios() -> None:
    found = paired_ratios([(1, 1), (0, 99)], [(1, 1), (0, 99)])
    assert found is not None
    assert found.before == 0.01
    assert found.difference.estimate == 0


@given(COUNTS)
def test_where_each_replication_counts_as_many_it_is_the_mean(
    counts: list[tuple[int, int]],
) -> None:
    old = [(part, 50) for part, _ in counts]
    new = [(of, 50) for _, of in counts]
    found = paired_ratios(old, new)
    assert found is not None
    plain = mean_interval([(b - a) / 50 for (a, _), (b, _) in zip(old, new, strict=True)])
    assert found.difference.estimate == pytest.approx(plain.estimate)
    assert found.difference.low == pytest.approx(plain.low, abs=1e-9)
    assert found.difference.high == pytest.approx(plain.high, abs=1e-9)


def test_nothing_to_count_is_not_known() -> None:
    assert paired_ratios([(0, 0), (0, 0)], [(1, 2), (0, 1)]) is None


@given(SERIES)
def test_the_mean_lies_within_its_bounds(series: list[float]) -> None:
    found = mean_interval(series)
    assert found.estimate == fmean(series)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.estimate <= found.high
