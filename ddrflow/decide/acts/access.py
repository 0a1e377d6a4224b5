"""Ways to the client: opening, closing, using them."""

from collections.abc import Iterable
from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, listed, new, wrong_state
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.access import Channel
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision, Draft
from ddrflow.model.question import About
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.rules.channel import to_open

RESTED_ON_IT = "rested-on-another"


def open_(workflow: Workflow, case: Case, command: c.OpenChannel, at: datetime) -> Act | Decision:
    """Those who may give leave open it; whoever it goes through is a party."""
    kinds = workflow.procedure.channels
    known("kind", command.kind, "kind of channel", kinds)
    kind = kinds[command.kind]
    new("channel", command.channel, "channel", (one.channel for one in case.access.channels))
    known("modality", command.modality, "modality of this channel", kind.modalities)
    if kind.through:
        known("through", command.through, "role that this channel goes through", kind.through)
    elif command.through:
        raise BadCommand("through", f"`{kind.name}` goes through nobody", "leave it out")
    if command.through and not case.parties.organisations(command.through, at):
        lead = (case.lead.current.role,)
        remedy = Remedy("bind-role", (("role", command.through),), ("organisation",), lead)
        through = Field("role", command.through)
        return wrong_state("parties.not-bound", through, remedies=(remedy,))
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
    workflow: Workflow, case: Case, kinds: frozenset[str], why: str
) -> list[e.ChannelClosed]:
    """What a step ends: every open channel of these kinds, and what rests on them (R49)."""
    ending = [one for one in case.access.channels if one.kind in kinds and one.closed_at is None]
    closed = [e.ChannelClosed(one.channel, why) for one in ending]
    return [*closed, *ungrounded(workflow, case, (one.channel for one in ending))]


def _found(workflow: Workflow, case: Case, name: str, at: datetime) -> Channel | Decision:
    """The channel, where it was open then and still is."""
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
    of_kind = [one for one in case.access.channels if one.kind == kind]
    if any(one.closed_at is None for one in of_kind):
        return None
    return next((one for one in of_kind if one.is_open(at)), None)


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
