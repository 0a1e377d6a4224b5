"""Who was trained together, who was briefed, and who had a package before a first task."""

from datetime import date

import pytest

from ddrflow.model import commands as c
from ddrflow.model.standing import (
    Activity,
    ActivityHeld,
    ActivityKind,
    OperatingProcedure,
    ProcedureAdopted,
)
from tests.acts import attends, convened, entered
from tests.builders import START, UNIT, Desk, opened
from tests.measures.taken import groups, whole
from tests.rules import scenes_of_people as scenes

BEFORE = date(2026, 2, 2)


def sat(*persons: tuple[str, str], desk: Desk | None = None, name: str = "k-1") -> Desk:
    """A closed-door conference sat and was closed, with these persons for these roles."""
    where = desk or opened()
    convened(where, name)
    entered(where, "preparation", "exchange", name=name)
    where.do(*(attends(role, person, name=name) for role, person in persons))
    where.do(c.CloseConference(actor=UNIT, conference=name))
    where.later(days=1)
    return where


def training(*persons: str, on: date = BEFORE, version: str = "") -> ActivityHeld:
    """A joint training, on a version of the procedure `common` where one is named."""
    return ActivityHeld(
        Activity(
            activity=f"t-{on}-{version}",
            kind=ActivityKind.JOINT_TRAINING,
            held_on=on,
            organisations=("Unit North", "Police North"),
            persons=persons,
            procedure="common" if version else "",
            version=version,
        )
    )


@pytest.mark.requirement("R94")
def test_those_who_sat_and_had_trained_before_are_counted_by_role() -> None:
    """A training after the sitting comes too late."""
    desk = sat(("unit", "p-1"), ("police", "p-2"))
    assert whole(desk, "training-coverage") is None
    desk.record(training("p-1"), training("p-2", on=desk.now.date()))
    assert whole(desk, "training-coverage") == (1, 2)
    assert groups(desk, "training-coverage") == {"unit": (1, 1), "police": (0, 1)}


@pytest.mark.requirement("R13")
def test_those_who_trained_on_the_version_in_force_are_counted_by_procedure() -> None:
    """Another version does not count, and without a procedure in force nothing is known."""
    desk = sat(("unit", "p-1"), ("police", "p-2"))
    desk.record(training("p-3"))
    assert whole(desk, "trained-on-procedure") is None
    desk.record(ProcedureAdopted(OperatingProcedure("common", "1", date(2026, 1, 1))))
    desk.record(ProcedureAdopted(OperatingProcedure("common", "2", START.date())))
    desk.record(training("p-1", version="2"), training("p-2", version="1"))
    assert groups(desk, "trained-on-procedure") == {"common": (1, 2)}


@pytest.mark.requirement("R100")
def test_who_sat_in_anothers_place_is_counted_with_whether_they_were_told() -> None:
    """Two new faces, one with a briefing since the others sat; the old one needs none."""
    desk = sat(("unit", "p-1"), ("police", "p-2"))
    desk.do(scenes.handed("briefing", "police", "p-5"))
    desk.later(hours=1)
    sat(("unit", "p-1"), ("unit", "p-6"), ("police", "p-5"), desk=desk, name="k-2")
    assert whole(desk, "substitutes-briefed") == (1, 2)
    assert groups(desk, "substitutes-briefed") == {"police": (1, 1), "unit": (0, 1)}


@pytest.mark.requirement("R100")
def test_a_deputy_stands_in_for_another_from_the_first_sitting_on() -> None:
    """Told before is told; told after is not."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(attends("police", "p-9", deputy_for="p-2"))
    desk.do(c.CloseConference(actor=UNIT, conference="k-1"))
    desk.later(days=1)
    desk.do(scenes.handed("briefing", "police", "p-9"))
    assert whole(desk, "substitutes-briefed") == (0, 1)


@pytest.mark.requirement("R66")
def test_who_comes_in_for_a_need_has_a_package_before_its_first_task_or_has_not() -> None:
    """What comes with the second task does not help the first."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(scenes.task("welfare"))
    desk.later(days=1)
    desk.do(scenes.handed("package", "welfare"), scenes.handed("package", "school", name="d-2"))
    desk.later(days=1)
    desk.do(scenes.task("school", name="a-2"), scenes.task("unit", name="a-3"))
    assert groups(desk, "packages-in-time") == {"welfare": (0, 1), "school": (1, 1)}


def test_nothing_is_known_where_nobody_sat_and_nobody_has_a_task() -> None:
    """Not known is not none."""
    for name in ("training-coverage", "substitutes-briefed", "packages-in-time"):
        assert whole(opened(), name) is None
