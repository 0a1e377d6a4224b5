"""Daemons as processes that are restarted, starved, poisoned and cut off: reviews are kept."""

import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg
import pytest

from ddrflow.bootstrap import database_store
from ddrflow.daemon.report import report
from ddrflow.engine import Engine
from ddrflow.store.sql import SqlStore
from tests.daemon.cases import triggered, until
from tests.daemon.process import Running, daemon, long_due, running, settings_in
from tests.faults.checker import reviews_hold
from tests.faults.test_broken import terminated
from tests.postgres import Server
from tests.stores import DURABLE, database

QUICK: Final = '[sweep]\nevery = "50 ms"\nbatch = 10\n[watch]\nlease = "1 s"\n'
#: So that what takes hours takes moments.
SHORT: Final = """\
[sweep]
every = "50 ms"
claim = "300 ms"
pauses = ["100 ms"]
attempts = 3
stuck_after = "1 s"
[watch]
lease = "1 s"
"""
REPLICAS: Final = 4


@contextmanager
def cases(url: str, count: int) -> Iterator[tuple[Engine, SqlStore]]:
    """So many cases whose reviews are long due, and the store to look at them."""
    with closing(long_due(url, count)) as engine, closing(database_store(url)) as store:
        yield engine, store


@pytest.fixture(params=DURABLE)
def url(request: pytest.FixtureRequest, server: Server) -> Iterator[str]:
    """The address of a database without tables."""
    with database(str(request.param), server) as found:
        yield found


@pytest.fixture
def at_postgresql(server: Server) -> Iterator[str]:
    """The same, on PostgreSQL."""
    with database("postgresql", server) as found:
        yield found


def test_replicas_that_are_restarted_in_turn_end_in_time_and_lose_nothing(
    at_postgresql: str, tmp_path: Path
) -> None:
    """Each ends well within its ten seconds, under load, and another begins."""
    with cases(at_postgresql, 200) as (engine, store), ExitStack() as stack:
        words = ("-c", settings_in(tmp_path, QUICK))
        there = [
            stack.enter_context(daemon(at_postgresql, tmp_path, *words)) for _ in range(REPLICAS)
        ]
        for one in there:
            one.tell(signal.SIGTERM)
            assert one.ended() == 0
            assert one.lines()[-1]["in_time"]
            stack.enter_context(daemon(at_postgresql, tmp_path, *words))
        until(lambda: len(triggered(engine)) == 200)
        reviews_hold(engine, store)
    assert set(triggered_once(there)) <= {1}


def triggered_once(daemons: list[Running]) -> list[int]:
    """How often each case was recorded by any of these, as their logs tell."""
    told = [one["case"] for each in daemons for one in each.lines() if one["event"] == "lapsed"]
    return [told.count(one) for one in set(told)]


def test_one_that_has_no_memory_left_keeps_no_other_from_its_work(
    at_postgresql: str, tmp_path: Path
) -> None:
    with cases(at_postgresql, 100) as (engine, store):
        words = ("-c", settings_in(tmp_path, QUICK))
        with (
            daemon(at_postgresql, tmp_path, *words) as starved,
            daemon(at_postgresql, tmp_path, *words),
        ):
            least = (1024 * 1024, 1024 * 1024)
            resource.prlimit(starved.process.pid, resource.RLIMIT_AS, least)
            until(lambda: len(triggered(engine)) == 100)
            reviews_hold(engine, store)


@pytest.mark.parametrize("how", ["raises", "hangs", "dies"])
def test_a_case_that_is_poison_is_put_away_and_the_others_go_on(
    url: str, how: str, tmp_path: Path
) -> None:
    """It fails, never ends, or kills its process, and whoever supervises that starts it anew."""
    with cases(url, 12) as (engine, store):
        words = ("tests.faults.clockmaker", url, settings_in(tmp_path, SHORT), how, "C-5")
        starts = 0
        while not store.timers.in_quarantine():
            starts += 1
            with running(tmp_path, *words) as one:
                until(lambda: bool(store.timers.in_quarantine()) or one.process.poll() is not None)
        assert starts <= 6
        assert len(triggered(engine)) == 11
        [away] = store.timers.in_quarantine()
        failure = {"raises": "E-CRASHED", "hangs": "E-DIED", "dies": "E-DIED"}[how]
        assert (away.case_id, away.attempts, away.failure) == ("C-5", 3, failure)
        assert "in quarantine: 1" in report(engine).troubles()
        assert store.timers.release("C-5") == 1
        with daemon(url, tmp_path, "-c", settings_in(tmp_path, SHORT)):
            until(lambda: len(triggered(engine)) == 12)
        reviews_hold(engine, store)


