"""Ways to the client, and the sessions held on them."""

from dataclasses import replace

from ddrflow.model import events as e
from ddrflow.model.access import Access, Channel
from ddrflow.model.case import Case
from ddrflow.model.events import Entry


def channel_opened(case: Case, entry: Entry, event: e.ChannelOpened) -> Access:
    """One more channel."""
    one = Channel(
        event.channel,
        event.kind,
        event.through,
        event.modality,
        entry.occurred_at,
        entry.actor.role,
    )
    return Access((*case.access.channels, one))


def channel_closed(case: Case, entry: Entry, event: e.ChannelClosed) -> Access:
    """It can be used no more; a channel that was closed before keeps the end that it had."""
    return Access(
        tuple(
            replace(one, closed_at=entry.occurred_at, why=event.why)
            if one.channel == event.channel and one.closed_at is None
            else one
            for one in case.access.channels
        )
    )


def session_held(case: Case, entry: Entry, event: e.SessionHeld) -> Access:
    """The latest session by when it was held, not by when it was written down."""
    at = entry.occurred_at
    return Access(
        tuple(
            replace(one, last_session_at=max(at, one.last_session_at or at))
            if one.channel == event.channel
            else one
            for one in case.access.channels
        )
    )
