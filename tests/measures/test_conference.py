"""Attendance, quorum, the same persons, participation, minutes."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from tests.acts import agreed, attends, convened, entered, held
from tests.builders import ORGANISATIONS, UNIT, Desk, opened
from tests.measures.taken import groups, whole

ALL = (
    "attendance",
    "quorum",
    "written-when-absent",
    "same-person",
    "opening-to-conference",
    "client-participation",
    "network-participation",
    "minutes-filed",
)


def inquorate(desk: Desk, name: str = "k-1", *came: c.Command) -> None:
    """A closed-door conference to which only some came; it is closed in its first stage."""
    convened(desk, name)
    desk.do(c.IdentifyNeed(actor=UNIT, need=f"need-{name}", kind="training", owner="unit"))
    desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference=name,
            role="school",
            organisation=ORGANISATIONS["school"],
            need=f"need-{name}",
        )
    )
    entered(desk, "preparation", "exchange", name=name)
    desk.do(*came)
    desk.do(c.CloseConference(actor=UNIT, conference=name))


def test_without_a_conference_nothing_is_known() -> None:
    desk = opened()
    assert {name: whole(desk, name) for name in ALL} == dict.fromkeys(ALL)


def test_a_conference_counts_once_its_sitting_is_closed() -> None:
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(attends("police"))
    assert whole(desk, "attendance") is None
    desk.do(c.CancelConference(actor=UNIT, conference="k-1"))
    assert {name: whole(desk, name) for name in ALL} == dict.fromkeys(ALL)


def test_a_conference_that_was_held_had_its_core_and_a_quorum() -> None:
    desk = opened()
    desk.later(days=9)
    held(desk)
    assert groups(desk, "attendance") == {"police": (1, 1), "unit": (1, 1)}
    assert groups(desk, "quorum") == {"closed-door": (1, 1)}
    assert whole(desk, "written-when-absent") is None
    assert whole(desk, "opening-to-conference") == 9


@pytest.mark.requirement("R17")
def test_who_is_core_or_invited_and_stays_away_is_missed() -> None:
    desk = opened()
    inquorate(desk, "k-1", attends("police"))
    assert whole(desk, "attendance") == (1, 3)
    assert groups(desk, "attendance") == {"police": (1, 1), "school": (0, 1), "unit": (0, 1)}
    assert whole(desk, "quorum") == (0, 1)
    assert whole(desk, "opening-to-conference") is None
    assert whole(desk, "minutes-filed") is None


@pytest.mark.requirement("R17")
def test_who_is_absent_can_contribute_in_writing() -> None:
    desk = opened()
    wrote = c.RecordContribution(actor=UNIT, conference="k-1", role="school", text="A page.")
    inquorate(desk, "k-1", attends("police"), wrote)
    assert groups(desk, "written-when-absent") == {"school": (1, 1), "unit": (0, 1)}


def test_a_deputy_is_there_and_does_not_make_the_quorum() -> None:
    """The closed-door conference takes no deputies for its core."""
    desk = opened()
    here = (attends("police", "p-x", deputy_for="p-police"), attends("unit"))
    inquorate(desk, "k-1", *here)
    assert groups(desk, "attendance")["police"] == (1, 1)
    assert whole(desk, "quorum") == (0, 1)


def test_an_attendance_recorded_in_error_does_not_count() -> None:
    desk = opened()
    inquorate(desk, "k-1", attends("police"))
    [wrong] = [
        one.seq
        for one in desk.engine.events(desk.case_id)
        if type(one.event).__name__ == "AttendanceRecorded"
    ]
    desk.do(c.CorrectEntry(actor=UNIT, wrong=wrong, why="recorded-in-error"))
    assert whole(desk, "attendance") == (0, 3)


def test_the_first_conference_says_nothing_of_the_same_person() -> None:
    desk = opened()
    held(desk)
    assert whole(desk, "same-person") is None


@pytest.mark.requirement("R100")
def test_a_role_that_sends_somebody_of_the_last_time_is_the_same() -> None:
    """Of two persons one is enough; who stayed away in between is compared with the last time."""
    desk = opened()
    held(desk, "k-1")
    desk.later(days=30)
    inquorate(desk, "k-2", attends("unit", "p-unit-2", name="k-2"))
    desk.later(days=30)
    inquorate(
        desk,
        "k-3",
        attends("police", name="k-3"),
        attends("unit", "p-unit-9", name="k-3"),
    )
    assert groups(desk, "same-person") == {"police": (1, 1), "unit": (1, 2)}


def open_door(desk: Desk, name: str, *roles: str) -> None:
    """A conference with the client's consent, to which some came."""
    convened(desk, name, "open-door")
    entered(desk, "exchange", name=name)
    desk.do(*(attends(one, name=name) for one in roles))
    entered(desk, "family-only", "decision", name=name)
    desk.do(c.CloseConference(actor=UNIT, conference=name))


def test_the_client_is_the_same_person_and_is_not_measured_by_it() -> None:
    desk = opened()
    desk.do(agreed())
    open_door(desk, "k-1", "unit", "client")
    desk.later(days=1)
    open_door(desk, "k-2", "unit", "client")
    assert groups(desk, "same-person") == {"unit": (1, 1)}


@pytest.mark.requirement("R38", "R106")
def test_participation_is_counted_where_it_is_not_barred() -> None:
    """The closed-door conference bars client and family."""
    desk = opened()
    desk.do(agreed())
    held(desk, "k-0")
    assert whole(desk, "client-participation") is None
    open_door(desk, "k-1", "unit", "client")
    desk.later(days=1)
    open_door(desk, "k-2", "unit")
    assert groups(desk, "client-participation") == {"open-door": (1, 2)}
    assert groups(desk, "network-participation") == {"open-door": (0, 2)}


def test_a_held_conference_has_minutes_or_not() -> None:
    desk = opened()
    held(desk, "k-1")
    desk.later(days=1)
    held(desk, "k-2")
    assert whole(desk, "minutes-filed") == (0, 2)
    desk.do(c.RecordMinutes(actor=UNIT, conference="k-1", minutes="m-1", text="What was said."))
    assert groups(desk, "minutes-filed") == {"closed-door": (1, 2)}


@pytest.mark.requirement("R97")
def test_a_task_is_on_time_when_it_is_done_by_its_day() -> None:
    """One done on its day, one done late, one forgotten, one that still has time."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    today = desk.now.date()
    for name, days in (("early", 3), ("late", 3), ("forgotten", 3), ("later", 300)):
        task = c.RecordAction(
            actor=UNIT,
            conference="k-1",
            action=name,
            owner="unit",
            due_on=today + timedelta(days=days),
        )
        desk.do(task)
    desk.later(days=3)
    desk.do(c.CompleteAction(actor=UNIT, conference="k-1", action="early"))
    desk.later(days=1)
    desk.do(c.CompleteAction(actor=UNIT, conference="k-1", action="late"))
    assert whole(desk, "actions-on-time") == (1, 3)
    assert groups(desk, "actions-on-time") == {"unit": (1, 3)}


def test_without_a_task_nothing_is_on_time() -> None:
    assert whole(opened(), "actions-on-time") is None
