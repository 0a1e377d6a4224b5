"""Whether there is a way to the client."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy
from tests.builders import COURT, PRISON, UNIT, opened
from tests.rules import scenes_with_client as scenes
from tests.synthetic import changed
from tests.verdicts import said

RULE = ("channel.open", "must", "act 41")
OPEN = Remedy(
    "open-channel", (("kind", "talks"),), ("channel", "modality", "through"), ("prison", "court")
)


@pytest.mark.requirement("R44")
def test_a_step_that_needs_a_way_to_the_client_waits_until_one_is_opened() -> None:
    """Refusal, remedy, acceptance, by each of those who may open it."""
    for by in ("prison", "court"):
        asked = scenes.met_through()
        verdict = asked.refused_by("channel.open")
        assert said(verdict) == (*RULE, "channel.none-open", {"kind": "talks"})
        assert verdict.remedies == (OPEN,)
        chosen = {"channel": "w-1", "modality": "virtual", "through": "mentor"}
        desk = asked.desk
        desk.do(c.BindRole(actor=UNIT, role="mentor", organisation="Mentor North"))
        asked.execute(OPEN, chosen, by=by)
        asked.again()


def test_a_remedy_leaves_open_only_what_there_is_to_choose() -> None:
    """One modality and one way through are filled in."""
    workflow = changed(
        "rules: [{channel.open: {kind: talks}}]", "rules: [{channel.open: {kind: support}}]"
    )
    [remedy] = opened(workflow).take("meet").refused_by("channel.open").remedies
    filled = (("kind", "support"), ("modality", "virtual"), ("through", "family"))
    assert remedy == Remedy("open-channel", filled, ("channel",), ("unit",))


def test_a_channel_counts_from_when_it_was_opened_until_it_was_closed() -> None:
    """To the instant; an entry about an earlier time is told from when on it would pass."""
    instant = timedelta(microseconds=1)
    assert scenes.talks_open(timedelta()).decision().is_allowed
    early = scenes.talks_open(-instant)
    verdict = early.refused_by("channel.open")
    assert verdict.passes_from == early.desk.case.access.channels[0].opened_at
    assert scenes.talks_open(-instant, closed=True).decision().is_allowed
    assert scenes.talks_open(timedelta(), closed=True).refused_by("channel.open").refuses


@pytest.mark.requirement("R50")
def test_what_rests_on_a_channel_is_opened_after_it() -> None:
    """The unit supports the family only where the family may keep contact."""
    asked = scenes.opens(opened(), "support", UNIT)
    verdict = asked.refused_by("channel.open")
    remedy = Remedy(
        "open-channel", (("kind", "contact"), ("modality", "in-person")), ("channel",), ("prison",)
    )
    assert verdict.remedies == (remedy,)
    asked.execute(remedy, {"channel": "w-0"})
    asked.again()


@pytest.mark.requirement("R45")
def test_a_session_asks_what_its_kind_of_channel_asks() -> None:
    """No session before the client was told what is shared (R75)."""
    desk = opened()
    desk.do(scenes.opens(desk, "talks").command)
    asked = desk.asks(c.RecordSession(actor=UNIT, channel="w-1"))
    [remedy] = asked.refused_by("notice.given").remedies
    asked.execute(remedy, {"language": "de"})
    asked.again()
    asked.desk.do(asked.command)
    assert asked.desk.case.access.channels[0].last_session_at == asked.desk.now


@pytest.mark.requirement("R44")
def test_only_those_who_are_named_open_close_and_use_it() -> None:
    """Each its own list; who opens is not always who closes."""
    desk = opened()
    desk.do(scenes.opens(desk, "talks", COURT).command)
    closing = c.CloseChannel(actor=COURT, channel="w-1", why="no-leave")
    for command, allowed in (
        (closing, ("prison",)),
        (c.RecordSession(actor=PRISON, channel="w-1"), ("unit",)),
    ):
        decision = desk.asks(command).decision()
        assert decision.outcome is Outcome.NOT_ENTITLED
        [verdict] = [one for one in decision.verdicts if one.rule == "channel.acts"]
        assert verdict.remedies[0].by == allowed


def test_a_channel_of_one_modality_is_not_opened_in_another() -> None:
    """Said with what there is."""
    desk = opened()
    command = c.OpenChannel(actor=PRISON, channel="w-1", kind="contact", modality=Modality.VIRTUAL)
    assert scenes.bad_command(desk.asks(command)) == (
        "`modality`: no modality of this channel `virtual`\n  help: there are: `in-person`"
    )
