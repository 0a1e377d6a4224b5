"""Whether recorded cases could have come of a simulation, as far as the measures tell."""

from functools import cache

import pytest

from ddrflow.measures import Past
from ddrflow.simulation.run import Replication, Study, lives, replications
from ddrflow.simulation.validating import fits
from tests.simulation.worlds import changed, small_study, study_in

NOBODY = changed(
    "default: {unit: percent, value: 90, source: assumed, range: [89, 108]}",
    "default: {unit: percent, value: 40, source: assumed}",
)


@cache
def lived() -> tuple[Replication, ...]:
    study_of = small_study(cases=6)
    return replications([(study_of, one) for one in range(8)])


def record_of(of: Study) -> list[Past]:
    """Cases as a store would hold them: which engine recorded them makes no difference."""
    return [one.past for one in lives(of, 99)]


def test_cases_of_the_same_world_fit() -> None:
    found = fits(lived(), record_of(small_study(cases=6)))
    assert len(found) > 15
    assert [one.measure.name for one in found if not one.fits] == []


def test_cases_of_another_world_do_not_and_it_is_told_in_what() -> None:
    found = fits(lived(), record_of(study_in(NOBODY, cases=6)))
    outside = {one.measure.name for one in found if not one.fits}
    assert "attendance" in outside
    assert "days-without-lead" not in outside


def test_what_nobody_saw_is_not_compared() -> None:
    found = {one.measure.name for one in fits(lived(), record_of(small_study(cases=6)))}
    assert "requests-answered" not in found


def test_two_replications_do_not_tell_how_far_one_lies_from_the_others() -> None:
    with pytest.raises(ValueError, match="how far one lies"):
        fits(lived()[:2], record_of(small_study(cases=6)))
