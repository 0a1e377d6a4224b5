"""An independent reader of object-centric logs and of whole event logs finds what was recorded.

The steps of each case are held to the case graph here too: what one format says of how a case
moved is what the other says.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from ddrflow.export import ocel, trace_of
from ddrflow.export.ocel.parts import id_of
from ddrflow.export.recorded import counting
from ddrflow.model.events import Entry, StepTaken
from ddrflow.model.fold import fold
from ddrflow.workflow.load import load, shipped
from tests.deep.reading import events, objects
from tests.deep.test_logs_read_independently import drawn, told, triggers
from tests.export.histories import of_case
from tests.export.ocel_reader import read_ocel

pytestmark = pytest.mark.deep

SHIPPED: Final = shipped()


def records(name: str) -> list[tuple[Entry, ...]]:
    """The records of the stories and of drawn histories, each of a case of its own."""
    every = (*told(name), *drawn(name))
    return [of_case(one, f"C-{number}") for number, one in enumerate(every)]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_reader_finds_every_object_event_and_relation(name: str, tmp_path: Path) -> None:
    """As many of each kind as our own reader of the standard does."""
    found = records(name)
    theirs = objects(load(name), found, tmp_path, persons=True, simulated=True)
    ours = read_ocel(ocel(found, persons=True, simulated=True))
    assert theirs.objects == Counter(one.type for one in ours.objects.values())
    assert theirs.events == len(ours.events) == sum(len(counting(one)) for one in found)
    assert theirs.qualified == Counter(what for one in ours.events for _, what in one.related)
    between = Counter(what for one in ours.objects.values() for _, what in one.related)
    assert theirs.between == between
    assert theirs.simulated == [True]
    assert theirs.types["ocel:timestamp"] == theirs.types["recorded_at"] == "Timestamp"
    assert theirs.types["by_role"] == theirs.types["due_on"] == "str"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_steps_of_each_case_fit_the_graph_up_to_where_it_stands(
    name: str, tmp_path: Path
) -> None:
    """The reader takes them out of all that took place; it finds the state in the object too."""
    found = records(name)
    theirs = objects(load(name), found, tmp_path)
    by_case = {one.case: one for one in theirs.fits}
    for record in found:
        case, trace = id_of("case", record[0].case_id), trace_of(record)
        assert theirs.last[case] == fold(record).position.state
        if trace.moves:
            assert (by_case[case].deviations, by_case[case].fitness) == (0, 1.0)
            assert by_case[case].ran == triggers(trace)
            assert by_case[case].stands == trace.state
    assert len(by_case) == sum(1 for one in found if trace_of(one).moves)


def tampered(record: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The record with its first step skipped, doubled, and put in the place of the second."""
    at = [number for number, one in enumerate(record) if isinstance(one.event, StepTaken)]
    first, second = at[0], at[1]
    skipped = [one for number, one in enumerate(record) if number != first]
    doubled = list(record)
    seq = len(record) + 1
    doubled.insert(first, replace(record[first], seq=seq, cause=seq))
    swapped = list(record)
    swapped[first] = replace(record[first], event=record[second].event)
    swapped[second] = replace(record[second], event=record[first].event)
    return {"skipped": skipped, "doubled": doubled, "swapped": swapped}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_reader_finds_a_step_that_is_skipped_doubled_or_swapped(
    name: str, tmp_path: Path
) -> None:
    """A walk along the steps of the file says which of them the graph allows all the same."""
    planted: list[Sequence[Entry]] = []
    for record in told(name):
        steps = triggers(trace_of(record))
        if len(steps) >= 2 and steps[0] != steps[1]:
            planted.extend(tampered(record).values())
    assert planted
    named = [of_case(one, f"P-{number}") for number, one in enumerate(planted)]
    theirs = objects(load(name), named, tmp_path)
    by_case = {one.case: one for one in theirs.fits}
    deviants = 0
    for record in named:
        fit = by_case[id_of("case", record[0].case_id)]
        allowed = _walks(name, triggers(trace_of(record)))
        assert (fit.deviations == 0) == (fit.fitness == 1.0) == allowed
        deviants += not allowed
    assert deviants >= len(named) // 3


def _walks(name: str, steps: tuple[str, ...]) -> bool:
    """The steps of the file lead along this way, from its first state."""
    workflow = load(name)
    here = workflow.initial.name
    for trigger in steps:
        step = workflow.steps.get((here, trigger))
        if step is None:
            return False
        here = step.target.name
    return True


@pytest.mark.parametrize("name", SHIPPED)
def test_the_reader_finds_every_event_of_a_whole_log(name: str, tmp_path: Path) -> None:
    """Steps and what took place besides them, with the mark of a simulated case."""
    found = [trace_of(one, besides=True) for one in records(name)]
    theirs = events(found, tmp_path, persons=True, simulated=True)
    assert [one["case"] for one in theirs] == [one.case_id for one in found]
    for one, trace in zip(theirs, found, strict=True):
        assert one["simulated"] == [True, True]
        assert len(one["events"]) == len(trace.moves) + len(trace.besides)
        names = Counter(each.name for each in trace.besides)
        names.update(triggers(trace))
        assert Counter(each["concept:name"] for each in one["events"]) == names
        assert all(_is_whole(each) for each in one["events"])


def _is_whole(event: dict[str, Any]) -> bool:
    keys = {"concept:name", "lifecycle:transition", "org:role", "org:group"}
    return keys <= event.keys()
