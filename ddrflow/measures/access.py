"""Days on which there was no way to the client."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.agency import Phase
from ddrflow.model.events import CaseOpened, StepTaken

AROUND = timedelta(days=30)
HELD = (Phase.CUSTODY, Phase.RELEASE)
Span = tuple[datetime, datetime]


def days_without_channel(past: Past) -> Iterator[Seen]:
    """Days in custody, or before release, on which no channel to the client was open at all.

    Not known where the file names no channels.
    """
    if past.workflow.procedure.channels:
        yield Seen(len(_bare(past, _held(past))))


def days_without_channel_around_release(past: Past) -> Iterator[Seen]:
    """Of the 30 days before a release and the 30 after it, those without an open channel.

    Not known where the file names no channels, or nobody was released.
    """
    if not past.workflow.procedure.channels:
        return
    for released_at, _ in past.releases():
        start = max(past.case.opened_at, released_at - AROUND)
        yield Seen(len(_bare(past, [(start, min(past.ends_at, released_at + AROUND))])))


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


def _bare(past: Past, spans: list[Span]) -> set[int]:
    """The days of these times on which no channel was open at any moment."""
    days = {one for start, end in spans for one in _days(past, start, end)}
    for channel in past.case.access.channels:
        days -= set(_days(past, channel.opened_at, channel.closed_at or past.ends_at))
    return days


def _days(past: Past, start: datetime, end: datetime) -> range:
    """The local days that a time touches, both ends included; none where it ends first."""
    return range(past.day(start).toordinal(), past.day(end).toordinal() + 1)
