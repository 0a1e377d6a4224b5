"""A network between daemon and database that delays, resets or goes silent."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from ddrflow.bootstrap import database_store
from ddrflow.daemon.running import FAILED
from ddrflow.engine import Engine
from ddrflow.store.sql import SqlStore
from tests.daemon.cases import triggered, until
from tests.daemon.process import daemon, long_due, settings_in
from tests.faults.checker import reviews_hold
from tests.faults.proxy import Relay, relay
from tests.postgres import Server
from tests.stores import database

QUICK: Final = '[sweep]\nevery = "50 ms"\nbatch = 10\n'
IMPATIENT: Final = f'{QUICK}stuck_after = "1 s"\n'
MANY: Final = 60


@contextmanager
def far_away(server: Server) -> Iterator[tuple[str, str, Relay]]:
    """A database with cases: its address, another one that leads through a relay, and the relay."""
    if server.data is None:
        pytest.fail("the named server has no socket of ours: run these tests without naming one")
    with database("postgresql", server) as url:
        long_due(url, MANY).close()
        query = parse_qs(urlsplit(url).query)
        [folder], [options] = query["host"], query["options"]
        with relay(f"{folder}/.s.PGSQL.5432") as found:
            through = f"postgresql://postgres@127.0.0.1:{found.port}/postgres"
            yield url, f"{through}?options={quote(options, safe='')}", found


@contextmanager
def looked_at(url: str) -> Iterator[tuple[Engine, SqlStore]]:
    """What is on record, past the relay."""
    with closing(database_store(url)) as store:
        yield Engine(store), store


def test_connections_that_are_reset_are_made_again(server: Server, tmp_path: Path) -> None:
    with far_away(server) as (url, through, found), looked_at(url) as (engine, store):
        with daemon(through, tmp_path, "-c", settings_in(tmp_path, QUICK)) as one:
            for _ in range(20):
                found.cut()
            until(lambda: len(triggered(engine)) == MANY)
            assert one.process.poll() is None
        reviews_hold(engine, store)


def test_a_slow_network_makes_it_slow_and_nothing_else(server: Server, tmp_path: Path) -> None:
    with far_away(server) as (url, through, found), looked_at(url) as (engine, store):
        found.delay = 0.1
        with daemon(through, tmp_path, "-c", settings_in(tmp_path, QUICK)) as one:
            until(lambda: len(triggered(engine)) == MANY)
            assert one.process.poll() is None
        reviews_hold(engine, store)


def test_one_whose_network_goes_silent_ends_and_another_does_its_work(
    server: Server, tmp_path: Path
) -> None:
    """Half open: nothing is refused, nothing arrives. It ends, so that it is started anew."""
    with far_away(server) as (url, through, found), looked_at(url) as (engine, store):
        words = ("-c", settings_in(tmp_path, IMPATIENT))
        with daemon(through, tmp_path, *words) as cut_off:
            until(lambda: len(triggered(engine)) > 0)
            found.silence()
            assert cut_off.ended() == FAILED
            assert cut_off.has_logged("cannot go on")
        with daemon(url, tmp_path, *words):
            until(lambda: len(triggered(engine)) == MANY)
        reviews_hold(engine, store)
