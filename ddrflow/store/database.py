"""Connections and transactions: on SQLite one writer a process, on PostgreSQL a pool.

Every connection is in autocommit, and a transaction is begun and ended in so many words. On
SQLite it takes the write lock at once (`BEGIN IMMEDIATE`), so that nobody reads first and
finds the lock taken when it writes; the threads of a process wait for one another in a lock
of ours, which wakes them at once, and not in SQLite's busy handler, which sleeps.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock, get_ident
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ddrflow.errors import Busy, StoreFault, Unanswered
from ddrflow.log import logger
from ddrflow.store.faults import translated
from ddrflow.store.sending import Order, Sender

#: What programs call an engine is SQLAlchemy's; ddrflow's own is another thing.
SqlEngine = Engine
LOG: Final = logger("store")
BUSY_SECONDS: Final = 5
PAUSE_SECONDS: Final = 0.01
#: How many a process has open at most; who comes after that waits for one.
CONNECTIONS: Final = 32
SAVEPOINT: Final = "ddrflow"
OURS: Final = "ddrflow_ours"
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
DAEMON: Final = "ddrflow-daemon"
#: For a program that nobody watches: whatever it waits for has an end, and one that is paused
#: amid a transaction does not hold up the others.
LIMITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "statement_timeout": "10s",
        "lock_timeout": "2s",
        "idle_in_transaction_session_timeout": "15s",
        # By which others know it, should it hold them up amid a pipeline: see `SqlReplicas`.
        "application_name": DAEMON,
    }
)
NO_LIMITS: Final[Mapping[str, str]] = MappingProxyType({})
#: The same of a network that has gone silent.
REACH: Final[Mapping[str, int]] = MappingProxyType(
    {
        "connect_timeout": 10,
        "keepalives": 1,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 10_000,
    }
)
POOLED: Final[Mapping[str, Any]] = MappingProxyType({**REACH, "prepare_threshold": None})
#: Where the version of our tables stands: a database without it is none of ours, or not yet.
VERSION_TABLE: Final = "ddrflow_version"
IS_OURS: Final = f"SELECT 1 FROM sqlite_master WHERE name = '{VERSION_TABLE}'"  # noqa: S608 - a name of ours
#: Durable through a power cut, and readers that never wait for a writer.
PRAGMAS: Final = (
    "PRAGMA synchronous=FULL",
    # What is deleted is overwritten: free text that was erased stays in no free page.
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class Database:
    """One database: how it is read, and how it is written to."""

    def __init__(self, engine: Engine) -> None:
        self.engine = _in_autocommit(engine)
        self.sender = Sender(self.engine.dialect)
        self.is_sqlite = engine.dialect.name == SQLITE
        self._is_ours = bool(engine.get_execution_options().get(OURS))
        self._begin = "BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN"
        self._snapshot = "BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ"
        self._turn = Lock()
        self._writer = 0
        # Taking a connection out of SQLAlchemy's pool and putting it back costs as much as a
        # statement; these are open, in no transaction, and nobody's at the moment. Those of an
        # engine that a program gave us go back to its pool.
        self._idle: list[Connection] = []
        self._room = BoundedSemaphore(CONNECTIONS)
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for single statements. Raises StoreFault, Gone, Busy."""
        with translated(), self._connected() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection on which every statement sees the database as of one instant."""
        with self.reading() as connection:
            try:
                self.sender.say(connection, self._snapshot)
                yield connection
            finally:
                self._roll_back(connection)

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A transaction that waits for those before it, for a while, and changes nothing."""
        with self.reading() as connection:
            try:
                self.sender.say(connection, self._begin)
                self.sender.say(connection, f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
                yield connection
            finally:
                self._roll_back(connection)

    @contextmanager
    def writing(self, case_id: str = "", orders: Sequence[Order] = ()) -> Iterator[Connection]:
        """A transaction that begins with these orders; all of it is kept, or nothing.

        Raises Conflict, StoreFault, Gone, Busy; Unanswered where the end of it stayed without
        answer.
        """
        with translated(case_id), self.shared(case_id, orders) as connection:
            yield connection

    @contextmanager
    def shared(self, case_id: str = "", orders: Sequence[Order] = ()) -> Iterator[Connection]:
        """As `writing`, for a block that is not ours alone: what it raises is left as it is."""
        with self._turn_of_writer(), self._connected() as connection:
            try:
                with translated(case_id):
                    self.sender.all(connection, self._begin, orders)
                if not connection.in_transaction():
                    # So that SQLAlchemy does not connect anew, and outside, after a break.
                    connection.begin()
                yield connection
            except BaseException:
                self._roll_back(connection)
                raise
            with translated(case_id):
                self._commit(connection, case_id)

    def cut_log(self) -> None:
        """Cut off SQLite's log, in which erased text still stands; what is read now keeps it.

        Nothing hangs on it but how soon: the next checkpoint comes in any case. Raises nothing
        where somebody is in the way.
        """
        if not self.is_sqlite:
            return
        try:
            with translated(), self._turn_of_writer(), self._connected() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        except (StoreFault, Busy) as fault:
            LOG.warning("log-not-cut", code=fault.code)

    def close(self) -> None:
        """Let go of every connection; of one that is in use, when whoever uses it is through.

        Whoever goes on afterwards connects anew each time, and nothing is kept open.
        """
        self._is_closed = True
        self._drop_idle()
        if self._is_ours:
            self.engine.dispose()

    def _drop_idle(self, *, broken: bool = False) -> None:
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                if broken:
                    # Else SQLAlchemy's pool keeps it, and hands it out again.
                    connection.invalidate()
                connection.close()

    @contextmanager
    def _turn_of_writer(self) -> Iterator[None]:
        """SQLite has one writer at a time; PostgreSQL sees to its own."""
        if not self.is_sqlite:
            yield
            return
        if self._writer == get_ident():
            problem = "this thread is inside a transaction on the same database"
            raise StoreFault(problem, "use `engine.on(inside)` until the block ends")
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise Busy
        self._writer = get_ident()
        try:
            yield
        finally:
            self._writer = 0
            self._turn.release()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self._room:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self.engine.connect()
            try:
                yield connection
            except Exception as fault:
                if _is_gone(connection, fault):
                    # Where one is broken, those that lie idle are likely to be.
                    self._drop_idle(broken=True)
                raise
            finally:
                if not self._is_ours or connection.invalidated or connection.closed:
                    connection.close()
                else:
                    self._idle.append(connection)
                    if self._is_closed:
                        # Looked at last, so that whoever closes meanwhile finds it, or it is here.
                        self._drop_idle(broken=True)

    def _roll_back(self, connection: Connection) -> None:
        """Undo what was begun; a connection that is gone has undone it already."""
        try:
            if not connection.invalidated and _is_under_way(connection):
                self.sender.say(connection, "ROLLBACK")
        except Exception:  # noqa: BLE001 - whatever it says, the connection is of no more use
            connection.invalidate()

    def _commit(self, connection: Connection, case_id: str) -> None:
        try:
            self.sender.say(connection, "COMMIT")
        except Exception as fault:
            gone = not self.is_sqlite and _is_gone(connection, fault)
            self._roll_back(connection)
            if gone:
                raise Unanswered(case_id) from fault
            raise


class Joined:
    """A transaction that is under way, for those who act inside it."""

    def __init__(self, connection: Connection, sender: Sender) -> None:
        self._connection = connection
        self._sender = sender

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The one connection, which sees what was written on it."""
        yield self._connection

    @contextmanager
    def writing(self, case_id: str = "", orders: Sequence[Order] = ()) -> Iterator[Connection]:
        """A savepoint: a conflict takes back this write, and the transaction goes on."""
        connection, say = self._connection, self._sender.say
        with translated(case_id):
            try:
                self._sender.all(connection, f"SAVEPOINT {SAVEPOINT}", orders, ahead=False)
                yield connection
            except BaseException:
                say(connection, f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")
                say(connection, f"RELEASE SAVEPOINT {SAVEPOINT}")
                raise
            say(connection, f"RELEASE SAVEPOINT {SAVEPOINT}")


def _is_gone(connection: Connection, fault: Exception) -> bool:
    """Whether the connection broke, so that nobody knows what became of the last words on it."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    dialect = connection.dialect
    if not isinstance(cause, dialect.loaded_dbapi.Error):
        return False
    return connection.invalidated or dialect.is_disconnect(cause, connection.connection, None)


def _is_under_way(connection: Connection) -> bool:
    """Whether a transaction was begun and has not ended."""
    driver: Any = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        return driver.in_transaction
    return bool(driver.info.transaction_status.name != "IDLE")


def _in_autocommit(engine: Engine) -> Engine:
    """The engine as it is where we made it; an engine of a program's own is told apart from it."""
    if engine.get_execution_options().get(OURS):
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def connected(
    url: str | URL, *, limits: Mapping[str, str] = NO_LIMITS, pooled: bool = False
) -> Engine:
    """SQLAlchemy's engine for a URL, set up for a durable record. Raises StoreFault.

    `limits` are settings of PostgreSQL for each session, such as `LIMITS`. Where it is `pooled`
    in transaction mode, a session is nobody's: nothing is set for it, and nothing prepared.
    """
    try:
        made = make_url(url)
        if made.get_backend_name() == SQLITE:
            return _sqlite(made)
        if made.get_backend_name() == POSTGRESQL:
            return _postgresql(made, POOLED if pooled else _set_up_with(made, limits))
    except ModuleNotFoundError as fault:
        problem = f"the driver `{fault.name}` is not installed"
        raise StoreFault(problem, "pip install 'ddrflow[postgresql]'") from fault
    except (SQLAlchemyError, ValueError):
        problem = "the address of the database cannot be read"
        raise StoreFault(problem, "such as `sqlite:///cases.db`") from None
    problem = f"`{made.get_backend_name()}` is no database that ddrflow knows"
    raise StoreFault(problem, "`sqlite:///cases.db` or `postgresql://user@host/name`")


def exists(url: URL) -> bool:
    """Whether there is a database to read at all; SQLite would make an empty file."""
    return url.get_backend_name() != SQLITE or file_of(url).is_file()


def file_of(url: URL) -> Path:
    """The file of a database of SQLite, also where the address names it as SQLite's own does."""
    return Path((url.database or "").removeprefix("file:"))


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        problem = "a database in memory is gone with the process"
        raise StoreFault(problem, "name a file, such as `sqlite:///cases.db`")
    file = file_of(url)
    if file.is_dir():
        problem = f"`{file}` is a folder"
        raise StoreFault(problem, "name a file in it")
    if not file.parent.is_dir():
        problem = f"there is no folder `{file.parent}`"
        raise StoreFault(problem, "make it first")
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        execution_options={OURS: True},
        pool_size=0,  # no limit: `Database` has its own
        pool_reset_on_return=None,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    # A file that is none of ours stays as it is, down to the byte.
    if connection.execute(IS_OURS).fetchone() is not None:
        _write_ahead(connection)
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn a database to a write-ahead log, also where several do so at once.

    SQLite does not wait for the others then, and says at once that it is locked. A copy that
    may only be read keeps the form that it has.
    """
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as fault:
            kind = fault.sqlite_errorcode & 0xFF
            if kind == sqlite3.SQLITE_READONLY:
                return
            if kind != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


def _set_up_with(url: URL, limits: Mapping[str, str]) -> dict[str, Any]:
    """What each connection is made with, beside what the address says."""
    if not limits:
        return {}
    found = url.query.get("options", "")
    options = [found] if isinstance(found, str) else list(found)
    options += [f"-c {name}={value}" for name, value in limits.items()]
    return {**REACH, "options": " ".join(options).strip()}


def _postgresql(url: URL, connect_args: Mapping[str, Any]) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=dict(connect_args),
        isolation_level="AUTOCOMMIT",
        execution_options={OURS: True},
        pool_size=0,  # no limit: `Database` has its own
        pool_reset_on_return=None,
        hide_parameters=True,
    )
