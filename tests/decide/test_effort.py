"""What the work costs is recorded by whoever did it, or by the lead for them."""

from dataclasses import replace

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.decision import Outcome
from ddrflow.model.effort import Resource
from ddrflow.model.events import EffortRecorded
from tests.acts import hand_over
from tests.builders import CLIENT, COURT, ORGANISATIONS, POLICE, PRISON, UNIT, Desk, actor, opened


def spent(
    by: Actor = POLICE,
    role: str = "police",
    organisation: str = "",
    minutes: int = 90,
    cost: int = 0,
) -> c.RecordEffort:
    """Somebody records what an organisation put in."""
    return c.RecordEffort(
        actor=by,
        role=role,
        organisation=organisation or ORGANISATIONS[role],
        resource=Resource.HUMAN,
        minutes=minutes,
        cost=cost,
        text="Preparing.",
    )


def efforts(desk: Desk) -> list[EffortRecorded]:
    """What is on record."""
    events = (one.event for one in desk.engine.events(desk.case_id))
    return [one for one in events if isinstance(one, EffortRecorded)]


@pytest.mark.parametrize("by", [POLICE, UNIT])
def test_an_agency_records_its_own_effort_and_the_lead_that_of_others(by: Actor) -> None:
    desk = opened()
    desk.do(spent(by))
    assert efforts(desk) == [EffortRecorded("police", "Police North", Resource.HUMAN, 90, 0)]


def test_nobody_else_records_it_but_by_the_remedy() -> None:
    desk = opened()
    asked = desk.asks(spent(PRISON))
    [remedy] = asked.refused_by("lead.acts").remedies
    assert remedy.by == ("unit",)
    asked.again_by(remedy, "unit")
    assert len(efforts(desk)) == 1


def test_an_organisation_that_plays_no_such_role_is_brought_in_first() -> None:
    desk = opened()
    command = spent(UNIT, "mentor", "Mentors North")
    asked = desk.asks(command)
    decision = asked.decision()
    assert decision.outcome is Outcome.WRONG_STATE
    assert decision.reason is not None
    assert decision.reason.message == "parties.not-bound"
    asked.execute(decision.remedies[0])
    asked.again()
    assert [one.role for one in efforts(desk)] == ["mentor"]


@pytest.mark.parametrize(
    ("minutes", "cost", "said"),
    [
        (0, 0, "`minutes`: there is neither time nor money\n  help: give `minutes` or `cost`"),
        (-1, 0, "`minutes`: it is -1\n  help: 0 or more; a mistake is corrected"),
        (0, -5, "`cost`: it is -5\n  help: 0 or more; a mistake is corrected"),
    ],
)
def test_an_effort_is_some_time_or_some_money(minutes: int, cost: int, said: str) -> None:
    with pytest.raises(BadCommand) as refused:
        opened().do(spent(minutes=minutes, cost=cost))
    assert str(refused.value) == said


def test_an_effort_changes_nothing_that_a_rule_reads() -> None:
    desk = opened()
    before = desk.case
    desk.later(days=1)
    desk.do(spent())
    after = desk.case
    assert after.version == before.version + 1
    assert replace(after, version=before.version, touched=before.touched) == before
    assert {name: after.touched[name] for name in before.touched} == before.touched


def test_an_effort_can_be_recorded_after_the_end_and_taken_back() -> None:
    desk = opened()
    hand_over(desk, "probation")
    desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    desk.do(c.TakeStep(actor=actor("aftercare"), trigger="close"))
    assert not desk.case.is_open
    desk.later(days=1)
    desk.do(spent())
    assert len(efforts(desk)) == 1
    desk.do(c.CorrectEntry(actor=POLICE, wrong=desk.case.version, why="recorded-in-error"))
    lines = desk.engine.timeline(desk.case_id)
    assert [one.counts for one in lines[-2:]] == [False, True]


def test_the_client_neither_records_effort_nor_is_told_of_it() -> None:
    desk = opened()
    with pytest.raises(Refused):
        desk.do(spent(CLIENT, "client"))
    desk.do(spent())
    told = desk.engine.timeline(desk.case_id, Viewer(ORGANISATIONS["client"], "client"))
    assert [one.what.message for one in told] == ["event.case-opened"]
