"""How cases moved, as an event log of IEEE 1849 (XES), for tools that mine processes.

One trace a case, one event a step that counts, in the order in which they were recorded. What a
correction declares wrong is left out, as the case itself leaves it out. No person is named: an
event says for which role and organisation somebody acted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from ddrflow.export.markup import child, document, root
from ddrflow.model.agency import Actor
from ddrflow.model.case import WorkflowId
from ddrflow.model.events import CaseOpened, Entry, StepTaken
from ddrflow.model.fold import voided

#: Extensions of the standard: name, prefix, and the address that is their name.
EXTENSIONS: Final = tuple(
    (name, prefix, f"http://www.xes-standard.org/{file}.xesext")
    for name, prefix, file in (
        ("Concept", "concept", "concept"),
        ("Lifecycle", "lifecycle", "lifecycle"),
        ("Organizational", "org", "org"),
        ("Time", "time", "time"),
    )
)
NOWHEN: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Move:
    """One step that counts: `at` is when the case moved, `entry` as it stands in the record.

    A step that is recorded late moves the case no earlier than the step before it: so the
    instants of a trace never run backwards, and `entry.occurred_at` says when it took place.
    """

    at: datetime
    entry: Entry
    step: StepTaken


@dataclass(frozen=True, slots=True)
class Trace:
    """How one case moved: under which workflow, where it began, every step that counts."""

    case_id: str
    workflow: WorkflowId
    opened_at: datetime
    began: str
    moves: tuple[Move, ...]

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.moves[-1].step.target if self.moves else self.began

    @property
    def is_open(self) -> bool:
        """The case has not come to an end."""
        return not self.moves or self.moves[-1].step.phase is not None


def trace_of(history: Sequence[Entry]) -> Trace:
    """The trace of a case from its whole record. Raises ValueError where it opens no case."""
    first = history[0] if history else None
    if first is None or not isinstance(first.event, CaseOpened):
        message = "the record of a case begins with its opening"
        raise ValueError(message)
    opened = first.event
    moves = tuple(_moves(history, first.occurred_at))
    return Trace(first.case_id, opened.workflow, first.occurred_at, opened.state, moves)


def _moves(history: Sequence[Entry], at: datetime) -> Iterator[Move]:
    out = voided(history)
    for entry in history:
        if isinstance(entry.event, StepTaken) and entry.seq not in out:
            at = max(at, entry.occurred_at)
            yield Move(at, entry, entry.event)


def event_log(traces: Iterable[Trace]) -> str:
    """The traces as one XES document, in the order given; times in UTC, to the millisecond."""
    top = root(
        "log",
        {
            "xmlns": "http://www.xes-standard.org/",
            "xes.version": "1849-2016",
            "xes.features": "",
        },
    )
    for name, prefix, address in EXTENSIONS:
        child(top, "extension", name=name, prefix=prefix, uri=address)
    _text(child(top, "global", scope="trace"), "concept:name", "none")
    of_events = child(top, "global", scope="event")
    _text(of_events, "concept:name", "none")
    _text(of_events, "lifecycle:transition", "complete")
    _time(of_events, "time:timestamp", NOWHEN)
    child(top, "classifier", name="Step", keys="concept:name")
    _text(top, "concept:name", "ddrflow")
    for one in traces:
        _trace(top, one)
    return document(top)


def _trace(top: Element, trace: Trace) -> None:
    element = child(top, "trace")
    _text(element, "concept:name", trace.case_id)
    _text(element, "workflow", trace.workflow.name)
    child(element, "int", key="version", value=str(trace.workflow.version))
    _text(element, "digest", trace.workflow.digest)
    _time(element, "opened", trace.opened_at)
    _text(element, "began", trace.began)
    _text(element, "state", trace.state)
    child(element, "boolean", key="open", value=str(trace.is_open).lower())
    for one in trace.moves:
        _event(element, one)


def _event(trace: Element, move: Move) -> None:
    element = child(trace, "event")
    actor: Actor = move.entry.actor
    _text(element, "concept:name", move.step.trigger)
    _text(element, "lifecycle:transition", "complete")
    _time(element, "time:timestamp", move.at)
    _text(element, "org:role", actor.role)
    _text(element, "org:group", actor.organisation)
    _text(element, "from", move.step.source_state)
    _text(element, "to", move.step.target)
    _text(element, "kind", "happened" if move.step.happened else "asks")
    _time(element, "occurred", move.entry.occurred_at)
    _time(element, "recorded", move.entry.recorded_at)


def _text(parent: Element, key: str, value: str) -> None:
    child(parent, "string", key=key, value=value)


def _time(parent: Element, key: str, value: datetime) -> None:
    told = value.astimezone(UTC).isoformat(timespec="milliseconds")
    child(parent, "date", key=key, value=told)
