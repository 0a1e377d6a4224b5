"""What stands out among several, what holds, and when there is enough."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.simulation.statistics.holm import adjusted
from ddrflow.simulation.statistics.interval import Interval, mean_interval
from ddrflow.simulation.statistics.stopping import (
    AHEAD,
    LEAST,
    Stop,
    Stopping,
    level_of,
    looks,
)
from ddrflow.simulation.statistics.verdict import Bound, Verdict

FAMILY = st.dictionaries(st.text(max_size=3), st.floats(0, 1), min_size=1, max_size=8)


def test_a_known_family_is_adjusted_as_in_the_textbooks() -> None:
    found = adjusted({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert found == {"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02}


@given(FAMILY)
def test_nothing_is_surer_than_alone_nor_less_sure_than_by_bonferroni(
    family: dict[str, float],
) -> None:
    found = adjusted(family)
    for name, alone in family.items():
        assert alone <= found[name] <= min(1, alone * len(family))


def test_a_bound_holds_fails_or_nobody_knows() -> None:
    estimate = Interval(1.1, 0.6, 1.7)
    assert Bound(2).asked_of(estimate, 0) is Verdict.HOLDS
    assert Bound(1.7).asked_of(estimate, 0) is Verdict.HOLDS
    assert Bound(1).asked_of(estimate, 0) is Verdict.UNDECIDED
    assert Bound(0.5).asked_of(estimate, 0) is Verdict.FAILS
    assert Bound(0.5, is_most=False).asked_of(estimate, 0) is Verdict.HOLDS
    assert Bound(1, is_most=False).asked_of(estimate, 0) is Verdict.UNDECIDED
    assert Bound(2, is_most=False).asked_of(estimate, 0) is Verdict.FAILS
    assert Bound(2).asked_of(Interval(1, None, None), 0) is Verdict.UNDECIDED
    assert Bound(2).asked_of(None, 0) is Verdict.UNDECIDED
    assert Bound(2).asked_of(estimate, 0.05) is Verdict.HOLDS
    assert Bound(2).asked_of(estimate, 0.06) is Verdict.UNDECIDED
    assert [str(Bound(2)), str(Bound(0.5, is_most=False))] == ["at most 2", "at least 0.5"]


def stops_at(budget: int, precise_at: set[int]) -> tuple[int, Stop]:
    stopping = Stopping(budget, lambda number: number in precise_at)
    for number in range(1, budget + 1):
        reason = stopping.after(number)
        if reason is not None:
            return number, reason
    raise AssertionError


def test_a_lucky_moment_is_not_enough() -> None:
    assert stops_at(40, {12}) == (40, Stop.BUDGET)
    assert stops_at(40, set(range(3, 14))) == (40, Stop.BUDGET)


def test_what_stays_precise_is_enough() -> None:
    assert stops_at(40, set(range(1, 41))) == (LEAST + AHEAD, Stop.PRECISE)
    assert stops_at(40, set(range(20, 41))) == (20 + AHEAD, Stop.PRECISE)


def test_whether_something_is_decided_is_asked_a_few_times_and_each_time_more_surely() -> None:
    assert looks(40) == (10, 20, 40)
    assert looks(10) == (10,)
    assert looks(4) == (4,)
    assert looks(100) == (10, 20, 40, 80, 100)
    assert level_of(10) == pytest.approx(0.95)
    assert level_of(40) == pytest.approx(1 - 0.05 / 3)
    assert level_of(40, 2) == pytest.approx(1 - 0.05 / 6)


@pytest.mark.parametrize("budget", [40, 400])
def test_what_lies_at_its_limit_is_seldom_decided_the_wrong_way(budget: int) -> None:
    """However many replications there may be: looking again and again buys no luck."""
    chance = np.random.Generator(np.random.PCG64(budget))
    studies, wrong, bound, level = 400, 0, Bound(0), level_of(budget)
    for _ in range(studies):
        values = list(chance.standard_normal(budget))

        def is_decided(number: int, values: list[float] = values) -> bool:
            found = mean_interval(values[:number], level)
            return bound.asked_of(found, 0) is not Verdict.UNDECIDED

        stopping = Stopping(budget, is_decided, Stop.DECIDED)
        reasons = (stopping.after(number) for number in range(1, budget + 1))
        wrong += next(one for one in reasons if one is not None) is Stop.DECIDED
    assert wrong / studies <= 0.06


def test_what_never_differed_is_undecided_just_at_its_limit() -> None:
    """Fifteen replications without one are no proof that there is never one."""
    assert Bound(0).asked_of(mean_interval([0.0] * 15), 0) is Verdict.UNDECIDED
    assert Bound(1).asked_of(mean_interval([0.0] * 15), 0) is Verdict.HOLDS
    assert mean_interval([1.0] * 2).probability is None


def test_a_few_that_never_differed_decide_nothing() -> None:
    """A rare thing is seen in none of two: of nine, chance may go further than they show."""
    for number in (2, 9):
        few = mean_interval([0.0] * number)
        assert few.is_of_few
        assert Bound(1).asked_of(few, 0) is Verdict.UNDECIDED
        assert Bound(1, is_most=False).asked_of(few, 0) is Verdict.UNDECIDED
    assert not mean_interval([0.0] * 10).is_of_few


def test_ten_that_never_differed_are_taken_for_a_rule() -> None:
    assert mean_interval([1.0] * 10).probability == 0
