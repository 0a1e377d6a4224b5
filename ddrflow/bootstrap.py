"""The one place that names concrete parts: how a program gets an engine."""

from collections.abc import Iterable

from ddrflow.clock import Clock
from ddrflow.engine import Engine
from ddrflow.model.agency import KEEPER
from ddrflow.model.workflow import Workflow
from ddrflow.store.database import SqlEngine, connected
from ddrflow.store.memory import MemoryStore
from ddrflow.store.schema import check_schema
from ddrflow.store.sql import SqlStore
from ddrflow.workflow.load import load


def in_memory(workflows: Iterable[str], *, clock: Clock | None = None) -> Engine:
    """An engine on a store in memory, for workflows by shipped name or by path.

    Raises BadFile, UnknownName and VersionClash as loading does.
    """
    return Engine(MemoryStore(clock), [load(one) for one in workflows])


def on_database(
    url: str | SqlEngine, workflows: Iterable[str] = (), *, clock: Clock | None = None
) -> Engine:
    """An engine on a database: `sqlite:///cases.db`, `postgresql://user@host/name`.

    A program that has an engine of SQLAlchemy for that database gives it in place of the
    address. Cases that began under a workflow which is not named go on under the version
    that the database holds. PostgreSQL tells the time itself; `clock` is for SQLite. Raises
    OtherSchema where the tables are not those of this ddrflow, StoreFault, and as loading does.
    """
    store = database_store(url, clock=clock)
    return Engine(store, [load(one) for one in workflows])


def database_store(url: str | SqlEngine, *, clock: Clock | None = None) -> SqlStore:
    """The store of a database, for verifying, exporting and own transactions. Raises as above."""
    engine = connected(url) if isinstance(url, str) else url
    check_schema(engine)
    return SqlStore(engine, clock)


def for_story(clock: Clock, workflow: Workflow) -> Engine:
    """An engine of its own for one story, in which no point of contact is known above the case."""
    engine = Engine(MemoryStore(clock), [workflow])
    engine.list_contacts(KEEPER, ())
    return engine
