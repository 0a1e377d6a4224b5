"""The one place that names concrete parts: how a program gets an engine."""

from collections.abc import Callable, Iterable
from pathlib import Path

from ddrflow.clock import Clock
from ddrflow.daemon.settings import DatabaseSettings
from ddrflow.engine import Engine
from ddrflow.errors import DdrflowError
from ddrflow.model.agency import KEEPER
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Admitting
from ddrflow.store.database import LIMITS, Database, SqlEngine, connected
from ddrflow.store.memory import MemoryStore
from ddrflow.store.schema import check_schema, upgrade
from ddrflow.store.sql import SqlStore
from ddrflow.store.verify import Report, verify
from ddrflow.workflow.load import load


def in_memory(workflows: Iterable[str], *, clock: Clock | None = None) -> Engine:
    """An engine on a store in memory, for workflows by shipped name or by path.

    Raises BadFile, UnknownName and VersionClash as loading does.
    """
    found = [load(one) for one in workflows]
    return Engine(MemoryStore(clock), found, admits=Admitting())


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
    return Engine(store, [load(one) for one in workflows], admits=Admitting())


def upgrade_database(url: str | SqlEngine) -> tuple[str | None, str]:
    """Make the tables, or bring them to the version of this ddrflow: all of it or nothing.

    Answers the version before (None where there were none) and after. Raises OtherSchema for
    the tables of a newer ddrflow, StoreFault.
    """
    return upgrade(connected(url) if isinstance(url, str) else url)


def database_store(url: str | SqlEngine, *, clock: Clock | None = None) -> SqlStore:
    """The store of a database, for verifying, exporting and own transactions. Raises as above."""
    engine = connected(url) if isinstance(url, str) else url
    try:
        check_schema(engine)
    except DdrflowError:
        engine.dispose()
        raise
    return SqlStore(engine, clock)


def for_daemon(url: str, settings: DatabaseSettings, workflows: Iterable[Workflow] = ()) -> Engine:
    """An engine on a database for a program that nobody watches: whatever it waits for ends.

    Raises OtherSchema, StoreFault, VersionClash.
    """
    engine = connected(url, limits=LIMITS, pooled=settings.pooled)
    try:
        check_schema(engine)
    except DdrflowError:
        engine.dispose()
        raise
    store = SqlStore(engine, skips_locked=settings.skips_locked)
    return Engine(store, workflows, admits=Admitting())


class StoryDatabases:
    """Databases for stories, with their tables made.

    A case id that comes again has another one, and so has a story that is to be alone.

    The first of them is the file that is named, the others lie in the folder.
    """

    def __init__(self, first: Path, folder: Path) -> None:
        self._first = first
        self._folder = folder
        self._engines: list[SqlEngine] = []
        self._used: list[set[str]] = []
        self._alone: set[int] = set()
        self._stores: list[SqlStore] = []

    def opener(self, case_id: str, *, alone: bool = False) -> Callable[[Clock, Workflow], Engine]:
        """How the story of a case gets its engine, and a clock of its own.

        A story that records facts above the cases is `alone`: no other meets them.
        """
        free = (
            number
            for number, used in enumerate(self._used)
            if case_id not in used and number not in self._alone
        )
        number = None if alone else next(free, None)
        if number is None:
            number = self._add()
        if alone:
            self._alone.add(number)
        self._used[number].add(case_id)
        return lambda clock, workflow: self._opened(number, clock, workflow)

    def verify(self) -> Report:
        """Whether all that the stories recorded is as it was recorded."""
        reports = [verify(Database(one)) for one in self._engines]
        return Report(
            sum(one.cases for one in reports),
            sum(one.entries for one in reports),
            sum(one.refusals for one in reports),
            tuple(problem for one in reports for problem in one.problems),
        )

    def close(self) -> None:
        """Let go of them."""
        for one in self._stores:
            one.close()

    def _add(self) -> int:
        number = len(self._engines)
        url = f"sqlite:///{self._folder / f'stories-{number}.db' if number else self._first}"
        upgrade(connected(url))
        self._engines.append(connected(url))
        self._used.append(set())
        return number

    def _opened(self, number: int, clock: Clock, workflow: Workflow) -> Engine:
        store = SqlStore(self._engines[number], clock)
        self._stores.append(store)
        engine = Engine(store, [workflow])
        if engine.standing() is None:
            engine.list_contacts(KEEPER, ())
        return engine


def for_story(clock: Clock, workflow: Workflow) -> Engine:
    """An engine of its own for one story, in which no point of contact is known above the case."""
    engine = Engine(MemoryStore(clock), [workflow])
    engine.list_contacts(KEEPER, ())
    return engine
