"""Lengths of time of which some were not over yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from ddrflow.simulation.statistics.survival import curve

TIMES = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=60)

#: The remission of leukaemia under 6-MP (Freireich and others, 1963): weeks, and whether over.
REMISSION = [
    *((6, True),) * 3, (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True),
    (25, False), (32, False), (32, False), (34, False), (35, False),
]  # fmt: skip


def test_a_known_example_comes_out_as_in_the_textbooks() -> None:
    found = curve(REMISSION)
    assert found is not None
    assert found.days == (6, 7, 10, 13, 16, 22, 23)
    told = [round(one, 3) for one in found.parts]
    assert told == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert found.percentile(0.5) == 23
    assert found.percentile(0.6) is None
    assert (found.number, found.censored) == (21, 12)
    assert [round(found.part_by(one), 3) for one in (5, 6, 8, 100)] == [0, 0.143, 0.193, 0.552]


@given(TIMES)
def test_it_is_what_another_library_finds(times: list[tuple[int, bool]]) -> None:
    found = curve(times)
    assert found is not None
    known = ecdf(
        CensoredData(
            uncensored=[days for days, is_over in times if is_over],
            right=[days for days, is_over in times if not is_over],
        )
    ).sf
    theirs = dict(zip(known.quantiles.tolist(), known.probabilities.tolist(), strict=True))
    for day, part in zip(found.days, found.parts, strict=True):
        assert theirs[day] == pytest.approx(part)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60))
def test_where_everything_was_over_the_mean_is_the_mean(days: list[int]) -> None:
    found = curve([(one, True) for one in days])
    assert found is not None
    assert found.mean_until(100) == pytest.approx(sum(days) / len(days))
    assert found.percentile(1) == max(days)


def test_who_is_still_waiting_makes_the_delay_longer() -> None:
    over = curve([(10, True), (20, True)])
    waiting = curve([(10, True), (20, True), (30, False)])
    assert over is not None
    assert waiting is not None
    assert waiting.mean_until(30) > over.mean_until(30)


def test_nothing_seen_has_no_curve() -> None:
    assert curve([]) is None


def test_how_far_it_was_followed_is_known() -> None:
    found = curve([(5, True), (30, False)])
    assert found is not None
    assert found.followed == 30
