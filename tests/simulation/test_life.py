"""A life goes through the engine that live cases go through, and no other."""

import ast
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import ddrflow.simulation
from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.conference import Outcome
from ddrflow.model.decision import Decision
from ddrflow.model.events import (
    AttendanceRecorded,
    ConsentGiven,
    ConsentRefused,
    Entry,
    ReviewFellDue,
    RoleUnbound,
    StepTaken,
)
from ddrflow.model.fold import fold
from ddrflow.model.standing import StandingEvent
from ddrflow.simulation.life import Life
from ddrflow.simulation.run import lives
from ddrflow.simulation.world_file import load_world
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load, shipped
from tests.simulation.worlds import OF_NO_PERSON, YEAR, changed, small_study, study_in

LIVED = [one for one in shipped() if one != OF_NO_PERSON]

Given = tuple[datetime, Command | tuple[Actor, StandingEvent]]


@pytest.fixture
def given_to(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Given]]:
    """What was given to each life, and when, while it was lived."""
    given: dict[str, list[Given]] = {}
    record, stand = Life.record, Life.stand

    def recorded(life: Life, command: Command, decision: Decision) -> None:
        given.setdefault(life.case_id, []).append((life.now, command))
        record(life, command, decision)

    def stood(life: Life, actor: Actor, event: StandingEvent) -> bool:
        is_recorded = stand(life, actor, event)
        if is_recorded:
            given.setdefault(life.case_id, []).append((life.now, (actor, event)))
        return is_recorded

    monkeypatch.setattr(Life, "record", recorded)
    monkeypatch.setattr(Life, "stand", stood)
    return given


@pytest.mark.parametrize("name", LIVED)
def test_the_engine_records_just_what_was_lived(
    name: str, given_to: dict[str, list[Given]]
) -> None:
    """Each command again, at its time, through an engine on a store: the same entries."""
    for life in lives(small_study(name, cases=3), 0):
        assert again(name, life.case_id, given_to[life.case_id]) == life.past.entries


def again(name: str, case_id: str, given: list[Given]) -> tuple[Entry, ...]:
    clock = ManualClock(given[0][0])
    workflow = load(name)
    engine = Engine(MemoryStore(clock), [workflow])
    for at, one in given:
        clock.set(at)
        if isinstance(one, tuple):
            engine.record_standing(*one)
        elif isinstance(one, OpenCase):
            engine.open_case(name, case_id, one)
        else:
            engine.do(case_id, one)
    return engine.events(case_id)


@pytest.mark.parametrize("name", LIVED)
def test_people_come_out_of_prison_and_their_cases_are_closed(name: str) -> None:
    """Agencies that follow the remedies of refusals get a case from its opening to its end."""
    whole = tuple(lives(small_study(name, cases=8, years=12), 0))
    closed = [one for one in whole if not one.past.case.is_open]
    assert len(closed) >= 6
    triggers = Counter(step.trigger for one in whole for _, step in one.past.of(StepTaken))
    assert len(triggers) >= 3


@pytest.mark.parametrize("name", LIVED)
def test_a_life_keeps_the_invariants(name: str) -> None:
    workflow = load(name)
    reviewed = {state for one in workflow.reviews.values() for state in one.states}
    for life in lives(small_study(name, cases=4), 0):
        case = life.past.case
        assert fold(life.past.entries) == case
        assert [one.seq for one in life.past.entries] == list(range(1, case.version + 1))
        times = [one.recorded_at for one in life.past.entries]
        assert times == sorted(times)
        if case.is_open and case.position.state in reviewed:
            assert case.reviews
        for one in case.conferences.values():
            assert one.outcome is not Outcome.HELD or not one.missing_core()


def test_a_review_falls_due_on_its_day() -> None:
    """Time alone makes it happen when it happens, and not when somebody comes by."""
    workflow = load("catalonia")
    found = 0
    for life in lives(small_study(cases=6), 0):
        for entry, event in life.past.of(ReviewFellDue):
            found += 1
            assert life.past.day(entry.recorded_at) == event.due_on
    assert found > 5
    assert workflow.reviews


