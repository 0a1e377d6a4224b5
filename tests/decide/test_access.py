"""Opening, closing and using ways to the client."""

from dataclasses import replace

import pytest

from ddrflow.decide import show, timeline
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy
from tests.builders import PRISON, UNIT, Desk, opened
from tests.rules import scenes


def with_channels(*kinds: str) -> Desk:
    """A case with an open channel of each kind, named after it; the client was told."""
    desk = opened()
    desk.later(days=1)
    desk.do(c.GiveNotice(actor=UNIT, kind="told", version="2", language="de"))
    for kind in kinds:
        by = UNIT if kind == "support" else PRISON
        desk.do(scenes.opens(desk, kind, by, name=kind).command)
    desk.later(days=1)
    return desk


def is_open(desk: Desk) -> dict[str, bool]:
    """Which channels could be used now."""
    return {one.channel: one.is_open(desk.now) for one in desk.case.access.channels}


@pytest.mark.requirement("R50")
def test_what_rests_on_a_channel_closes_with_it() -> None:
    """The family may see the client no more: there is nothing left to support."""
    desk = with_channels("talks", "contact", "support")
    desk.do(c.CloseChannel(actor=PRISON, channel="contact", why="no-leave"))
    assert is_open(desk) == {"talks": True, "contact": False, "support": False}
    assert [one.why for one in desk.case.access.channels] == ["", "no-leave", "rested-on-another"]


def test_what_rests_on_a_kind_stays_while_another_channel_of_the_kind_is_open() -> None:
    """Contact is contact, through whichever visit."""
    desk = with_channels("contact", "support")
    desk.do(scenes.opens(desk, "contact", name="letters").command)
    desk.do(c.CloseChannel(actor=PRISON, channel="contact", why="no-leave"))
    assert is_open(desk) == {"contact": False, "support": True, "letters": True}
    desk.do(c.CloseChannel(actor=PRISON, channel="letters", why="no-leave"))
    assert is_open(desk) == {"contact": False, "support": False, "letters": False}


def test_what_would_rest_on_a_channel_that_was_closed_since_is_not_opened_late() -> None:
    """It could be used no more, and nothing would close it."""
    desk = with_channels("contact")
    then = desk.now
    desk.later(days=1)
    desk.do(c.CloseChannel(actor=PRISON, channel="contact", why="no-leave"))
    desk.later(days=1)
    late = replace(scenes.opens(desk, "support", UNIT).command, occurred_at=then)
    decision = desk.asks(late).decision()
    assert decision.reason is not None
    assert decision.reason.message == "channel.closed"
    [remedy] = decision.remedies
    assert dict(remedy.filled) == {"kind": "contact", "modality": "in-person"}
    desk.do(scenes.opens(desk, "contact", name="letters").command, late)


@pytest.mark.requirement("R49")
def test_a_step_closes_the_channels_that_the_file_says_it_closes() -> None:
    """A transfer ends what went on, until somebody opens it again under a new id (R49)."""
    desk = with_channels("talks", "contact", "support")
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer"))
    assert is_open(desk) == {"talks": False, "contact": False, "support": False}
    whys = [one.why for one in desk.case.access.channels]
    assert whys == ["transfer", "transfer", "rested-on-another"]
    desk.do(scenes.opens(desk, "talks", name="again").command)
    assert is_open(desk)["again"]


def test_a_step_that_closes_nothing_leaves_channels_as_they_are() -> None:
    """The shared decision of such a step is not touched."""
    desk = with_channels("talks")
    desk.do(c.TakeStep(actor=PRISON, trigger="stay"))
    assert is_open(desk) == {"talks": True}


def test_a_correction_of_the_step_opens_them_again() -> None:
    """What the step recorded does not count with it."""
    desk = with_channels("talks", "contact", "support")
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer"))
    step = next(
        one.seq for one in desk.engine.events("c-1") if type(one.event).__name__ == "StepTaken"
    )
    desk.do(c.CorrectEntry(actor=PRISON, wrong=step, why="recorded-in-error"))
    assert is_open(desk) == {"talks": True, "contact": True, "support": True}


