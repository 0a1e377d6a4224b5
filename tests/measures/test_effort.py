"""Time and money by role and class of resource."""

import pytest

from ddrflow.model import commands as c
from ddrflow.model.effort import Resource
from tests.builders import ORGANISATIONS, UNIT, Desk, opened
from tests.measures.taken import groups, whole


def spent(desk: Desk, role: str, resource: Resource, minutes: int = 0, cost: int = 0) -> None:
    """The unit records what an organisation put in."""
    desk.do(
        c.RecordEffort(
            actor=UNIT,
            role=role,
            organisation=ORGANISATIONS[role],
            resource=resource,
            minutes=minutes,
            cost=cost,
        )
    )


def test_without_effort_on_record_its_cost_is_not_known() -> None:
    desk = opened()
    assert whole(desk, "time-spent") is None
    assert whole(desk, "money-spent") is None


@pytest.mark.requirement("R79")
def test_time_and_money_are_added_up_by_role_and_class() -> None:
    desk = opened()
    spent(desk, "police", Resource.HUMAN, minutes=90)
    spent(desk, "police", Resource.HUMAN, minutes=45)
    spent(desk, "police", Resource.FINANCIAL, cost=120)
    spent(desk, "unit", Resource.ADMINISTRATIVE, minutes=30, cost=15)
    assert whole(desk, "time-spent") == 2.75
    assert groups(desk, "time-spent") == {"police human": 2.25, "unit administrative": 0.5}
    assert whole(desk, "money-spent") == 135
    assert groups(desk, "money-spent") == {"police financial": 120, "unit administrative": 15}


def test_an_effort_recorded_in_error_does_not_count() -> None:
    desk = opened()
    spent(desk, "unit", Resource.HUMAN, minutes=600)
    desk.do(c.CorrectEntry(actor=UNIT, wrong=desk.case.version, why="recorded-in-error"))
    assert whole(desk, "time-spent") is None
