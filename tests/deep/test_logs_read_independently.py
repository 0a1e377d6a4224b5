"""An independent reader replays what the engine recorded, and finds every trace that it did not.

By alignments: a way through the graph that differs from the trace as little as can be. Token
replay is no check: it passes traces that the graph does not allow.
"""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from ddrflow.bootstrap import for_story
from ddrflow.export import Trace, trace_of
from ddrflow.model.agency import KEEPER
from ddrflow.model.events import Entry, EntryCorrected, StepTaken
from ddrflow.model.fold import fold
from ddrflow.stories import read_story, run, story_files
from ddrflow.workflow.load import load, shipped
from tests.deep.reading import Fit, Log, fits
from tests.deep.walking import UNKNOWN, Planted, is_whole, planted, stands, tampered
from tests.properties.history import History, pasts

pytestmark = pytest.mark.deep

SHIPPED: Final = shipped()
#: How many histories are drawn for each workflow, and how long each is.
HISTORIES, STEPS = 40, 60


class Kept(History):
    """A drawn history whose record is kept."""

    records: list[tuple[Entry, ...]]

    def teardown(self) -> None:
        """Before it is forgotten."""
        if self.case_id in self.engine.cases():
            self.records.append(self.engine.events(self.case_id))
        super().teardown()


@cache
def told(name: str) -> tuple[tuple[Entry, ...], ...]:
    """The records that the shipped stories of a workflow leave behind."""
    records = []
    for story_name, file in story_files(name).items():
        story = read_story(file.read_bytes(), story_name)
        tale = run(story, load(name), for_story)
        records.append(tale.engine.events(story.script.case))
    return tuple(records)


@cache
def drawn(name: str) -> tuple[tuple[Entry, ...], ...]:
    """The records of drawn histories: late entries, corrections and lapses among them."""
    records: list[tuple[Entry, ...]] = []
    workflow = load(name)
    space = {"workflow": workflow, "pasts": pasts(workflow), "seen": Counter(), "records": records}
    machine = type(f"Kept of {name}", (Kept,), space)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return tuple(records)


def traces(name: str) -> list[Trace]:
    """A trace for each record, each of a case of its own."""
    found = [trace_of(record) for record in (*told(name), *drawn(name))]
    return [replace(one, case_id=f"C-{number}") for number, one in enumerate(found)]


def test_the_logs_hold_what_is_hard_to_get_right() -> None:
    """Steps that happened, steps written down late, corrected steps, what time alone recorded."""
    held: Counter[str] = Counter()
    for record in (one for name in SHIPPED for one in (*told(name), *drawn(name))):
        steps = [one for one in record if isinstance(one.event, StepTaken)]
        held["happened"] += any(isinstance(e.event, StepTaken) and e.event.happened for e in steps)
        held["late"] += any(one.occurred_at < one.recorded_at for one in steps)
        held["corrected"] += _corrects_a_step(record)
        held["lapsed"] += any(one.actor == KEEPER for one in record)
    assert min(held[one] for one in ("happened", "late", "corrected", "lapsed")) >= 20, held


def triggers(trace: Trace) -> tuple[str, ...]:
    """The steps of a trace by name."""
    return tuple(one.step.trigger for one in trace.moves)


def fits_wholly(fit: Fit, trace: Trace) -> None:
    """Every move is one of both. A share of no moves at all is not told."""
    assert fit.case == trace.case_id
    assert (fit.log, fit.model) == ((), ())
    assert fit.ran == triggers(trace)
    assert fit.fitness == 1.0 or not trace.moves


