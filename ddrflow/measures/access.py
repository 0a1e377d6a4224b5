"""Days on which there was no way to the client, and how much work was done on those there were."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.access import Channel
from ddrflow.model.agency import Phase
from ddrflow.model.events import CaseOpened, SessionHeld, StepTaken

AROUND: Final = 30
WEEK: Final = 7
HELD = (Phase.CUSTODY, Phase.RELEASE)
Span = tuple[datetime, datetime]


def days_without_channel(past: Past) -> Iterator[Seen]:
    """Days in custody, or before release, on which no channel to the client was open at all.

    Not known where the file names no channels.
    """
    if past.workflow.procedure.channels:
        held = {one for start, end in _held(past) for one in _days(past, start, end)}
        yield Seen(len(_bare(past, held)))


def days_without_channel_around_release(past: Past) -> Iterator[Seen]:
    """The days without an open channel from 30 days before a release to 30 days after it.

    A day near two releases counts once. Not known where the file names no channels, or nobody
    was released.
    """
    if not past.workflow.procedure.channels:
        return
    days: set[int] = set()
    for released_at, _ in past.releases():
        day = past.day(released_at).toordinal()
        days.update(range(day - AROUND, day + AROUND + 1))
    lived = set(_days(past, past.case.opened_at, past.ends_at))
    if days:
        yield Seen(len(_bare(past, days & lived)))


def weeks_of_agreed_hours(past: Past) -> Iterator[Seen]:
    """The whole weeks of a channel in which as much work was done as its file agrees on.

    Weeks are counted from its opening. Not known where the file names no hours, and a week is
    left out in which some session has no length on record.
    """
    kinds = past.workflow.procedure.channels
    for channel in past.case.access.channels:
        hours = kinds[channel.kind].hours_a_week
        if hours is None:
            continue
        weeks = past.days(channel.opened_at, channel.closed_at or past.ends_at) // WEEK
        for week in range(weeks):
            lengths = _lengths(past, channel, week)
            if all(lengths):
                yield Seen(int(hours[0] * 60 <= sum(lengths) <= hours[1] * 60), channel.kind)


def _lengths(past: Past, channel: Channel, week: int) -> list[int]:
    """The lengths in minutes of the sessions of one week of a channel."""
    return [
        event.minutes
        for entry, event in past.of(SessionHeld)
        if event.channel == channel.channel
        and past.days(channel.opened_at, entry.occurred_at) // WEEK == week
    ]


def _held(past: Past) -> list[Span]:
    """The times in which the client was held."""
    spans: list[Span] = []
    since: datetime | None = None
    for entry in past.entries:
        if not isinstance(entry.event, CaseOpened | StepTaken):
            continue
        held = entry.event.phase in HELD
        if since is not None and not held:
            spans.append((since, entry.occurred_at))
            since = None
        elif since is None and held:
            since = entry.occurred_at
    return [*spans, *([(since, past.ends_at)] if since is not None else [])]


def _bare(past: Past, days: set[int]) -> set[int]:
    """Those of these days on which no channel that reaches the client was open at any moment."""
    kinds = past.workflow.procedure.channels
    reaching = (one for one in past.case.access.channels if kinds[one.kind].reaches_client)
    for channel in reaching:
        days = days - set(_days(past, channel.opened_at, channel.closed_at or past.ends_at))
    return days


def _days(past: Past, start: datetime, end: datetime) -> range:
    """The local days that a time touches, both ends included; none where it ends first."""
    return range(past.day(start).toordinal(), past.day(end).toordinal() + 1)
