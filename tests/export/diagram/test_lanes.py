"""Arrows that run beside each other never meet."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ddrflow.export.diagram.lanes import APART, lanes


def test_the_shorter_lies_inside_the_longer() -> None:
    assert lanes({"long": (0, 500), "short": (100, 200), "other": (300, 400)}) == {
        "long": 1,
        "short": 0,
        "other": 0,
    }


def test_one_that_ends_where_another_begins_has_a_lane_of_its_own() -> None:
    assert set(lanes({"upper": (0, 100), "lower": (100, 200)}).values()) == {0, 1}


@given(
    spans=st.dictionaries(
        st.text("abc", min_size=1),
        st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda one: (min(one), max(one))),
    )
)
def test_two_in_one_lane_are_apart(spans: dict[str, tuple[int, int]]) -> None:
    found = lanes(spans)
    assert found.keys() == spans.keys()
    for one, other in combinations(spans, 2):
        if found[one] == found[other]:
            (top, bottom), (second_top, second_bottom) = spans[one], spans[other]
            assert bottom + APART <= second_top or second_bottom + APART <= top
