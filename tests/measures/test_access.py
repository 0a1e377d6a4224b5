"""Days on which there was no way to the client."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ddrflow.errors import BadCommand
from ddrflow.measures import Past, past
from ddrflow.measures.access import days_without_channel, days_without_channel_around_release
from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.workflow.load import check_text
from tests.builders import COURT, PRISON, START, UNIT, Desk, opened
from tests.measures.taken import whole
from tests.rules.scenes_with_client import opens
from tests.synthetic import SYNTHETIC, changed

TOTAL = "days-without-channel"
AROUND = "days-without-channel-around-release"


def reached(days: int) -> Desk:
    """Opened on a Monday in custody; a channel is opened so many days later."""
    desk = opened()
    desk.later(days=days)
    desk.do(opens(desk, "talks").command)
    return desk


@pytest.mark.requirement("R51")
def test_a_day_counts_when_no_channel_was_open_at_any_moment_of_it() -> None:
    """Monday to Wednesday are without; on Thursday one is opened."""
    desk = reached(3)
    desk.later(days=4)
    assert whole(desk, TOTAL) == 3


def test_help_for_the_family_that_rests_on_no_way_is_none_to_the_client() -> None:
    """What is mediated and rests on the family's visits is one; without them it is not."""
    alone = changed("    rests_on: contact\n    mediated: true", "    mediated: true")
    desk = opened(alone)
    desk.do(
        c.OpenChannel(
            actor=UNIT, channel="w-1", kind="support", modality=Modality.VIRTUAL, through="family"
        )
    )
    desk.later(days=3)
    assert whole(desk, TOTAL) == 4


@pytest.mark.requirement("R49", "R51")
def test_days_after_a_channel_was_closed_count_until_another_is_opened() -> None:
    """The day of the move and the day of the new channel are not without."""
    desk = reached(0)
    desk.later(days=2)
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer"))
    desk.later(days=5)
    desk.do(opens(desk, "contact", name="w-2").command)
    assert whole(desk, TOTAL) == 4


def test_days_before_and_after_a_release_are_counted_on_both_sides() -> None:
    """Thirty days each way, and never before the case was opened."""
    desk = opened()
    desk.later(days=40)
    desk.do(opens(desk, "talks").command)
    desk.later(days=5)
    desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    desk.do(c.CloseChannel(actor=PRISON, channel="w-1", why="released"))
    desk.later(days=100)
    # From day 15 to day 39 before it was opened, and 30 days after the day of release.
    assert whole(desk, AROUND) == 25 + 30
    assert whole(desk, TOTAL) == 40


def test_where_the_file_names_no_channels_nothing_is_known() -> None:
    """Not 0: nobody said through whom the client is reached."""
    desk = opened()
    desk.later(days=10)
    found = past(desk.workflow, desk.engine.events(desk.case_id), (), desk.now)
    none = replace(desk.workflow.procedure, channels={})
    bare = replace(found, workflow=replace(desk.workflow, procedure=none))
    assert list(days_without_channel(bare)) == []
    assert list(days_without_channel_around_release(bare)) == []


def test_without_a_release_nothing_is_around_one() -> None:
    assert whole(reached(3), AROUND) is None


def test_a_channel_that_stays_open_leaves_no_day() -> None:
    desk = reached(0)
    desk.at(desk.now + timedelta(days=30))
    assert whole(desk, TOTAL) == 0


def test_a_day_near_two_releases_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten days apart: from 30 before the first to 30 after the second, 71 days in all."""
    desk = opened()
    instants = [START + timedelta(days=days) for days in (40, 50)]
    monkeypatch.setattr(Past, "releases", lambda _self: [(one, one) for one in instants])
    desk.later(days=200)
    assert whole(desk, AROUND) == 71


def test_days_around_a_release_are_days_of_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past midnight in Vienna, with the clocks changed in between: 61 days."""
    desk = opened()
    desk.later(days=200)
    released_at = datetime(2026, 4, 9, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(Past, "releases", lambda _self: [(released_at, released_at)])
    assert whole(desk, AROUND) == 61


# ---- hours a week

AGREED = "opened_by: [prison, court]\n    closed_by: [prison]"
WEEKS = "weeks-of-agreed-hours"


def worked(*days: tuple[int, int]) -> Desk:
    """Talks that are agreed on for 3 to 20 hours a week; on these days so many minutes."""
    desk = opened(changed(AGREED, f"{AGREED}\n    hours_a_week: {{least: 3, most: 20}}"))
    desk.do(opens(desk, "talks").command)
    desk.do(c.GiveNotice(actor=UNIT, kind="told", version="2", language="de"))
    for day, minutes in days:
        desk.at(START + timedelta(days=day, hours=1))
        desk.do(c.RecordSession(actor=UNIT, channel="w-1", minutes=minutes))
    desk.at(START + timedelta(days=21))
    return desk


@pytest.mark.requirement("R45")
def test_a_week_counts_where_its_sessions_come_to_what_is_agreed_on() -> None:
    """Three hours are enough, a minute less is not; a week without any is not either."""
    assert whole(worked((0, 90), (6, 90), (7, 179)), WEEKS) == (1, 3)
    assert whole(worked((0, 20 * 60), (7, 20 * 60 + 1), (14, 180)), WEEKS) == (2, 3)


def test_a_week_with_a_session_of_unknown_length_is_left_out() -> None:
    assert whole(worked((0, 180), (8, 0)), WEEKS) == (1, 2)


def test_where_no_hours_are_agreed_on_nothing_is_known_of_them() -> None:
    assert whole(reached(0), WEEKS) is None


def test_a_session_lasts_no_less_than_nothing() -> None:
    with pytest.raises(BadCommand, match="it is -5"):
        worked((0, -5))


def test_a_file_that_agrees_on_less_than_the_least_is_wrong() -> None:
    text = SYNTHETIC.replace(AGREED, f"{AGREED}\n    hours_a_week: {{least: 3, most: 2}}")
    [found] = check_text(text.encode(), "x.yaml").findings
    assert (found.code, found.message) == ("E-SCHEMA", "at least 3 hours a week, and at most 2")
