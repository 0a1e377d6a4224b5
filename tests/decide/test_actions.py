"""Tasks agreed on in a conference: one role accountable, others beside it, until they are done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ddrflow.dates import Period, Unit
from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from tests.acts import convened, entered
from tests.builders import ORGANISATIONS, POLICE, PRISON, UNIT, WELFARE, Desk, actor, opened
from tests.rules.scenes_with_client import bad_command

SCHOOL = actor("school")
TASK = c.RecordAction(
    actor=UNIT,
    conference="k-1",
    action="call",
    owner="welfare",
    due_on=(opened().now + timedelta(days=3)).date(),
    responsible=("school", "police"),
)
DONE = c.CompleteAction(actor=WELFARE, conference="k-1", action="call")


def agreed_on() -> Desk:
    """A conference that agreed on one task."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(TASK)
    return desk


def on_the_table(desk: Desk, role: str) -> list[tuple[str, ...]]:
    """The tasks that an organisation has before it, each with whose it is."""
    [found] = desk.engine.today(ORGANISATIONS[role], horizon=Period(1, Unit.MONTH))
    return [one.roles for one in found.due if one.what.message == "due.action"]


@pytest.mark.parametrize("role", ["client", "family", "court"])
def test_nobody_is_charged_with_a_task_of_a_conference_that_it_may_not_know_of(role: str) -> None:
    """Two are barred, and the court has no seat."""
    desk = agreed_on()
    task = replace(TASK, action="other", owner="unit", responsible=())
    for command in (replace(task, owner=role), replace(task, responsible=("police", role))):
        decision = desk.asks(command).decision()
        assert decision.outcome is Outcome.WRONG_STATE
        assert decision.reason is not None
        assert decision.reason.message == "conference.role-barred"
        assert [one.value for one in decision.reason.fields] == [role]
    desk.do(task)


def test_whoever_has_no_seat_in_an_open_conference_may_be_charged_there() -> None:
    desk = opened()
    convened(desk, kind="round-table")
    entered(desk, "exchange")
    desk.do(replace(TASK, owner="court", responsible=("client",)))


@pytest.mark.requirement("R97")
def test_a_task_has_one_who_is_accountable_and_others_beside() -> None:
    """All of them have it before them (R97)."""
    desk = agreed_on()
    [task] = desk.case.conferences["k-1"].actions
    assert (task.owner, task.responsible) == ("welfare", ("school", "police"))
    assert on_the_table(desk, "police") == [("welfare", "school", "police")]


@pytest.mark.requirement("R97")
def test_a_task_stays_on_the_table_until_it_is_done() -> None:
    """However long that takes."""
    desk = agreed_on()
    desk.later(days=90)
    assert len(on_the_table(desk, "police")) == 1
    desk.do(DONE)
    assert on_the_table(desk, "police") == []
    [task] = desk.case.conferences["k-1"].actions
    assert task.done_at == desk.now


def test_it_is_done_when_one_of_them_says_so_or_the_lead_for_them() -> None:
    """Nobody else, however well they mean it."""
    for by in (WELFARE, SCHOOL, POLICE, UNIT):
        desk = agreed_on()
        desk.do(c.CompleteAction(actor=by, conference="k-1", action="call"))
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(replace(TASK, responsible=("school",)))
    by_police = c.CompleteAction(actor=POLICE, conference="k-1", action="call")
    assert desk.asks(by_police).decision().outcome is Outcome.NOT_ENTITLED


def test_who_may_not_know_of_the_conference_is_told_of_none() -> None:
    """The prison has no seat in it, and learns nothing by asking."""
    by_prison = c.CompleteAction(actor=PRISON, conference="k-1", action="call")
    told = "`conference`: no conference `k-1`\n  help: there are: none so far"
    assert bad_command(agreed_on().asks(by_prison)) == told


def test_it_is_done_once_and_a_correction_takes_that_back() -> None:
    """A second time it is refused."""
    desk = agreed_on()
    desk.do(DONE)
    decision = desk.asks(DONE).decision()
    assert decision.reason is not None
    assert decision.reason.message == "action.done-already"
    last = desk.case.version
    desk.do(c.CorrectEntry(actor=WELFARE, wrong=last, why="recorded-in-error"))
    assert desk.case.conferences["k-1"].actions[0].done_at is None
    desk.do(DONE)


def test_a_task_that_cannot_be_is_told_why() -> None:
    """An unknown task, an unknown role, one role twice."""
    desk = agreed_on()
    for command, told in (
        (
            c.CompleteAction(actor=UNIT, conference="k-1", action="cal"),
            "`action`: no action `cal`\n  help: did you mean `call`?",
        ),
        (
            c.RecordAction(
                actor=UNIT,
                conference="k-1",
                action="write",
                owner="unit",
                due_on=desk.now.date(),
                responsible=("unit",),
            ),
            "`responsible`: `unit` is accountable for it already\n  help: name the others",
        ),
        (
            c.RecordAction(
                actor=UNIT,
                conference="k-1",
                action="write",
                owner="unit",
                due_on=desk.now.date(),
                responsible=("polic",),
            ),
            "`responsible`: no agency `polic`\n  help: did you mean `police`?",
        ),
    ):
        assert bad_command(desk.asks(command)) == told
