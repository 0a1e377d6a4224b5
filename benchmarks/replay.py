"""The floor: the very statements that the store sent, sent again by the bare driver.

They are written down once while the store works, with their values, and replayed on a database
of the same tables that stands where the first one stood: same bytes, same locks, same commits.
What the store sends in bulk is written down row by row: the floor is `executemany`.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from ddrflow.store.sql import SqlStore
from ddrflow.store.tables import META

Sent = tuple[str, Sequence[Any]]


@contextmanager
def written_down(store: SqlStore) -> Iterator[list[Sent]]:
    """What the store sends meanwhile: each text with its sets of values, and none in bulk."""
    script: list[Sent] = []
    sender = store.database.sender
    before, sender.watch = sender.watch, lambda text, sets: script.append((text, list(sets)))
    many, sender.many = sender.many, sys.maxsize
    try:
        yield script
    finally:
        sender.watch, sender.many = before, many


def on_sqlite(path: str, script: Sequence[Sent]) -> Callable[[], None]:
    """All of it through sqlite3, with the settings of the store."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    cursor = connection.cursor()
    return lambda: _replay(cursor, script)


def on_postgresql(url: str, script: Sequence[Sent]) -> Callable[[], None]:
    """All of it through psycopg, which prepares what it sends often, as it does for the store."""
    cursor = psycopg.connect(url, autocommit=True).cursor()
    return lambda: _replay(cursor, script)


def copy_tables(source: psycopg.Connection[Any], target: psycopg.Connection[Any]) -> None:
    """The rows of all tables of one schema, in the tables of another in place of what was there."""
    for table in META.sorted_tables:
        name = sql.Identifier(table.name)
        target.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(name))
        target.execute(sql.SQL("TRUNCATE {}").format(name))
        with (
            source.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(name)) as rows,
            target.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(name)) as into,
        ):
            for one in rows:
                into.write(one)
        target.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER ALL").format(name))


def _replay(cursor: Any, script: Sequence[Sent]) -> None:  # noqa: ANN401 - of either driver
    for text, sets in script:
        if not sets:
            cursor.execute(text)
        elif len(sets) == 1:
            cursor.execute(text, sets[0])
        else:
            cursor.executemany(text, sets)
        if text.startswith("SELECT"):
            cursor.fetchall()
