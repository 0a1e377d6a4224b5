"""What stands out among several, what holds, and when there is enough."""

from hypothesis import given
from hypothesis import strategies as st

from ddrflow.simulation.statistics.holm import adjusted
from ddrflow.simulation.statistics.interval import Interval
from ddrflow.simulation.statistics.stopping import AHEAD, LEAST, Stop, Stopping
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
    assert Bound(2).asked_of(estimate) is Verdict.HOLDS
    assert Bound(1.7).asked_of(estimate) is Verdict.HOLDS
    assert Bound(1).asked_of(estimate) is Verdict.UNDECIDED
    assert Bound(0.5).asked_of(estimate) is Verdict.FAILS
    assert Bound(0.5, is_most=False).asked_of(estimate) is Verdict.HOLDS
    assert Bound(1, is_most=False).asked_of(estimate) is Verdict.UNDECIDED
    assert Bound(2, is_most=False).asked_of(estimate) is Verdict.FAILS
    assert Bound(2).asked_of(Interval(1, None, None)) is Verdict.UNDECIDED
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
