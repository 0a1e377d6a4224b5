"""A case that moved to another version is measured over its whole life, in today's words."""

from datetime import date

from ddrflow.engine import Engine
from ddrflow.measures import report
from ddrflow.measures.measure import Figure
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.workflow import Workflow
from tests.builders import UNIT, Desk, opened
from tests.versions import version


def move(desk: Desk, to: Workflow) -> None:
    """Somebody decides that the case moves."""
    desk.engine = Engine(desk.engine._store, (desk.workflow, to))  # noqa: SLF001 - the same cases
    digest, day = to.identity.digest, desk.now.date()
    command = c.MigrateCase(actor=KEEPER, digest=digest, decided_by="board-1", decided_on=day)
    desk.do(command)


def values(desk: Desk) -> dict[str, Figure | None]:
    """Each measure of the case by its name."""
    found = report(desk.engine, [desk.case_id]).cases[desk.case_id]
    return {one.measure.name: one.figure for one in found}


def waits(desk: Desk, *days: date) -> None:
    """The case waits, and its review is held on each of these days."""
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    for day in days:
        desk.at(desk.now.replace(month=day.month, day=day.day))
        desk.engine.lapse(desk.case_id)
        desk.do(c.HoldReview(actor=UNIT, review="watch"))


def test_reviews_of_before_the_move_are_judged_by_the_grace_of_then() -> None:
    """Under another name, with no grace any more, and after a version that has no review at all."""
    desk = opened()
    waits(desk, date(2026, 4, 7))
    before = values(desk)
    renamed = version(
        ("name: watch", "name: look-in"),
        ("    grace: 7 days\n", ""),
        migrates="reviews: {watch: look-in}",
    )
    move(desk, renamed)
    assert values(desk) == before
    desk.at(desk.now.replace(month=5, day=4))
    desk.engine.lapse(desk.case_id)
    desk.do(c.HoldReview(actor=UNIT, review="look-in"))
    after = values(desk)
    assert after != before


def test_a_role_that_is_called_otherwise_now_is_measured_under_its_name_of_today() -> None:
    desk = opened()
    desk.do(
        c.ConveneConference(
            actor=UNIT, conference="k-1", type="panel", planned_on=date(2026, 3, 2)
        ),
        c.CancelConference(actor=UNIT, conference="k-1"),
    )
    before = values(desk)
    college = version(
        ("school:", "college:"),
        ("[school, welfare]", "[college, welfare]"),
        migrates="roles: {school: college}",
    )
    move(desk, college)
    assert values(desk) == before
