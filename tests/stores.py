"""The stores that tests run on: each kind, empty, with a clock that the test sets."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine as CaseEngine
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Store
from ddrflow.store.database import connected
from ddrflow.store.memory import MemoryStore
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from tests.postgres import Server, schema

KINDS: Final = ("memory", "sqlite", "postgresql")
DURABLE: Final = ("sqlite", "postgresql")
#: PostgreSQL as a database that cannot pass over what others have locked.
RECHECKING: Final = "postgresql-rechecking"
TIMED: Final = (*KINDS, RECHECKING)
NOW: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)


class DatabaseClock(ManualClock):
    """A clock that PostgreSQL goes by: setting it replaces the one function that tells the time."""

    def __init__(self, url: str, at: datetime) -> None:
        self._store = SqlStore(connected(url))
        super().__init__(at)

    def set(self, at: datetime) -> None:
        """Stand at this instant, in the database too."""
        super().set(at)
        told = at.astimezone(UTC).isoformat()
        with self._store.database.reading() as connection:
            connection.execute(
                text(
                    "CREATE OR REPLACE FUNCTION ddrflow_now() RETURNS timestamptz"
                    f" LANGUAGE sql VOLATILE AS $$ SELECT timestamptz '{told}' $$"
                )
            )

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()


@dataclass(slots=True)
class Place:
    """A store, the clock that it goes by, and where it is kept (nowhere for memory)."""

    kind: str
    store: Store
    clock: ManualClock
    url: str = ""

    def engine(self, *workflows: Workflow) -> CaseEngine:
        """An engine on the store."""
        return CaseEngine(self.store, workflows)

    @contextmanager
    def another(self) -> Iterator[SqlStore]:
        """The same database as another process sees it."""
        store = SqlStore(connected(self.url), self.clock)
        try:
            yield store
        finally:
            store.close()

    @property
    def durable(self) -> SqlStore:
        """The store, which is one in a database."""
        assert isinstance(self.store, SqlStore)
        return self.store


@contextmanager
def place(kind: str, server: Server, at: datetime = NOW) -> Iterator[Place]:
    """An empty store of a kind, gone afterwards."""
    if kind == "memory":
        clock = ManualClock(at)
        yield Place(kind, MemoryStore(clock), clock)
        return
    with database(kind, server) as url:
        upgrade(connected(url))
        clock = ManualClock(at) if kind == "sqlite" else DatabaseClock(url, at)
        store = SqlStore(connected(url), clock, skips_locked=kind != RECHECKING)
        found = Place(kind, store, clock, url)
        try:
            yield found
        finally:
            found.durable.close()
            if isinstance(clock, DatabaseClock):
                clock.close()


@contextmanager
def sql_engine(url: str) -> Iterator[Engine]:
    """SQLAlchemy's engine for an address, its connections closed afterwards."""
    engine = connected(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def database(kind: str, server: Server) -> Iterator[str]:
    """The address of a database without tables: a file in a folder of its own, or a schema."""
    if kind != "sqlite":
        with schema(server) as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'cases.db'}"
