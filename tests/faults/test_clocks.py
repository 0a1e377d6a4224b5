"""Clocks that are wrong, step back or change their rules: each review comes once, on its day."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

from ddrflow.bootstrap import database_store
from ddrflow.daemon import sweep_once
from ddrflow.engine import Engine
from ddrflow.model.events import ReviewFellDue
from ddrflow.ports import Patience
from tests.daemon.cases import overdue, triggered
from tests.daemon.process import long_due
from tests.faults.checker import reviews_hold
from tests.postgres import Server
from tests.stores import DURABLE, Place, database

LONG: Final = timedelta(days=7)


def test_a_database_whose_clock_steps_back_triggers_nothing_twice(timed_database: Place) -> None:
    """As after a fail-over to a slow clock: what is not due yet comes as much later."""
    engine = overdue(timed_database, 3)
    now = timed_database.clock.now()
    assert sweep_once(engine).entries == 3
    timed_database.clock.set(now - timedelta(hours=1))
    assert sweep_once(engine).entries == 0
    late = timed_database.store.timers.upcoming(1)[0].timer.due_at
    timed_database.clock.set(late - timedelta(hours=1))
    assert sweep_once(engine).entries == 0
    timed_database.clock.set(late)
    assert sweep_once(engine).entries == 3
    reviews_hold(engine, timed_database.durable)


def test_a_claim_from_before_the_step_is_taken_up_once_it_has_run_out(
    timed_database: Place,
) -> None:
    engine = overdue(timed_database, 3)
    now = timed_database.clock.now()
    patience_over = now + timedelta(seconds=31)
    from_before = engine.clockwork.claim("dead", 9, Patience())
    assert len(from_before) == 3
    timed_database.clock.set(now - timedelta(hours=1))
    assert sweep_once(engine).entries == 0
    timed_database.clock.set(patience_over)
    assert sweep_once(engine).entries == 3
    reviews_hold(engine, timed_database.durable)


def test_after_an_outage_of_a_week_all_of_it_is_caught_up_with_the_earliest_first(
    timed_database: Place,
) -> None:
    engine = overdue(timed_database, 300)
    timed_database.clock.set(timed_database.clock.now() + LONG)
    swept = sweep_once(engine)
    assert swept.entries == 300
    assert swept.late == sorted(swept.late, reverse=True)
    assert set(triggered(engine).values()) == {1}
    reviews_hold(engine, timed_database.durable)


@pytest.mark.deep
def test_a_hundred_thousand_that_are_overdue_are_caught_up(timed_database: Place) -> None:
    engine = overdue(timed_database, 100_000)
    timed_database.clock.set(timed_database.clock.now() + LONG)
    assert sweep_once(engine).entries == 100_000
    assert timed_database.store.timers.backlog().due == 0


def zones_of_elsewhere(folder: Path) -> str:
    """Time-zone data in which Vienna has the clocks of another place."""
    data = folder / "zones"
    (data / "Europe").mkdir(parents=True)
    found = [Path(one) / "Pacific" / "Auckland" for one in _paths()]
    source = next(one for one in found if one.is_file())
    shutil.copy(source, data / "Europe" / "Vienna")
    return str(data)


def _paths() -> list[str]:
    spec = find_spec("tzdata")
    assert spec is not None
    assert spec.origin
    return ["/usr/share/zoneinfo", str(Path(spec.origin).parent / "zoneinfo")]


@pytest.mark.parametrize("kind", DURABLE)
def test_other_time_zone_data_move_the_instant_and_leave_the_day(
    kind: str, server: Server, tmp_path: Path
) -> None:
    """The daemon works the instants out anew when it starts, and back again."""
    with database(kind, server) as url, closing(long_due(url, 3)) as engine:
        sweep_once(engine)
        with closing(database_store(url)) as store:
            before = store.timers.upcoming(9)
            swept(url, PYTHONTZPATH=zones_of_elsewhere(tmp_path))
            moved = store.timers.upcoming(9)
            assert [one.timer.on for one in moved] == [one.timer.on for one in before]
            for one, was in zip(moved, before, strict=True):
                hours = (was.timer.due_at - one.timer.due_at) / timedelta(hours=1)
                assert hours in (10, 11, 12)
            [derivation] = store.timers.derivations()
            assert (derivation.cases, derivation.changed) == (3, 3)
            swept(url)
            assert store.timers.upcoming(9) == before
            reviews_hold(Engine(store), store)
        assert triggered(engine)["C-0", ReviewFellDue] == 1


def swept(url: str, **environment: str) -> None:
    """One sweep in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ddrflow", "daemon", "--once", "--db", url],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0 entries recorded, 0 failed\n"


@pytest.mark.deep
@pytest.mark.parametrize("offset", ["+24h", "-24h"])
def test_a_replica_whose_clock_is_a_day_off_records_the_same(
    offset: str, server: Server, tmp_path: Path
) -> None:
    """The database decides what is due: the clock of the machine changes no result."""
    faketime = shutil.which("faketime")
    assert faketime, "install Debian's `faketime`"
    with database("postgresql", server) as url, closing(long_due(url, 5)) as engine:
        done = subprocess.run(  # noqa: S603 - our own program
            [faketime, "-f", offset, sys.executable, "-m", "ddrflow", "daemon", "--once"],
            env={**os.environ, "DDRFLOW_DB": url},
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        assert done.stdout == "5 entries recorded, 0 failed\n"
        now = datetime.now(UTC)
        for case_id in engine.cases():
            late = now - engine.events(case_id)[-1].recorded_at
            assert timedelta() <= late < timedelta(minutes=5)
        with closing(database_store(url)) as store:
            reviews_hold(engine, store)
