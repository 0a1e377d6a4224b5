"""Several who write at once: nothing is lost, doubled or refused for their sake."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

import ddrflow.decide as core
from ddrflow.engine import Engine, Refused
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.fold import fold
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow
from tests.contract.script import ADMIT, NOTICE, need, neustart, opened
from tests.stores import NOW, Place


def test_what_lapsed_meanwhile_is_recorded_once_and_refused_to_nobody(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who look after the clock at once: the second finds nothing left to do."""
    engine = opened(place)
    engine.do("C-0", NOTICE)
    engine.do("C-0", ADMIT)
    place.clock.set(NOW + timedelta(days=400))
    other = place.engine(neustart())
    lapse = core.lapse
    sweeps: Iterator[Callable[[], object]] = iter([lambda: other.lapse("C-0")])

    def slow(
        workflow: Workflow, case: Case, standing: Standing | None, now: datetime
    ) -> tuple[Command, ...]:
        commands = lapse(workflow, case, standing, now)
        for sweep in sweeps:
            sweep()
        return commands

    monkeypatch.setattr(core, "lapse", slow)
    assert engine.lapse("C-0") == ()
    kinds = [type(one.event).__name__ for one in engine.events("C-0")]
    assert kinds.count("ReviewFellDue") == 1
    assert kinds.count("ReviewMissed") <= 1
    assert engine.refusals("C-0") == ()


def test_threads_on_one_case_lose_nothing(place: Place) -> None:
    engine = opened(place)
    numbers = range(40)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: engine.do("C-0", need(one)), numbers))
    whole(engine, "C-0", 41)
    assert {one.need for one in engine.case("C-0").care.needs} == {f"need-{one}" for one in numbers}


def test_threads_with_an_engine_each_lose_nothing(place: Place) -> None:
    """Nothing of one engine keeps another from writing: the store alone decides who is first."""
    opened(place)
    engines = [place.engine(neustart()) for _ in range(4)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: engines[one % 4].do("C-0", need(one)), range(40)))
    whole(engines[0], "C-0", 41)


def test_threads_that_share_a_key_record_it_once(place: Place) -> None:
    engine = opened(place)
    engines = [place.engine(neustart()) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda one: one.do("C-0", NOTICE, key="k-1"), engines))
    assert len({one.entries for one in done}) == 1
    whole(engine, "C-0", 2)


def test_threads_that_are_refused_at_once_are_all_in_the_journal(place: Place) -> None:
    opened(place)
    engines = [place.engine(neustart()) for _ in range(8)]

    def refuse(engine: Engine) -> None:
        with pytest.raises(Refused):
            engine.do("C-0", ADMIT)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(refuse, engines))
    assert len(engines[0].refusals("C-0")) == 8


def whole(engine: Engine, case_id: str, entries: int) -> None:
    """The case has so many entries, without a gap, and is what they make."""
    found = engine.events(case_id)
    assert [one.seq for one in found] == list(range(1, entries + 1))
    assert fold(found) == engine.case(case_id)
