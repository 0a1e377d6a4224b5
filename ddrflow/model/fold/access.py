"""Ways to the client, and the sessions held on them."""

from collections.abc import Callable
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
        organisation=event.organisation,
        person=event.person,
        leave_of=entry.actor.organisation,
    )
    return replace(case.access, channels=(*case.access.channels, one))


def channel_closed(case: Case, entry: Entry, event: e.ChannelClosed) -> Access:
    """It can be used no more; one that was closed before keeps the end that it had.

    What is recorded late ends no channel before it began.
    """
    return _changed(
        case.access,
        event.channel,
        lambda one: (
            replace(one, closed_at=max(entry.occurred_at, one.opened_at), why=event.why)
            if one.closed_at is None
            else one
        ),
    )


def session_held(case: Case, entry: Entry, event: e.SessionHeld) -> Access:
    """The latest session by when it was held, not by when it was written down."""
    at = entry.occurred_at
    return _changed(
        case.access,
        event.channel,
        lambda one: replace(one, last_session_at=max(at, one.last_session_at or at)),
    )


def kinds_ended(case: Case, entry: Entry, event: e.StepTaken) -> Access:
    """A step ended all channels of these kinds."""
    old, at = case.access.ended, entry.occurred_at
    later = {kind: max(at, old.get(kind, at)) for kind in event.closes}
    return replace(case.access, ended={**old, **later})


def _changed(access: Access, name: str, change: Callable[[Channel], Channel]) -> Access:
    channels = tuple(change(one) if one.channel == name else one for one in access.channels)
    return replace(access, channels=channels)
