"""How cases moved, as an event log of IEEE 1849 (XES), for tools that mine processes.

One trace a case, one event a step that counts, in the order in which they were recorded; where
asked for, what takes place besides the steps too. What a correction declares wrong is left out,
as the case itself leaves it out. No person is named: an event says for which role and
organisation somebody acted, and where asked for, by which number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from ddrflow.export.activities import Activity, activities
from ddrflow.export.markup import child, document, root
from ddrflow.export.recorded import Pseudonyms, counting, opening
from ddrflow.model.case import WorkflowId
from ddrflow.model.events import Entry, StepTaken

#: Extensions of the standard: name, prefix, and the address that is their name.
EXTENSIONS: Final = tuple(
    (name, prefix, f"http://www.xes-standard.org/{file}.xesext")
    for name, prefix, file in (
        ("Concept", "concept", "concept"),
        ("Lifecycle", "lifecycle", "lifecycle"),
        ("Organizational", "org", "org"),
        ("Time", "time", "time"),
        ("Cost", "cost", "cost"),
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
    """How one case moved: under which workflow, where it began, every step that counts.

    `besides` is what took place besides the steps, where that was asked for.
    """

    case_id: str
    workflow: WorkflowId
    opened_at: datetime
    began: str
    moves: tuple[Move, ...]
    besides: tuple[Activity, ...] = ()

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.moves[-1].step.target if self.moves else self.began

    @property
    def is_open(self) -> bool:
        """The case has not come to an end."""
        return not self.moves or self.moves[-1].step.phase is not None


def trace_of(history: Sequence[Entry], *, besides: bool = False) -> Trace:
    """The trace of a case from its whole record: its steps, or all that took place `besides`.

    Raises ValueError where the record opens no case.
    """
    opened, first = opening(history), history[0]
    moves = tuple(_moves(history, first.occurred_at))
    others = tuple(activities(history)) if besides else ()
    began = opened.state
    return Trace(first.case_id, opened.workflow, first.occurred_at, began, moves, others)


def _moves(history: Sequence[Entry], at: datetime) -> Iterator[Move]:
    for entry in counting(history):
        if isinstance(entry.event, StepTaken):
            at = max(at, entry.occurred_at)
            yield Move(at, entry, entry.event)


def event_log(traces: Iterable[Trace], *, simulated: bool = False, persons: bool = False) -> str:
    """The traces as one XES document, in the order given; times in UTC, to the millisecond.

    The log and each trace say whether the cases are `simulated`. With `persons`, whoever acted
    is told as a number, the same for the same person in the whole log.
    """
    top = _head(simulated=simulated)
    pseudonyms = Pseudonyms() if persons else None
    for one in traces:
        _trace(top, one, pseudonyms, simulated=simulated)
    return document(top)


def _head(*, simulated: bool) -> Element:
    """What the standard wants of a log before its first trace."""
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
    of_traces = child(top, "global", scope="trace")
    _text(of_traces, "concept:name", "none")
    _truth(of_traces, "simulated", value=simulated)
    of_events = child(top, "global", scope="event")
    _text(of_events, "concept:name", "none")
    _text(of_events, "lifecycle:transition", "complete")
    _time(of_events, "time:timestamp", NOWHEN)
    child(top, "classifier", name="Step", keys="concept:name")
    child(top, "classifier", name="Life cycle", keys="concept:name lifecycle:transition")
    _text(top, "concept:name", "ddrflow")
    _text(top, "lifecycle:model", "standard")
    _truth(top, "simulated", value=simulated)
    return top


def _trace(top: Element, trace: Trace, pseudonyms: Pseudonyms | None, *, simulated: bool) -> None:
    element = child(top, "trace")
    _text(element, "concept:name", trace.case_id)
    _truth(element, "simulated", value=simulated)
    _text(element, "workflow", trace.workflow.name)
    child(element, "int", key="version", value=str(trace.workflow.version))
    _text(element, "digest", trace.workflow.digest)
    _time(element, "opened", trace.opened_at)
    _text(element, "began", trace.began)
    _text(element, "state", trace.state)
    _truth(element, "open", value=trace.is_open)
    for one in _in_order(trace):
        if isinstance(one, Move):
            _move(element, one, pseudonyms)
        else:
            _activity(element, one, pseudonyms)


def _in_order(trace: Trace) -> list[Move | Activity]:
    """By when they took place; steps, which never run backwards, stay in their order."""
    every: list[Move | Activity] = [*trace.moves, *trace.besides]
    return sorted(every, key=lambda one: (_at(one), one.entry.seq))


def _at(one: Move | Activity) -> datetime:
    return one.at if isinstance(one, Move) else one.entry.occurred_at


def _move(trace: Element, move: Move, pseudonyms: Pseudonyms | None) -> None:
    element = _event(trace, move.step.trigger, "complete", move)
    _by(element, move.entry, pseudonyms)
    _text(element, "from", move.step.source_state)
    _text(element, "to", move.step.target)
    _text(element, "kind", "happened" if move.step.happened else "asks")
    _written(element, move.entry)


def _activity(trace: Element, one: Activity, pseudonyms: Pseudonyms | None) -> None:
    element = _event(trace, one.name, one.transition, one)
    if one.instance:
        _text(element, "concept:instance", one.instance)
    _by(element, one.entry, pseudonyms)
    for key, value in one.values:
        if isinstance(value, str):
            _text(element, key, value)
        else:
            child(element, type(value).__name__, key=key, value=str(value))
    _written(element, one.entry)


def _event(trace: Element, name: str, transition: str, one: Move | Activity) -> Element:
    element = child(trace, "event")
    _text(element, "concept:name", name)
    _text(element, "lifecycle:transition", transition)
    _time(element, "time:timestamp", _at(one))
    return element


def _by(element: Element, entry: Entry, pseudonyms: Pseudonyms | None) -> None:
    """For which role and organisation somebody acted, and who, if that is asked for."""
    if pseudonyms is not None and (number := pseudonyms.acting(entry.actor)):
        _text(element, "org:resource", number)
    _text(element, "org:role", entry.actor.role)
    _text(element, "org:group", entry.actor.organisation)


def _written(element: Element, entry: Entry) -> None:
    _time(element, "occurred", entry.occurred_at)
    _time(element, "recorded", entry.recorded_at)


def _text(parent: Element, key: str, value: str) -> None:
    child(parent, "string", key=key, value=value)


def _truth(parent: Element, key: str, *, value: bool) -> None:
    child(parent, "boolean", key=key, value=str(value).lower())


def _time(parent: Element, key: str, value: datetime) -> None:
    told = value.astimezone(UTC).isoformat(timespec="milliseconds")
    child(parent, "date", key=key, value=told)
