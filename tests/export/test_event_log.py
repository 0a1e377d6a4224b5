"""How cases moved, as an event log: the steps that count, in order, and nobody's name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from xml.etree.ElementTree import Element, fromstring

import pytest

from ddrflow.export import Trace, event_log, trace_of
from ddrflow.model.agency import KEEPER
from ddrflow.model.conference import Outcome
from ddrflow.model.effort import Resource
from ddrflow.model.events import ConferenceClosed, EffortRecorded
from ddrflow.model.fold import fold
from tests.export.histories import NAMES, history, last_step, persons, said, with_correction

XES: Final = "{http://www.xes-standard.org/}"
CORRECTED: Final = "neustart/what-was-wrong-is-set-right"


def read(traces: Sequence[Trace]) -> Element:
    """The log as a reader of XML sees it."""
    return fromstring(event_log(traces))  # noqa: S314 - our own document


def values(element: Element) -> dict[str, str]:
    """The attributes of a trace or an event, by key."""
    return {one.attrib["key"]: one.attrib["value"] for one in element if one.get("key")}


@pytest.mark.parametrize("name", NAMES)
def test_a_trace_is_the_way_of_the_case_from_its_opening_to_where_it_stands(name: str) -> None:
    """Each step leaves the state that the one before it led to, also after a correction."""
    entries = history(name)
    trace, case = trace_of(entries), fold(entries)
    here = trace.began
    for move in trace.moves:
        assert move.step.source_state == here
        here = move.step.target
    assert trace.state == here == case.position.state
    assert trace.is_open == case.is_open


@pytest.mark.parametrize("name", NAMES)
def test_a_step_that_was_corrected_is_no_part_of_a_trace(name: str) -> None:
    """And the case stands where it stood before."""
    entries = history(name)
    trace = trace_of(entries)
    if not trace.moves:
        return
    wrong = last_step(entries) if trace.moves[-1].entry == last_step(entries) else None
    if wrong is None:
        return
    after = with_correction(entries, wrong)
    assert trace_of(after).moves == trace.moves[:-1]
    assert trace_of(after).state == fold(after).position.state


def test_time_never_runs_backwards_in_a_trace() -> None:
    """A step that is written down late moved the case when it stood there already."""
    entries = list(history("neustart/moved-released-and-recalled"))
    last = last_step(entries)
    early = last.occurred_at - timedelta(days=900)
    entries[entries.index(last)] = replace(last, occurred_at=early)
    move = trace_of(entries).moves[-1]
    assert move.at == trace_of(entries).moves[-2].at
    assert move.at > early
    event = read([trace_of(entries)]).findall(f".//{XES}event")[-1]
    assert datetime.fromisoformat(values(event)["occurred"]) == early
    assert datetime.fromisoformat(values(event)["time:timestamp"]) == move.at


def test_a_log_has_a_trace_for_each_case_also_for_one_that_has_not_moved() -> None:
    opened = history(CORRECTED)[:1]
    moved = history("neustart/never-consents")
    log = read([trace_of(opened), trace_of(moved)])
    first, second = log.findall(f"{XES}trace")
    assert first.findall(f"{XES}event") == []
    assert values(first)["state"] == values(first)["began"] == "referred"
    assert values(first)["open"] == "true"
    steps = [values(one)["concept:name"] for one in second.findall(f"{XES}event")]
    assert steps == [one.step.trigger for one in trace_of(moved).moves]
    assert values(second)["concept:name"] == moved[0].case_id


def test_an_event_says_for_whom_and_from_where_to_where() -> None:
    trace = trace_of(history("neustart/moved-released-and-recalled"))
    events = read([trace]).findall(f".//{XES}event")
    told = values(events[-1])
    move = trace.moves[-1]
    assert told["org:role"] == move.entry.actor.role
    assert told["org:group"] == move.entry.actor.organisation
    assert (told["from"], told["to"]) == (move.step.source_state, move.step.target)
    assert {values(one)["kind"] for one in events} == {"asks", "happened"}


@pytest.mark.parametrize("name", NAMES)
def test_no_person_and_no_free_text_is_in_a_log(name: str) -> None:
    entries = history(name)
    trace = trace_of(entries, besides=True)
    for text in (event_log([trace]), event_log([trace], persons=True)):
        assert not any(f'"{one}"' in text for one in persons(entries))
        assert not any(one in text for one in said(entries))


def test_the_same_person_has_the_same_number_in_a_log_and_the_clock_has_none() -> None:
    entries = history("neustart/moved-released-and-recalled")
    log = fromstring(event_log([trace_of(entries, besides=True)], persons=True))  # noqa: S314
    events = [values(one) for one in log.iter(f"{XES}event")]
    by_role: dict[str, set[str]] = {}
    for one in events:
        by_role.setdefault(one["org:role"], set()).add(one.get("org:resource", ""))
    numbers = {actor.role: set[str]() for actor in (one.actor for one in entries)}
    for actor in (one.actor for one in entries):
        numbers[actor.role].add(actor.person)
    for role, found in by_role.items():
        assert len(found) <= len(numbers[role])
        assert ("" in found) == (role == KEEPER.role)
    assert "org:resource" not in event_log([trace_of(entries)])


@pytest.mark.parametrize("simulated", [True, False])
def test_a_log_and_each_trace_say_whether_the_cases_are_simulated(simulated: bool) -> None:  # noqa: FBT001
    """So that no reader takes the one for the other, whichever part is kept."""
    traces = [trace_of(history(CORRECTED)), trace_of(history("neustart/never-consents"))]
    log = fromstring(event_log(traces, simulated=simulated))  # noqa: S314 - our own document
    marked = [log, *log.findall(f"{XES}trace")]
    assert [values(one)["simulated"] for one in marked] == [str(simulated).lower()] * 3


# ---- what takes place besides the steps


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_are_the_same_whether_the_rest_is_told_or_not(name: str) -> None:
    """The rest stands between them, by when it took place."""
    entries = history(name)
    few, all_of_it = trace_of(entries), trace_of(entries, besides=True)
    assert (few.moves, few.besides) == (all_of_it.moves, ())
    events = [values(one) for one in read([all_of_it]).iter(f"{XES}event")]
    steps = [one["concept:name"] for one in events if " " not in one["concept:name"]]
    assert steps == [one.step.trigger for one in few.moves]
    times = [datetime.fromisoformat(one["time:timestamp"]) for one in events]
    assert times == sorted(times)


@pytest.mark.parametrize("name", NAMES)
def test_each_conference_is_complete_with_what_it_counts_as(name: str) -> None:
    entries = history(name)
    events = [values(one) for one in read([trace_of(entries, besides=True)]).iter(f"{XES}event")]
    told = {
        one["concept:instance"]: one["outcome"]
        for one in events
        if one["concept:name"].startswith("conference ") and "outcome" in one
    }
    closed = {one.conference: one for one in fold(entries).conferences.values() if one.closed_at}
    assert told == {key: one.outcome for key, one in closed.items()}


def test_a_conference_has_a_life_cycle_from_being_convened_to_its_end() -> None:
    entries = history("neustart/before-the-first-hearing")
    events = [values(one) for one in read([trace_of(entries, besides=True)]).iter(f"{XES}event")]
    [closed] = [one.event for one in entries if isinstance(one.event, ConferenceClosed)][:1]
    own = [one for one in events if one.get("concept:instance") == closed.conference]
    assert [one["lifecycle:transition"] for one in own] == ["schedule", "start", "complete"]
    assert own[-1]["outcome"] == Outcome.HELD


def test_effort_is_told_with_its_minutes_and_its_cost() -> None:
    entries = history(CORRECTED)
    effort = EffortRecorded("prison", "prison-graz", Resource.HUMAN, 90, 120)
    seq = entries[-1].seq + 1
    record = (*entries, replace(entries[-1], seq=seq, cause=seq, event=effort, content=()))
    [event] = [
        values(one)
        for one in read([trace_of(record, besides=True)]).iter(f"{XES}event")
        if values(one)["concept:name"] == "effort human"
    ]
    assert (event["minutes"], event["cost:total"], event["spent-by"]) == (
        "90",
        "120.0",
        "prison-graz",
    )


def test_a_record_that_opens_no_case_has_no_trace() -> None:
    with pytest.raises(ValueError, match="begins with its opening"):
        trace_of(history(CORRECTED)[1:])
    with pytest.raises(ValueError, match="begins with its opening"):
        trace_of(())