@pytest.mark.parametrize("name", SHIPPED)
def test_every_case_that_the_engine_closed_fits_the_graph_from_the_opening_to_an_end(
    name: str, tmp_path: Path
) -> None:
    """With the one end of the net as the place to come to."""
    ended = [one for one in traces(name) if not one.is_open]
    assert ended
    [answers] = fits([Log(load(name), ended)], tmp_path)
    for trace, fit in zip(ended, answers, strict=True):
        fits_wholly(fit, trace)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_case_fits_up_to_where_it_stands_and_the_reader_says_where_that_is(
    name: str, tmp_path: Path
) -> None:
    """Open cases too: the net may stop in any state. The reader is told the steps alone."""
    every = traces(name)
    [answers] = fits([Log(load(name), every, is_open=True)], tmp_path)
    records = (*told(name), *drawn(name))
    assert any(one.is_open for one in every)
    for trace, record, fit in zip(every, records, answers, strict=True):
        fits_wholly(fit, trace)
        assert fit.stands == fold(record).position.state


def test_a_log_that_kept_a_corrected_step_would_tell_of_another_case(tmp_path: Path) -> None:
    """The reader objects, or finds the case where it does not stand: so it is left out above."""
    listed = [
        (name, record)
        for name in SHIPPED
        for record in (*told(name), *drawn(name))
        if _corrects_a_step(record)
    ]
    logs = [Log(load(name), [uncorrected(record)], is_open=True) for name, record in listed]
    answers = fits(logs, tmp_path)
    misled = 0
    for (name, record), [fit] in zip(listed, answers, strict=True):
        found = stands(load(name), triggers(uncorrected(record)))
        assert (fit.deviations == 0) == (found is not None)
        assert found in (None, fit.stands)
        misled += found != fold(record).position.state
    assert misled >= 3


def _corrects_a_step(record: tuple[Entry, ...]) -> bool:
    by_number = {one.seq: one for one in record}
    return any(
        isinstance(one.event, EntryCorrected)
        and isinstance(by_number[one.event.wrong].event, StepTaken)
        for one in record
    )


def uncorrected(record: tuple[Entry, ...]) -> Trace:
    """The trace as if corrections had not been heard of."""
    return trace_of([one for one in record if not isinstance(one.event, EntryCorrected)])


# ---- planted deviants


def plants(name: str) -> list[tuple[Trace, Planted]]:
    """Every closed trace that differs from others, tampered with everywhere in every way."""
    chance = Random(name)  # noqa: S311 - reproducible, not secret
    workflow = load(name)
    ended = {triggers(one): one for one in traces(name) if not one.is_open}
    found = {
        one.triggers: (trace, one)
        for own, trace in ended.items()
        for one in planted(workflow, own, chance)
        if one.triggers
    }
    return list(found.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_the_reader_finds_every_planted_deviant_and_names_the_moves(
    name: str, tmp_path: Path
) -> None:
    """And nothing else: what a walk along the steps of the file allows fits."""
    workflow = load(name)
    listed = plants(name)
    logs = [tampered(trace, one.triggers, f"P-{n}") for n, (trace, one) in enumerate(listed)]
    [answers] = fits([Log(workflow, logs)], tmp_path)
    deviants = 0
    for (_, one), fit in zip(listed, answers, strict=True):
        if is_whole(workflow, one.triggers):
            assert (fit.deviations, fit.fitness) == (0, 1.0), one
            continue
        deviants += 1
        assert fit.fitness < 1, one
        assert 1 <= fit.deviations <= one.mended_by, one
        # With the moves that it names put right, the trace is one of the workflow's.
        assert is_whole(workflow, fit.ran), one
        if one.how == "unknown":
            assert (fit.log, fit.model) == ((UNKNOWN,), ())
    assert deviants >= 20


@pytest.mark.parametrize("name", SHIPPED)
def test_the_reader_finds_every_planted_deviant_among_open_cases(name: str, tmp_path: Path) -> None:
    """Where a case may stand anywhere, fewer traces deviate: a walk says which."""
    workflow = load(name)
    listed = plants(name)
    logs = [tampered(trace, one.triggers, f"P-{n}") for n, (trace, one) in enumerate(listed)]
    [answers] = fits([Log(workflow, logs, is_open=True)], tmp_path)
    deviants = 0
    for (_, one), fit in zip(listed, answers, strict=True):
        found = stands(workflow, one.triggers)
        assert (fit.deviations == 0) == (found is not None), one
        assert (fit.fitness < 1) == (found is None), one
        deviants += found is None
    assert deviants >= 20
