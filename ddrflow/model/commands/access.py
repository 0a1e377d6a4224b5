"""Ways to the client, and the sessions held on them."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.access import Modality
from ddrflow.model.commands.base import Command, From, NewId, Text, Why

ChannelId = Annotated[str, From("channel")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChannel(Command):
    """Open a way to the client, or open one again that was closed, under a new id (R44, R49).

    `through` is the role that opens the way for those who use it, where the kind names any;
    `organisation` and `person` say who of that role does.
    """

    channel: NewId
    kind: Annotated[str, From("channel-kind")]
    modality: Annotated[Modality, From("modality")]
    through: Annotated[str, From("through")] = ""
    organisation: Annotated[str, From("organisation-or-none")] = ""
    person: Annotated[str, From("person-or-none")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseChannel(Command):
    """Close a way to the client; what rests on it closes with it (R44)."""

    channel: ChannelId
    why: Why
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSession(Command):
    """Record a session with the client, or with those who do the work, on an open channel (R45)."""

    channel: ChannelId
    minutes: Annotated[int, From("minutes")] = 0
    text: Text = ""
