"""Kinds of channel with everything that is asked of them, bound once."""

from ddrflow.model.access import ChannelKind
from ddrflow.model.rule import RuleUse, use
from ddrflow.rules import actor, channel
from ddrflow.workflow.drafting import Reading
from ddrflow.workflow.rule_lines import rule_uses
from ddrflow.workflow.schema import ChannelFile


def channel_kinds(reading: Reading) -> dict[str, ChannelKind]:
    """Every kind of channel of the file."""
    return {name: _kind(reading, name, one) for name, one in reading.file.channels.items()}


def _kind(reading: Reading, name: str, file: ChannelFile) -> ChannelKind:
    opened_by = tuple(file.opened_by)
    closed_by = tuple(file.closed_by) or opened_by
    ground, hours = _ground(file), file.hours_a_week
    asked = rule_uses(reading, ("channels", name, "rules"), file.rules)
    opening = rule_uses(reading, ("channels", name, "opening"), file.opening)
    return ChannelKind(
        name=name,
        used_by=tuple(file.used_by),
        through=tuple(file.through),
        modalities=tuple(file.modalities),
        opened_by=opened_by,
        closed_by=closed_by,
        rests_on=file.rests_on,
        is_mediated=file.mediated,
        source=file.source,
        to_open=(_roles(file, opened_by, "open-channel"), *ground, *opening),
        to_close=(_roles(file, closed_by, "close-channel"),),
        to_use=(_roles(file, tuple(file.used_by), "record-session"), *ground, *asked),
        hours_a_week=(hours.least, hours.most) if hours else None,
    )


def _ground(file: ChannelFile) -> tuple[RuleUse, ...]:
    if not file.rests_on:
        return ()
    return (use(channel.OPEN, channel.ChannelNeeded(kind=file.rests_on), source=file.source),)


def _roles(file: ChannelFile, roles: tuple[str, ...], command: str) -> RuleUse:
    named = actor.Roles(roles=frozenset(roles), command=command)
    return use(actor.CHANNEL_BY, named, source=file.source)