def test_no_session_is_recorded_on_a_closed_channel() -> None:
    """It says why it was closed, and who could open another."""
    desk = with_channels("talks")
    desk.do(c.CloseChannel(actor=PRISON, channel="talks", why="no-leave"))
    desk.later(days=1)
    decision = desk.asks(c.RecordSession(actor=UNIT, channel="talks")).decision()
    assert decision.outcome is Outcome.WRONG_STATE
    assert decision.reason is not None
    assert decision.reason.message == "channel.closed"
    assert [one.value for one in decision.reason.fields] == ["talks", "no-leave"]
    [remedy] = decision.remedies
    assert remedy == Remedy(
        "open-channel",
        (("kind", "talks"),),
        ("channel", "modality", "through"),
        ("prison", "court"),
    )
    before = c.RecordSession(actor=UNIT, channel="talks", occurred_at=desk.case.opened_at)
    early = desk.asks(before).decision()
    assert early.reason is not None
    assert early.reason.message == "channel.not-open-yet"


def test_a_session_that_was_held_is_written_down_after_the_channel_was_closed() -> None:
    """It was open then."""
    desk = with_channels("talks")
    held = desk.now
    desk.later(days=1)
    desk.do(c.CloseChannel(actor=PRISON, channel="talks", why="no-leave"))
    desk.later(days=1)
    desk.do(c.RecordSession(actor=UNIT, channel="talks", occurred_at=held))
    assert desk.case.access.channels[0].last_session_at == held


def test_a_channel_goes_through_somebody_who_is_a_party() -> None:
    """Nobody plays `mentor` yet; the lead brings one in."""
    desk = opened()
    command = c.OpenChannel(
        actor=PRISON, channel="w-1", kind="talks", modality=Modality.VIRTUAL, through="mentor"
    )
    decision = desk.asks(command).decision()
    assert decision.reason is not None
    assert decision.reason.message == "parties.not-bound"
    bind = Remedy("bind-role", (("role", "mentor"),), ("organisation",), ("unit",))
    assert decision.remedies == (bind,)
    desk.do(c.BindRole(actor=UNIT, role="mentor", organisation="Mentor North"), command)


def test_a_wrong_channel_is_told_what_there_is() -> None:
    """Ids that do not exist, ways that the kind does not go."""
    desk = with_channels("contact")
    through = c.OpenChannel(
        actor=PRISON,
        channel="w-1",
        kind="contact",
        modality=Modality.IN_PERSON,
        through="family",
    )
    for command, told in (
        (through, "`through`: `contact` goes through nobody\n  help: leave it out"),
        (
            c.CloseChannel(actor=PRISON, channel="w-9", why="no-leave"),
            "`channel`: no channel `w-9`\n  help: there are: `contact`",
        ),
        (
            scenes.opens(desk, "contact", name="contact").command,
            "`channel`: channel `contact` exists already\n  help: choose another id",
        ),
    ):
        assert scenes.bad_command(desk.asks(command)) == told


def test_channels_are_shown_with_why_they_closed() -> None:
    """At a glance, and line by line."""
    desk = with_channels("talks")
    desk.do(c.RecordSession(actor=UNIT, channel="talks", text="Words."))
    desk.do(c.CloseChannel(actor=PRISON, channel="talks", why="no-leave"))
    [section] = [one for one in show(desk.workflow, desk.case, desk.now) if one.name == "channels"]
    values = [one.value for one in section.rows[0]]
    assert values == ["talks", "talks", "family", "virtual", "no: no-leave"]
    history = desk.engine.events("c-1")
    told = [
        render(one.what.message, {field.name: field.value for field in one.what.fields})
        for one in timeline(desk.workflow, desk.case, history, desk.now)
    ]
    assert told[-3:] == [
        "channel `talks` (`talks`, virtual) opened",
        "session on the channel `talks`",
        "channel `talks` closed: no-leave",
    ]
