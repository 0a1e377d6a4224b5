"""Ways to the client: opening, closing, using them."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, listed, new, no_less, wrong_state
from ddrflow.decide.acts.parties import bind_first, not_bound
from ddrflow.decide.ending_channels import ungrounded
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.access import Channel, ChannelKind
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision, Draft
from ddrflow.model.question import About, Through
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow
from ddrflow.rules.channel import to_open


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
    stranger = _stranger(case, command, at)
    if stranger is not None:
        return stranger
    ended = case.access.ended.get(kind.name)
    left = case.parties.until(command.actor.role, command.actor.organisation)
    ended = left if ended is None or (left is not None and left > ended) else ended
    if ended is not None and at < ended:
        fields = (Field("kind", kind.name), Field("since", ended.isoformat()))
        return wrong_state("channel.ended-since", *fields, remedies=(to_open(kind),))
    ground = _lost_since(case, kind.rests_on, at)
    if ground is not None:
        return _closed(workflow, ground)
    event = e.ChannelOpened(
        channel=command.channel,
        kind=command.kind,
        modality=command.modality,
        through=command.through,
        organisation=command.organisation,
        person=command.person,
    )
    rules = (workflow.built_in.bound, *kind.to_open)
    return Act(rules, drafted(event), _through("open-channel", kind, command))


def _through(name: str, kind: ChannelKind, way: c.OpenChannel | Channel) -> About:
    """Opening a channel, and using it, is about whom it goes through."""
    through = Through(kind, way.through, way.organisation, way.person) if way.through else None
    return About(name, through=through)


def _stranger(case: Case, command: c.OpenChannel, at: datetime) -> Decision | None:
    """Whoever the way goes through plays the role then."""
    if not command.through and (command.organisation or command.person):
        field = "organisation" if command.organisation else "person"
        raise BadCommand(field, "the channel goes through no role", "say `through` as well")
    if command.through and command.organisation:
        return not_bound(case, command.through, command.organisation, at)
    if command.through and not case.parties.organisations(command.through, at):
        return bind_first(case, command.through)
    return None


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
    no_less("minutes", command.minutes)
    channel = _found(workflow, case, command.channel, at)
    if isinstance(channel, Decision):
        return channel
    kind = workflow.procedure.channels[channel.kind]
    event = e.SessionHeld(channel.channel, command.minutes)
    rules = (workflow.built_in.bound, workflow.built_in.in_remit, *kind.to_use)
    return Act(rules, drafted(event, text=command.text), _through("record-session", kind, channel))


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