def test_who_says_no_is_asked_again_and_nobody_is_made_to_say_yes() -> None:
    nobody = changed(
        "default: {unit: percent, value: 60, source: assumed, range: [67, 133]}",
        "default: {unit: percent, value: 0, source: assumed}",
    )
    for life in lives(study_in(nobody, "neustart"), 0):
        for answers in life.past.case.consents.values():
            assert not any(one.is_given for one in answers)
        for one in life.past.case.conferences.values():
            needs = life.past.workflow.procedure.conferences[one.type].consent
            assert needs is None or one.outcome is not Outcome.HELD


def test_a_no_stands_until_the_time_to_ask_again() -> None:
    """The world says three months; who pressed sooner would turn a no into a yes by chance."""
    least = (
        timedelta(days=load_world("region").parameter("people.asked_again").at(0.5)) - YEAR / 365
    )
    answers = 0
    for name in ("catalonia", "neustart"):
        for life in lives(small_study(name, cases=20), 0):
            declined: dict[str, datetime] = {}
            for entry in life.past.entries:
                if not isinstance(entry.event, (ConsentGiven, ConsentRefused)):
                    continue
                scope = entry.event.scope
                if scope in declined:
                    answers += 1
                    assert entry.recorded_at - declined[scope] >= least
                if isinstance(entry.event, ConsentRefused):
                    declined[scope] = entry.recorded_at
    assert answers


def test_a_prisoner_who_comes_to_another_prison_leaves_the_one_before() -> None:
    often = changed('transfers: {unit: a year, value: "0.3"', "transfers: {unit: a year, value: 4")
    left = 0
    for life in lives(study_in(often, cases=8), 0):
        left += sum(1 for _ in life.past.of(RoleUnbound))
        for entry in life.past.entries:
            case = fold(life.past.entries[: entry.seq])
            assert len(case.parties.organisations("prison-unit", entry.recorded_at)) <= 2
        last = life.past.entries[-1].recorded_at
        assert len(life.past.case.parties.organisations("prison-unit", last)) == 1
    assert left > 8


def test_clients_and_families_are_who_they_are() -> None:
    """Nobody succeeds a client, and nobody sits in a conference in a client's place."""
    seen = set()
    for name in ("catalonia", "neustart"):
        agencies = load(name).procedure.agencies
        for life in lives(small_study(name, cases=8), 0):
            for _, event in life.past.of(AttendanceRecorded):
                if not agencies[event.role].kind.is_professional:
                    seen.add(event.role)
                    assert event.person == event.organisation
    assert "client" in seen


def test_where_nobody_comes_no_conference_is_held_and_reviews_are_missed() -> None:
    text = changed(
        "default: {unit: percent, value: 90, source: assumed, range: [89, 108]}",
        "default: {unit: percent, value: 0, source: assumed}",
    )
    whole = list(lives(study_in(text), 0))
    sat = [one for life in whole for _, one in life.past.sat()]
    assert sat
    assert all(one.outcome is Outcome.INQUORATE for one in sat)
    assert "ReviewMissed" in {
        type(one.event).__name__ for life in whole for one in life.past.entries
    }


def test_no_other_chance_is_used_than_draws() -> None:
    """A generator that is shared would let one call shift every later one."""
    folder = Path(next(iter(ddrflow.simulation.__path__)))
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{one.name}" for one in node.names]
            assert not [one for one in names if one.split(".")[0] in ("random", "secrets")], path
            assert not [one for one in names if one.startswith("numpy.random")], path


def test_no_life_reads_the_time_of_the_machine() -> None:
    folder = Path(next(iter(ddrflow.simulation.__path__)))
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ".today()" not in text, path
        assert "SystemClock" not in text, path
        assert "datetime.now" not in text, path
