"""Percentiles over replications, by drawing whole replications again."""

import numpy as np
import pytest

from ddrflow.simulation.statistics.percentile import paired_percentiles


def replications(seed: int, shift: float = 0) -> list[list[float]]:
    """Delays of thirty replications; a shift adds to each."""
    chance = np.random.Generator(np.random.PCG64(seed))
    return [list(chance.lognormal(2, 0.7, 20) + shift) for _ in range(30)]


def test_the_same_seed_draws_the_same_bounds() -> None:
    found = paired_percentiles(replications(1), replications(2), 0.95, 7)
    assert found == paired_percentiles(replications(1), replications(2), 0.95, 7)
    assert found != paired_percentiles(replications(1), replications(2), 0.95, 8)


def test_a_shift_of_everything_is_found_without_doubt() -> None:
    found = paired_percentiles(replications(1), replications(1, shift=3), 0.95, 7)
    assert found is not None
    assert found.difference.estimate == pytest.approx(3)
    assert found.difference.low == pytest.approx(3)
    assert found.difference.high == pytest.approx(3)


def test_it_is_the_percentile_of_everything_together() -> None:
    old = replications(1)
    found = paired_percentiles(old, old, 0.95, 7)
    assert found is not None
    everything = [one for each in old for one in each]
    assert found.before == pytest.approx(float(np.quantile(everything, 0.95)))
    assert found.difference.is_of_nothing


def test_replications_in_which_nothing_was_seen_count_for_nothing() -> None:
    found = paired_percentiles([[1.0, 2.0], []], [[2.0], [3.0]], 0.5, 1)
    assert found is not None
    assert (found.before, found.after) == (1.5, 2.5)
    assert paired_percentiles([[], []], [[2.0], [3.0]], 0.5, 1) is None


def test_one_replication_tells_no_bounds() -> None:
    found = paired_percentiles([[1.0]], [[4.0]], 0.5, 1)
    assert found is not None
    assert (found.difference.estimate, found.difference.low) == (3, None)
