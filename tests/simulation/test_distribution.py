"""How values are spread, as inverse distribution functions."""

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.simulation.distribution import Distribution, Shape

SPREADS = [
    Distribution(Shape.VALUE, (4.0,)),
    Distribution(Shape.UNIFORM, (2.0, 6.0)),
    Distribution(Shape.TRIANGULAR, (1.0, 2.0, 9.0)),
    Distribution(Shape.TRIANGULAR, (3.0, 3.0, 3.0)),
    Distribution(Shape.TRIANGULAR, (1.0, 1.0, 4.0)),
    Distribution(Shape.EXPONENTIAL, (5.0,)),
    Distribution(Shape.LOGNORMAL, (5.0, 2.0)),
]
UNIFORM = st.floats(1e-12, 1 - 1e-12)
GRID = [(one + 0.5) / 20_000 for one in range(20_000)]


@pytest.mark.parametrize("spread", SPREADS, ids=str)
def test_the_average_of_its_values_is_its_mean(spread: Distribution) -> None:
    assert mean(spread.at(one) for one in GRID) == pytest.approx(spread.mean, rel=2e-3)


@given(st.sampled_from(SPREADS), UNIFORM, UNIFORM)
def test_a_larger_number_never_makes_a_smaller_value(
    spread: Distribution, one: float, other: float
) -> None:
    assert spread.at(min(one, other)) <= spread.at(max(one, other))


@given(st.sampled_from(SPREADS), UNIFORM, st.floats(0.1, 10))
def test_scaled_every_value_is_so_many_times_as_large(
    spread: Distribution, uniform: float, factor: float
) -> None:
    assert spread.scaled(factor).at(uniform) == pytest.approx(factor * spread.at(uniform))


def test_half_of_the_values_of_a_lognormal_lie_below_its_median() -> None:
    spread = Distribution(Shape.LOGNORMAL, (5.0, 2.0))
    assert spread.at(0.5) == pytest.approx(5)
    assert spread.at(0.8413447) == pytest.approx(10, rel=1e-5)


def test_it_says_what_it_is() -> None:
    assert [str(one) for one in SPREADS[:3]] == [
        "4",
        "uniform with low 2, high 6",
        "triangular with low 1, mode 2, high 9",
    ]
