"""Opening, closing and using ways to the client."""

from dataclasses import replace

import pytest

from ddrflow.decide import show, timeline
from ddrflow.engine import Refused
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy
from tests.acts import hand_over
from tests.builders import PRISON, UNIT, Desk, actor, opened
from tests.rules import scenes_with_client as scenes

AFTERCARE = actor("aftercare")


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
    desk.do(scenes.opens(desk, "contact", name="letters").command)
    desk.do(scenes.opens(desk, "support", UNIT).command)


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
    talks = c.OpenChannel(actor=PRISON, channel="w-1", kind="talks", modality=Modality.VIRTUAL)
    for command, told in (
        (
            talks,
            "`through`: `talks` goes through somebody\n  help: there are: `family`, `mentor`",
        ),
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


def test_a_correction_opens_nothing_that_a_later_step_ended() -> None:
    """The first close was an error; the transfer after it was not (R49)."""
    desk = with_channels("talks")
    desk.do(c.CloseChannel(actor=PRISON, channel="talks", why="no-leave"))
    wrong = desk.case.version
    desk.later(days=1)
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer"))
    desk.later(days=1)
    desk.do(c.CorrectEntry(actor=PRISON, wrong=wrong, why="recorded-in-error"))
    assert is_open(desk) == {"talks": False}
    assert [one.why for one in desk.case.access.channels] == ["ended-by-a-step"]


@pytest.mark.requirement("R49")
def test_the_leave_of_a_prison_ends_when_another_prison_takes_its_place() -> None:
    """Moved without any step: what the old one opened is closed, what the new one did is not."""
    desk = with_channels("talks", "contact", "support")
    other = replace(PRISON, organisation="prison-2", person="person-warden-2")
    desk.do(c.BindRole(actor=UNIT, role=PRISON.role, organisation="prison-2"))
    desk.do(scenes.opens(desk, "contact", other, name="visits").command)
    desk.later(hours=1)
    desk.do(c.UnbindRole(actor=UNIT, role=PRISON.role, organisation=PRISON.organisation))
    assert is_open(desk) == {"talks": False, "contact": False, "support": True, "visits": True}
    whys = [one.why for one in desk.case.access.channels]
    assert whys == ["who-gave-leave-left", "who-gave-leave-left", "", ""]


def test_nobody_opens_a_channel_late_in_front_of_its_own_leaving() -> None:
    """It would be open without anybody's leave."""
    desk = with_channels()
    then = desk.now
    desk.later(days=1)
    desk.do(c.BindRole(actor=UNIT, role=PRISON.role, organisation="prison-2"))
    desk.do(c.UnbindRole(actor=UNIT, role=PRISON.role, organisation=PRISON.organisation))
    command = scenes.opens(desk, "talks").command
    refusal = desk.asks(replace(command, occurred_at=then)).decision()
    assert refusal.outcome is Outcome.WRONG_STATE
    assert refusal.reason is not None
    assert refusal.reason.message == "channel.ended-since"


def test_a_channel_is_not_opened_late_in_front_of_the_step_that_ended_its_kind() -> None:
    """What ended with the transfer is opened by new leave, after it."""
    desk = with_channels()
    before = desk.now
    desk.later(days=1)
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer"))
    moved = desk.now
    desk.later(days=1)
    late = replace(scenes.opens(desk, "talks").command, occurred_at=before)
    decision = desk.asks(late).decision()
    assert decision.reason is not None
    assert decision.reason.message == "channel.ended-since"
    assert [one.value for one in decision.reason.fields] == ["talks", moved.isoformat()]
    [remedy] = decision.remedies
    assert remedy.command == "open-channel"
    desk.do(replace(late, occurred_at=moved))


def test_what_would_rest_on_a_gap_is_not_opened_late() -> None:
    """There is contact then and now, and between them there was none."""
    desk = with_channels("contact")
    then = desk.now
    desk.later(days=1)
    desk.do(c.CloseChannel(actor=PRISON, channel="contact", why="no-leave"))
    desk.later(days=1)
    desk.do(scenes.opens(desk, "contact", name="letters").command)
    late = replace(scenes.opens(desk, "support", UNIT).command, occurred_at=then)
    decision = desk.asks(late).decision()
    assert decision.reason is not None
    assert decision.reason.message == "channel.closed"


def test_a_channel_is_closed_once_and_not_before_what_was_held_on_it() -> None:
    """A second close says why it was closed; a late one, that it was used since."""
    desk = with_channels("talks")
    then = desk.now
    desk.later(days=1)
    desk.do(c.RecordSession(actor=UNIT, channel="talks"))
    held = desk.now
    desk.later(days=1)
    late = c.CloseChannel(actor=PRISON, channel="talks", why="no-leave", occurred_at=then)
    decision = desk.asks(late).decision()
    assert decision.reason is not None
    assert decision.reason.message == "channel.used-since"
    assert decision.reason.fields[1].value == held.isoformat()
    desk.do(replace(late, occurred_at=None))
    again = desk.asks(late).decision()
    assert again.reason is not None
    assert again.reason.message == "channel.closed"


def test_a_step_entered_late_ends_what_was_open_by_then_and_not_what_came_after_it() -> None:
    """By new leave the work went on after the transfer; that stays."""
    desk = with_channels("talks")
    moved = desk.now
    desk.later(days=1)
    desk.do(scenes.opens(desk, "talks", name="again").command)
    desk.later(days=1)
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer", occurred_at=moved))
    assert is_open(desk) == {"talks": False, "again": True}


def test_no_channel_ends_before_it_began() -> None:
    """Support was opened after the transfer that, entered late, took its ground."""
    desk = with_channels("contact")
    moved = desk.now
    desk.later(days=1)
    desk.do(scenes.opens(desk, "support", UNIT, name="support").command)
    desk.later(days=1)
    desk.do(c.TakeStep(actor=PRISON, trigger="transfer", occurred_at=moved))
    for one in desk.case.access.channels:
        assert one.closed_at is not None
        assert one.closed_at >= one.opened_at


def test_nobody_but_who_closed_a_channel_takes_that_back() -> None:
    """The lead does not reopen what the prison closed."""
    desk = with_channels("talks")
    desk.do(c.CloseChannel(actor=PRISON, channel="talks", why="no-leave"))
    back = c.CorrectEntry(actor=UNIT, wrong=desk.case.version, why="recorded-in-error")
    with pytest.raises(Refused, match="who wrote entry 4 down takes it back"):
        desk.do(back)
    desk.do(replace(back, actor=PRISON))
    assert is_open(desk) == {"talks": True}


def test_every_channel_ends_with_the_case() -> None:
    """Whatever the step says of channels."""
    desk = with_channels("talks", "contact", "support")
    for trigger in ("prepare", "release", "close"):
        desk.later(days=1)
        if trigger == "release":
            hand_over(desk, "aftercare")
        by = UNIT if trigger == "prepare" else AFTERCARE
        desk.do(c.TakeStep(actor=by, trigger=trigger))
    assert not desk.case.is_open
    assert is_open(desk) == {"talks": False, "contact": False, "support": False}
