"""How cases moved, as an event log: the steps that count, in order, and nobody's name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from xml.etree.ElementTree import Element, fromstring

import pytest

from ddrflow.bootstrap import for_story
from ddrflow.export import Trace, event_log, trace_of
from ddrflow.model.events import Entry, EntryCorrected, StepTaken
from ddrflow.model.fold import fold
from ddrflow.stories import read_story, run, story_files
from ddrflow.workflow.load import load

XES: Final = "{http://www.xes-standard.org/}"
NAMES: Final = tuple(story_files())
CORRECTED: Final = "neustart/what-was-wrong-is-set-right"


@cache
def history(name: str) -> tuple[Entry, ...]:
    """The record that a story leaves behind."""
    story = read_story(story_files()[name].read_bytes(), name)
    tale = run(story, load(story.script.workflow), for_story)
    return tale.engine.events(story.script.case)


def read(traces: Sequence[Trace]) -> Element:
    """The log as a reader of XML sees it."""
    return fromstring(event_log(traces))  # noqa: S314 - our own document


def values(element: Element) -> dict[str, str]:
    """The attributes of a trace or an event, by key."""
    return {one.attrib["key"]: one.attrib["value"] for one in element if one.get("key")}


def last_step(entries: Sequence[Entry]) -> Entry:
    """The step that was recorded last."""
    return [one for one in entries if isinstance(one.event, StepTaken)][-1]


def with_correction(entries: Sequence[Entry], wrong: Entry) -> tuple[Entry, ...]:
    """The record with an entry more, which says that one does not count."""
    after = entries[-1]
    seq = after.seq + 1
    event = EntryCorrected(wrong.seq, "mistaken")
    return (*entries, replace(after, seq=seq, cause=seq, event=event, content=()))


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
    text = event_log([trace_of(entries)])
    for entry in entries:
        assert f'"{entry.actor.person}"' not in text
        assert all(said not in text for _, said in entry.content if len(said) > 20)


def test_a_record_that_opens_no_case_has_no_trace() -> None:
    with pytest.raises(ValueError, match="begins with its opening"):
        trace_of(history(CORRECTED)[1:])
    with pytest.raises(ValueError, match="begins with its opening"):
        trace_of(())
