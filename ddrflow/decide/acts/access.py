"""Ways to the client: opening, closing, using them."""

from collections.abc import Iterable
from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, listed, new, wrong_state
from ddrflow.decide.acts.parties import bind_first
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.access import Channel
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision, Draft
from ddrflow.model.question import About
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Step, Workflow
from ddrflow.rules.channel import to_open

RESTED_ON_IT = "rested-on-another"
BY_STEP = "ended-by-a-step"


def open_(workflow: Workflow, case: Case, command: c.OpenChannel, at: datetime) -> Act | Decision:
    """Those who may give leave open it; whoever it goes through is a party."""
    kinds = workflow.procedure.channels
    known("kind", command.kind, "kind of channel", kinds)
    kind = kinds[command.kind]
    new("channel", command.channel, "channel", (one.channel for one in case.access.channels))
    known("modality", command.modality, "modality of this channel", kind.modalities)
    if kind.through and not command.through:
        raise BadCommand("through", f"`{kind.name}` goes through somebody", listed(kind.through))
    if kind.through:
        known("through", command.through, "role that this channel goes through", kind.through)
    elif command.through:
        raise BadCommand("through", f"`{kind.name}` goes through nobody", "leave it out")
    if command.through and not case.parties.organisations(command.through, at):
        return bind_first(case, command.through)
    ended = case.access.ended.get(kind.name)
    if ended is not None and at < ended:
        fields = (Field("kind", kind.name), Field("since", ended.isoformat()))
        return wrong_state("channel.ended-since", *fields, remedies=(to_open(kind),))
    ground = _lost_since(case, kind.rests_on, at)
    if ground is not None:
        return _closed(workflow, ground)
    event = e.ChannelOpened(command.channel, command.kind, command.modality, command.through)
    rules = (workflow.built_in.bound, *kind.to_open)
    return Act(rules, drafted(event), About("open-channel"))


def close(workflow: Workflow, case: Case, command: c.CloseChannel, at: datetime) -> Act | Decision:
    """Those who may take leave back close it, with everything that rests on it."""
    channel = _found(workflow, case, command.channel, at)
    if isinstance(channel, Decision):
        return channel
    if channel.closed_at is not None:
        return _closed(workflow, channel)
    if channel.last_session_at is not None and at < channel.last_session_at:
        since = Field("since", channel.last_session_at.isoformat())
        return wrong_state("channel.used-since", Field("channel", channel.channel), since)
    kind = workflow.procedure.channels[channel.kind]
    first = drafted(e.ChannelClosed(channel.channel, command.why), text=command.text)
    others = [Draft(one) for one in ungrounded(workflow, case, (channel.channel,))]
    rules = (workflow.built_in.bound, *kind.to_close)
    return Act(rules, (*first, *others), About("close-channel"))


def use(workflow: Workflow, case: Case, command: c.RecordSession, at: datetime) -> Act | Decision:
    """A session needs an open channel, and whatever the file asks of its kind."""
    channel = _found(workflow, case, command.channel, at)
    if isinstance(channel, Decision):
        return channel
    kind = workflow.procedure.channels[channel.kind]
    event = e.SessionHeld(channel.channel)
    rules = (workflow.built_in.bound, workflow.built_in.in_remit, *kind.to_use)
    return Act(rules, drafted(event, text=command.text), About("record-session"))


def closed_by_step(
    workflow: Workflow, case: Case, step: Step, at: datetime
) -> list[e.ChannelClosed]:
    """What a step ends: channels of its kinds that were open by then, and what rests on them.

    One that was opened after it, by new leave, stays (R49).
    """
    ending = [
        one
        for one in case.access.channels
        if one.kind in step.closes and one.closed_at is None and one.opened_at <= at
    ]
    closed = [e.ChannelClosed(one.channel, step.trigger) for one in ending]
    return [*closed, *ungrounded(workflow, case, (one.channel for one in ending))]


def not_open_after_all(workflow: Workflow, case: Case) -> list[e.ChannelClosed]:
    """What a correction opened again though a step that counts ended it, or its ground is gone."""
    ended = [
        one.channel
        for one in case.access.channels
        if one.closed_at is None and one.opened_at < case.access.ended.get(one.kind, one.opened_at)
    ]
    closed = [e.ChannelClosed(one, BY_STEP) for one in ended]
    return [*closed, *ungrounded(workflow, case, ended)]


def _found(workflow: Workflow, case: Case, name: str, at: datetime) -> Channel | Decision:
    """The channel, where it was open then."""
    channel = case.access.channel(name)
    if channel is None:
        names = listed(one.channel for one in case.access.channels)
        raise BadCommand("channel", f"no channel `{name}`", names)
    if channel.is_open(at):
        return channel
    if at < channel.opened_at:
        since = Field("since", channel.opened_at.isoformat())
        return wrong_state("channel.not-open-yet", Field("channel", name), since)
    return _closed(workflow, channel)


def _closed(workflow: Workflow, channel: Channel) -> Decision:
    remedy = to_open(workflow.procedure.channels[channel.kind])
    fields = (Field("channel", channel.channel), Field("why", channel.why))
    return wrong_state("channel.closed", *fields, remedies=(remedy,))


def _lost_since(case: Case, kind: str, at: datetime) -> Channel | None:
    """The ground that there was at that time and is no more: an entry made late rests on none."""
    then = [one for one in case.access.channels if one.kind == kind and one.is_open(at)]
    if any(one.closed_at is None for one in then):
        return None
    return next(iter(then), None)


def ungrounded(workflow: Workflow, case: Case, gone: Iterable[str] = ()) -> list[e.ChannelClosed]:
    """Channels whose ground is gone, or goes with these: they end, and what rests on them."""
    kinds = workflow.procedure.channels
    ended = set(gone)
    closed: list[e.ChannelClosed] = []
    while True:
        left = [
            one
            for one in case.access.channels
            if one.closed_at is None and one.channel not in ended
        ]
        standing = {one.kind for one in left}
        falls = [one for one in left if kinds[one.kind].rests_on not in ("", *standing)]
        if not falls:
            return closed
        ended |= {one.channel for one in falls}
        closed += [e.ChannelClosed(one.channel, RESTED_ON_IT) for one in falls]
