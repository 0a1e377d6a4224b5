"""Connections that break, servers that restart, disks that fill, locks that are held."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import Connection

from ddrflow.engine import Engine
from ddrflow.errors import Busy, Gone, StoreFault, Unanswered
from ddrflow.store.sql import SqlStore
from tests.contract.script import NOTICE, OPENING, need, neustart
from tests.postgres import Server
from tests.stores import Place, place


@pytest.fixture
def at_postgresql(server: Server) -> Iterator[Place]:
    """A place on PostgreSQL."""
    with place("postgresql", server) as found:
        yield found


@pytest.fixture
def at_sqlite(server: Server) -> Iterator[Place]:
    """A place on SQLite."""
    with place("sqlite", server) as found:
        yield found


def opened(found: Place) -> Engine:
    """An engine with a case."""
    engine = found.engine(neustart())
    engine.open_case("neustart", "C-0", OPENING)
    return engine


def terminated(server: Server) -> None:
    """Every connection but our own is ended by the server."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


def test_connections_that_lay_idle_and_broke_are_made_again(
    at_postgresql: Place, server: Server
) -> None:
    engine = opened(at_postgresql)
    terminated(server)
    assert engine.do("C-0", NOTICE).case.version == 2
    terminated(server)
    with pytest.raises(Gone):
        engine.case("C-0")
    assert engine.case("C-0").version == 2
    assert at_postgresql.durable.verify().is_clean


def breaks_at(store: SqlStore, server: Server, words: str, *, after: bool) -> None:
    """The connection breaks once, just before these words are sent or just after they were."""
    sender = store.database.sender
    say, left = sender.say, [1]

    def broken(connection: Connection, said: str) -> None:
        if said != words or not left:
            say(connection, said)
            return
        left.clear()
        if after:
            say(connection, said)
        terminated(server)
        say(connection, "SELECT 1")

    setattr(sender, "say", broken)  # noqa: B010 - in the place of the method


@pytest.mark.parametrize("after", [False, True], ids=["before it", "after it"])
@pytest.mark.parametrize("words", ["BEGIN", "COMMIT"])
def test_a_connection_that_breaks_in_a_transaction_records_the_command_once(
    at_postgresql: Place, server: Server, words: str, *, after: bool
) -> None:
    """After a COMMIT whose answer is lost, the record is asked what became of it."""
    engine = opened(at_postgresql)
    breaks_at(at_postgresql.durable, server, words, after=after)
    done = engine.do("C-0", need(1))
    assert done.case.version == 2
    assert [one.need for one in engine.case("C-0").care.needs] == ["need-1"]
    assert at_postgresql.durable.verify().is_clean


def test_a_server_that_restarts_is_met_again(server: Server) -> None:
    """Stopped at once, as by a crash, and started again."""
    if server.data is None:
        pytest.fail("the named server is not ours to stop: run these tests without naming one")
    with place("postgresql", server) as found:
        engine = opened(found)
        engine.do("C-0", need(1), key="k-1")
        server.control("-m", "immediate", "stop")
        with pytest.raises(StoreFault):
            engine.do("C-0", need(2), key="k-2")
        server.control("start")
        assert engine.do("C-0", need(2), key="k-2").case.version == 3
        assert engine.do("C-0", need(1), key="k-1").entries[0].seq == 2
        assert found.durable.verify().is_clean


def test_a_commit_of_which_nobody_can_tell_says_so(
    at_postgresql: Place, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks, and none can be made to look."""
    engine = opened(at_postgresql)
    breaks_at(at_postgresql.durable, server, "COMMIT", after=True)
    monkeypatch.setattr("ddrflow.store.writing.Prepared.is_written", _no_connection)
    with pytest.raises(Unanswered, match="whether it was recorded is not known"):
        engine.do("C-0", need(1), key="k-1")
    monkeypatch.undo()
    assert engine.do("C-0", need(1), key="k-1").entries[0].seq == 2


def _no_connection(*_: object) -> bool:
    message = "connection refused"
    raise psycopg.OperationalError(message)


def filled_up(engine: Engine) -> int:
    """Write until nothing more can be written; which number it was."""
    for number in range(1_000):
        try:
            engine.do("C-0", need(number))
        except StoreFault as fault:
            assert str(fault) == "the database failed: database or disk is full"  # noqa: PT017
            return number
    message = "the disk is never full"
    raise AssertionError(message)


def test_more_threads_than_connections_take_turns(at_postgresql: Place) -> None:
    engine = opened(at_postgresql)
    with ThreadPoolExecutor(80) as threads:
        versions = list(threads.map(lambda _: engine.case("C-0").version, range(400)))
    assert versions == [1] * 400


def test_a_record_is_verified_again_after_a_restart(at_postgresql: Place, server: Server) -> None:
    opened(at_postgresql)
    assert at_postgresql.durable.verify().is_clean
    terminated(server)
    with pytest.raises(Gone):
        at_postgresql.durable.verify()
    assert at_postgresql.durable.verify().is_clean


def test_a_commit_that_is_still_under_way_is_waited_for(
    at_postgresql: Place, server: Server
) -> None:
    """The answer is lost while the server is at it: who looks must not take it for not written."""
    engine = opened(at_postgresql)
    with psycopg.connect(at_postgresql.url, autocommit=True) as slow:
        slow.execute(
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$"
        )
        slow.execute(
            "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON ddrflow_outbox"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()"
        )
    sender = at_postgresql.durable.database.sender
    say, left = sender.say, [1]

    def cut(connection: Connection, said: str) -> None:
        if said == "COMMIT" and left:
            left.clear()
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.pgconn.send_query(b"COMMIT")
            driver.pgconn.flush()
            driver.close()
            message = "the connection was cut"
            raise psycopg.OperationalError(message)
        say(connection, said)

    setattr(sender, "say", cut)  # noqa: B010 - in the place of the method
    del server
    done = engine.do("C-0", need(1))
    assert done.entries[0].seq == 2
    assert [one.need for one in engine.case("C-0").care.needs] == ["need-1"]
    left.append(1)
    assert engine.open_case("neustart", "C-1", OPENING).case.version == 1
    assert len(engine.events("C-1")) == 1


def test_a_thread_in_a_transaction_is_told_to_use_the_engine_inside(at_sqlite: Place) -> None:
    engine = opened(at_sqlite)

    def outside() -> None:
        with at_sqlite.durable.transaction():
            engine.do("C-0", NOTICE)

    with pytest.raises(StoreFault, match="this thread is inside a transaction"):
        outside()
    assert engine.do("C-0", NOTICE).case.version == 2


def test_a_full_disk_refuses_cleanly_and_work_goes_on_afterwards(at_sqlite: Place) -> None:
    engine = opened(at_sqlite)
    with at_sqlite.durable.database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    number = filled_up(engine)
    assert engine.case("C-0").version == number + 1
    assert at_sqlite.durable.verify().is_clean
    with at_sqlite.durable.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert engine.do("C-0", need(number)).case.version == number + 2


def test_a_lock_that_another_program_holds_is_told_and_nothing_is_recorded(
    at_sqlite: Place,
) -> None:
    engine = opened(at_sqlite)
    with at_sqlite.durable.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(at_sqlite.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="another program is writing to the database"):
        engine.do("C-0", NOTICE)
    assert engine.case("C-0").version == 1
    other.execute("ROLLBACK")
    other.close()
    assert engine.do("C-0", NOTICE).case.version == 2