def test_a_server_that_crashes_and_comes_back_is_met_again_by_all(
    server: Server, at_postgresql: str, tmp_path: Path
) -> None:
    if server.data is None:
        pytest.fail("the named server is not ours to stop: run these tests without naming one")
    with cases(at_postgresql, 150) as (engine, store), ExitStack() as stack:
        words = ("-c", settings_in(tmp_path, QUICK))
        there = [stack.enter_context(daemon(at_postgresql, tmp_path, *words)) for _ in range(2)]
        server.control("-m", "immediate", "stop")
        until(lambda: all(one.has_logged("store is away") for one in there))
        server.control("start")
        until(lambda: all(one.has_logged("store is back") for one in there))
        with closing(database_store(at_postgresql)) as again:
            other = Engine(again)
            until(lambda: len(triggered(other)) == 150)
            reviews_hold(other, again)
        del engine, store
        assert [one.process.poll() for one in there] == [None, None]


def test_connections_that_are_ended_again_and_again_are_made_again(
    server: Server, at_postgresql: str, tmp_path: Path
) -> None:
    with cases(at_postgresql, 100) as (engine, _):
        engine.close()
        with daemon(at_postgresql, tmp_path, "-c", settings_in(tmp_path, QUICK)) as one:
            for _ in range(20):
                terminated(server)
            with closing(database_store(at_postgresql)) as store:
                other = Engine(store)
                until(lambda: len(triggered(other)) == 100)
                reviews_hold(other, store)
            assert one.process.poll() is None


def test_a_server_without_room_for_connections_is_waited_for(
    server: Server, at_postgresql: str, tmp_path: Path
) -> None:
    with cases(at_postgresql, 30) as (engine, store):
        with daemon(at_postgresql, tmp_path, "-c", settings_in(tmp_path, QUICK)) as one:
            until(lambda: len(triggered(engine)) == 30)
            engine.close()
            store.close()
            with ExitStack() as room:
                filled(server, room)
                until(lambda: one.has_logged("store is away"))
            until(lambda: one.has_logged("store is back"))
            assert one.process.poll() is None
        reviews_hold(engine, store)


def filled(server: Server, room: ExitStack) -> None:
    """Take every connection that the server has, those of others as well."""
    with psycopg.connect(server.url, autocommit=True, application_name="filling") as one:
        for _ in range(3):
            one.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND application_name <> 'filling'"
            )
            with suppress(psycopg.OperationalError):
                while True:
                    made = psycopg.connect(server.url, application_name="filling")
                    room.callback(made.close)


def test_a_lock_that_somebody_holds_is_waited_for(server: Server, tmp_path: Path) -> None:
    """On SQLite another program has the one lock there is, for longer than anybody waits."""
    with database("sqlite", server) as url, cases(url, 5) as (engine, store):
        other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with daemon(url, tmp_path, "-c", settings_in(tmp_path, QUICK)) as one:
            until(lambda: one.has_logged("store is away"))
            assert triggered(engine) == {}
            other.execute("ROLLBACK")
            other.close()
            until(lambda: len(triggered(engine)) == 5)
        reviews_hold(engine, store)


def test_a_log_that_nobody_reads_holds_up_nothing(url: str, tmp_path: Path) -> None:
    """More lines than any pipe holds: they are lost, and the reviews are not."""
    with cases(url, 600) as (engine, store):
        # As the unit of systemd and the container start it.
        words = [sys.executable, "-m", "ddrflow", "--log", "json", "daemon", "--db", url]
        words += ["-c", settings_in(tmp_path, QUICK)]
        with subprocess.Popen(words, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own
            until(lambda: len(triggered(engine)) == 600)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        reviews_hold(engine, store)
