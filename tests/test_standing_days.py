"""What the facts above the cases say of a day."""

from dataclasses import replace
from datetime import date

from ddrflow.model.standing import (
    Alignment,
    Grant,
    Means,
    OperatingProcedure,
    alignment_of,
    granted_until,
    version_in_force,
)
from tests.standing import AGREEMENT, ALIGNMENT, DAY, FUNDING, PROCEDURE

ENDS = date(2025, 12, 31)


def test_an_agreement_holds_from_its_first_day_to_its_last() -> None:
    """Both days included; without a last day there is no end."""
    ending = replace(AGREEMENT, ends_on=ENDS)
    assert [ending.holds(AGREEMENT.starts_on - DAY), ending.holds(AGREEMENT.starts_on)] == [0, 1]
    assert [ending.holds(ENDS), ending.holds(ENDS + DAY)] == [1, 0]
    assert AGREEMENT.holds(date(2100, 1, 1))


def test_means_that_follow_one_another_without_a_gap_are_one() -> None:
    """A grant that begins the day after the last one ended goes on; a day later it does not."""

    def until(*grants: Grant, day: date = date(2025, 6, 1)) -> date | None:
        return granted_until(grants, "neustart-graz", Means.FUNDING, day)

    later = replace(FUNDING, reference="f-2", starts_on=ENDS + DAY, ends_on=date(2026, 6, 30))
    assert until() is None
    assert until(FUNDING) == ENDS
    assert until(FUNDING, day=ENDS + DAY) is None
    assert until(later, FUNDING) == date(2026, 6, 30)
    assert until(replace(later, starts_on=ENDS + 2 * DAY), FUNDING) == ENDS
    assert until(FUNDING, replace(later, ends_on=None)) == date.max
    assert until(replace(FUNDING, means=Means.BUDGET)) is None
    assert until(replace(FUNDING, organisation="prison-graz")) is None


def test_the_version_in_force_is_the_one_that_began_last() -> None:
    """Not one that is yet to begin, and not another procedure's."""
    next_one = OperatingProcedure("case-work", "4", date(2026, 1, 1))
    other = OperatingProcedure("visits", "9", date(2025, 6, 1))
    listed = (next_one, PROCEDURE, other)
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    found = [version_in_force(listed, "case-work", day) for day in days]
    assert found == [None, "3", "3", "4"]


def test_the_alignment_of_an_organisation_is_what_it_signed_last() -> None:
    """By then, and itself."""
    newer = Alignment("prison-graz", "2", "1", "3", date(2025, 5, 1))
    listed = (newer, ALIGNMENT, replace(newer, organisation="neustart-graz"))
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 5, 1))
    found = [alignment_of(listed, "prison-graz", day) for day in days]
    assert found == [None, ALIGNMENT, newer]
