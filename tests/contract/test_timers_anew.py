"""One suite for all stores: timers are worked out anew, whole and without losing a claim."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from ddrflow.decide import timers
from ddrflow.engine import Engine
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import MigrateCase, OpenCase, TakeStep
from ddrflow.model.timer import Timer
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Anew, Derivation
from tests.builders import ORGANISATIONS, UNIT
from tests.contract.overdue import DAY, PATIENCE, inside, overdue
from tests.contract.script import neustart
from tests.stores import Place
from tests.synthetic import built
from tests.versions import version


def test_a_case_that_moved_on_keeps_its_timers_and_is_named(timed: Place) -> None:
    engine = inside(timed, 2)
    kept = timed.store.timers.of_case("C-0")
    anew = [Anew("C-0", engine.case("C-0").version - 1, ()), Anew("C-9", 1, ())]
    assert timed.store.timers.replace(anew) == (0, ("C-0", "C-9"))
    assert timed.store.timers.of_case("C-0") == kept


def test_what_is_worked_out_anew_the_same_keeps_its_claim(timed: Place) -> None:
    engine = overdue(timed)
    timed.store.timers.claim("r-1", 9, PATIENCE)
    kept = timed.store.timers.of_case("C-0")
    anew = Anew("C-0", engine.case("C-0").version, tuple(one.timer for one in kept))
    assert timed.store.timers.replace([anew]) == (0, ())
    assert timed.store.timers.of_case("C-0") == kept


def test_timers_are_worked_out_anew_where_time_zones_are_other_than_they_were(
    timed: Place,
) -> None:
    """The day stays as it is on record; the instant at which it begins is put right."""
    engine = inside(timed, 3)
    digest = neustart().identity.digest
    assert engine.clockwork.derive() == ()
    right = {name: timed.store.timers.of_case(name) for name in ("C-0", "C-1", "C-2")}
    wrong = [
        Anew(name, engine.case(name).version, (replace(one.timer, due_at=one.timer.due_at + DAY),))
        for name, [one] in list(right.items())[:2]
    ]
    timed.store.timers.replace(wrong)
    timed.store.timers.derived(Derivation(digest, "of another edition", timed.clock.now(), 3, 0))
    pages: list[int] = []
    [done] = engine.clockwork.derive(lambda: pages.append(1))
    assert pages == [1]
    assert (done.digest, done.cases, done.changed) == (digest, 3, 2)
    assert engine.clockwork.derive() == ()
    assert {name: timed.store.timers.of_case(name) for name in right} == right


def without_timers(place: Place, engine: Engine, *names: str) -> None:
    """As after an upgrade from tables that had none."""
    place.store.timers.replace([Anew(one, engine.case(one).version, ()) for one in names])


def test_a_write_keeps_timers_where_there_were_none(timed: Place) -> None:
    """Nothing hangs on what was there: what is written is whole."""
    engine = overdue(timed)
    without_timers(timed, engine, "C-0")
    engine.lapse("C-0")
    kept = [one.timer for one in timed.store.timers.of_case("C-0")]
    assert kept == list(timers(neustart(), engine.case("C-0")))


def test_a_case_that_moves_to_another_version_has_all_timers_of_that_one(timed: Place) -> None:
    """Also where the version that it leaves was never worked out."""
    engine = timed.engine(built(), version())
    opening = OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    timed.engine(built()).open_case("synthetic", "C-0", opening)
    engine.do("C-0", TakeStep(actor=UNIT, trigger="stay"))
    assert timed.store.timers.of_case("C-0") != ()
    without_timers(timed, engine, "C-0")
    digest, today = version().identity.digest, timed.clock.now().date()
    move = MigrateCase(actor=KEEPER, digest=digest, decided_by="board-1", decided_on=today)
    moved = engine.do("C-0", move).case
    kept = {one.timer.key: one.timer for one in timed.store.timers.of_case("C-0")}
    assert kept == {one.key: one for one in timers(version(), moved)} != {}


def test_a_version_is_not_worked_out_while_one_of_its_cases_cannot_be(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others have their timers, and once it can be told it has its own."""
    engine = inside(timed, 3)
    digest = neustart().identity.digest
    without_timers(timed, engine, "C-0", "C-1", "C-2")
    timed.store.timers.derived(Derivation(digest, "of another edition", timed.clock.now(), 3, 0))

    def broken(workflow: Workflow, case: Case) -> tuple[Timer, ...]:
        if case.case_id == "C-1":
            raise KeyError(case.case_id)
        return timers(workflow, case)

    with monkeypatch.context() as patched:
        patched.setattr("ddrflow.decide.timers", broken)
        assert engine.clockwork.derive() == ()
    found = [len(timed.store.timers.of_case(f"C-{number}")) for number in range(3)]
    assert found == [1, 0, 1]
    [done] = engine.clockwork.derive()
    assert (done.cases, done.changed) == (3, 1)


def test_a_case_that_cannot_be_read_keeps_its_version_from_being_taken_for_worked_out(
    timed_database: Place,
) -> None:
    engine = inside(timed_database, 2)
    digest, now = neustart().identity.digest, timed_database.clock.now()
    without_timers(timed_database, engine, "C-0", "C-1")
    timed_database.store.timers.derived(Derivation(digest, "of another edition", now, 2, 0))
    with timed_database.durable.database.reading() as connection:
        [whole] = connection.execute(
            text("SELECT snapshot FROM ddrflow_case WHERE case_id = 'C-1'")
        ).scalars()
        connection.execute(text("UPDATE ddrflow_case SET snapshot = '{' WHERE case_id = 'C-1'"))
    with timed_database.another() as store:
        again = Engine(store)
        assert again.clockwork.derive() == ()
        assert len(store.timers.of_case("C-0")) == 1
        with store.database.reading() as connection:
            mend = text("UPDATE ddrflow_case SET snapshot = :whole WHERE case_id = 'C-1'")
            connection.execute(mend, {"whole": whole})
        [done] = again.clockwork.derive()
        assert done.changed == 1
        assert len(store.timers.of_case("C-1")) == 1


def test_several_that_work_out_a_version_at_once_are_in_nobodys_way(timed: Place) -> None:
    inside(timed)
    digest, now = neustart().identity.digest, timed.clock.now()

    def derived(number: int) -> None:
        timed.store.timers.derived(Derivation(digest, f"of edition {number}", now, 1, 0))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(derived, range(40)))
    [found] = timed.store.timers.derivations()
    assert found.digest == digest
