"""A sweep that is killed, stopped or overtaken at any point: each occurrence is recorded once."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import Any, Final

import psycopg
import pytest
from sqlalchemy import text

from ddrflow.daemon.settings import SweepSettings
from ddrflow.daemon.sweep import Sweep
from ddrflow.engine import Engine
from ddrflow.ports import Patience
from ddrflow.store.database import connected
from ddrflow.store.sql import SqlStore
from tests.daemon.cases import inside, until
from tests.faults.checker import reviews_hold
from tests.faults.test_kill import asked, victim
from tests.postgres import Server
from tests.stores import Place, place

#: More statements than any of these sweeps sends.
MOST: Final = 400
#: Within which what a killed daemon had claimed is taken up by another.
RETAKEN: Final = timedelta(seconds=35)
FEW: Final = SweepSettings(batch=3)
#: Numbers without a common factor with what a batch takes: the kills fall everywhere in time.
QUICK: Final = 7


def come_due(place: Place) -> int:
    """Go on to where every case has something that is due; how many timers are."""
    upcoming = place.store.timers.upcoming(99)
    place.clock.set(max(one.timer.due_at for one in upcoming) + timedelta(minutes=1))
    return place.store.timers.backlog().due


def killed(process: Any, place: Place, kill_before: int) -> bool:  # noqa: ANN401 - a process
    """One sweep in a child that is killed before that statement; False where it ended before."""
    now = place.clock.now().isoformat()
    job = {"sweep": FEW.batch, "now": now, "kill_before": kill_before}
    answer = asked(process, job)
    assert answer.get("killed") in (signal.SIGKILL, None), answer
    return "killed" in answer


def swept_again(place: Place, engine: Engine) -> None:
    """What another daemon does a little later: everything that the one before left."""
    place.clock.set(place.clock.now() + RETAKEN)
    Sweep("another", FEW).once(engine)
    reviews_hold(engine, place.durable)


def campaign(place: Place, step: int) -> int:
    """Kill a sweep before one statement after another, with new reviews due each time."""
    engine = inside(place, 5)
    deaths = 0
    with victim(place.url) as process:
        for kill_before in range(1, MOST, step):
            assert come_due(place) >= 5
            before = {one: engine.events(one) for one in engine.cases()}
            was_killed = killed(process, place, kill_before)
            for case_id, entries in before.items():
                assert engine.events(case_id)[: len(entries)] == entries, "an entry was lost"
            assert place.durable.verify().problems == (), f"killed before {kill_before}"
            swept_again(place, engine)
            if not was_killed:
                return deaths
            deaths += 1
    message = "it was never left to end"
    raise AssertionError(message)


def test_a_sweep_killed_before_a_statement_is_made_up_for_within_35_seconds(
    timed_database: Place,
) -> None:
    assert campaign(timed_database, QUICK) >= 3


@pytest.mark.deep
def test_a_sweep_killed_before_every_statement_is_made_up_for_within_35_seconds(
    timed_database: Place,
) -> None:
    assert campaign(timed_database, 1) >= 20


def test_one_that_was_paused_past_its_claim_finds_that_another_did_it(
    timed_database: Place,
) -> None:
    """It wakes with what it claimed, and is fenced out: nothing is recorded twice."""
    engine = inside(timed_database, 5)
    come_due(timed_database)
    patience = Patience()
    claims = engine.clockwork.claim("zombie", 9, patience)
    assert len(claims) == 5
    swept_again(timed_database, engine)
    with timed_database.another() as store:
        late = Engine(store).clockwork.carry_out(claims, patience)
    assert late.entries == ()
    reviews_hold(engine, timed_database.durable)


def asleep(process: subprocess.Popen[str]) -> bool:
    """It has stopped itself; False where it has ended."""
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return True
    process.returncode = os.waitstatus_to_exitcode(status)
    return False


def not_held_up(found: Place) -> bool:
    """No transaction lies idle or amid a pipeline any more; another daemon sees to the latter."""
    found.store.replicas.end_stalled(timedelta(milliseconds=500))
    with found.durable.database.reading() as connection:
        held = connection.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ddrflow-daemon'"
                " AND datname = current_database() AND backend_xid IS NOT NULL"
            )
        )
        return held.scalar() == 0


@pytest.mark.parametrize("stop_before", [6, 9, 12, 13, 14, 15, 16])
def test_one_that_is_stopped_amid_its_transaction_holds_up_nobody_for_long(
    server: Server, stop_before: int
) -> None:
    """The database ends what lies idle; another does it, and whoever wakes records nothing more.

    A daemon has its database wait for 15 seconds; here it is a moment.
    """
    with place("postgresql", server) as found:
        engine = inside(found, 3)
        come_due(found)
        now = found.clock.now().isoformat()
        words = [found.url, now, str(stop_before), "500"]
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.faults.sleeper", *words],
            stdout=subprocess.PIPE,
            text=True,
        ) as sleeper:
            assert asleep(sleeper), "it was never stopped"
            until(lambda: not_held_up(found))
            swept_again(found, engine)
            recorded = {one: engine.events(one) for one in engine.cases()}
            sleeper.send_signal(signal.SIGCONT)
            sleeper.communicate(timeout=60)
        assert {one: engine.events(one) for one in engine.cases()} == recorded
        reviews_hold(engine, found.durable)


def test_a_case_that_somebody_holds_keeps_no_other_from_being_recorded(server: Server) -> None:
    """A program has one case in a transaction that goes on: that one rests, and is no failure."""
    with place("postgresql", server) as found:
        engine = inside(found, 5)
        come_due(found)
        patience = Patience()
        impatient = SqlStore(connected(found.url, limits={"lock_timeout": "200ms"}))
        with psycopg.connect(found.url) as holder, closing(Engine(impatient)) as sweeping:
            holder.execute("SELECT 1 FROM ddrflow_case WHERE case_id = 'C-3' FOR UPDATE")
            claims = sweeping.clockwork.claim("r-1", 9, patience)
            done = sweeping.clockwork.carry_out(claims, patience)
        assert [one.case_id for one in done.rested] == ["C-3"]
        assert (len(done.entries), done.failed) == (4, ())
        [kept] = found.store.timers.of_case("C-3")
        assert kept.attempts == 0
        found.clock.set(found.clock.now() + timedelta(minutes=1))
        Sweep("another", FEW).once(engine)
        reviews_hold(engine, found.durable)
