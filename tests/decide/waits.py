"""What a case waits for, and the eyes it is seen with."""

from datetime import timedelta

from ddrflow.decide import Wait
from ddrflow.messages import render
from ddrflow.model.agency import Viewer
from tests.builders import ORGANISATIONS, Desk

DAY = timedelta(days=1)


def viewer(role: str) -> Viewer:
    """Somebody of the organisation that plays a role."""
    return Viewer(ORGANISATIONS[role], role)


def waits(desk: Desk, message: str) -> list[Wait]:
    """Everything of a kind that a case waits for."""
    return [one for one in desk.engine.waiting(desk.case_id) if one.what.message == message]


def fields(wait: Wait) -> dict[str, str]:
    """The fields of what a case waits for; its words must be there."""
    values = {one.name: one.value for one in wait.what.fields}
    assert render(wait.what.message, values)
    return values
