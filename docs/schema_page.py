"""The page on the database: every table and column, from the tables themselves."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Column, Table, UniqueConstraint

from ddrflow.store.columns import Instant
from ddrflow.store.schema import NEEDED
from ddrflow.store.tables import APPEND_ONLY, META
from docs.markdown import coded, page, table
from docs.meanings import Meanings

OPENING: Final = """\
The tables are of version {needed}; `ddrflow db upgrade` makes them, on SQLite and PostgreSQL alike.
Their names begin with `ddrflow_`, so that they can stand in a database with other tables. Every key
that can begins with the case, and no table refers to another: a case can be moved by itself.

- **Only added to:** {added}. Triggers refuse to change or delete their rows,
  against mistakes: who owns the database gets past them, and `ddrflow verify` shows it.
- **Follows from the entries:** `ddrflow_case`, `ddrflow_review`, `ddrflow_party`. They are written
  in the same transaction as the entries, so that cases can be searched; `ddrflow verify` works them
  out anew.
- **Beside the record:** `ddrflow_timer` follows from the cases as well, and tells what was tried;
  `ddrflow_derivation`, `ddrflow_replica`, `ddrflow_watch` and `ddrflow_delivery` tell how the
  daemon is doing. None of them is read when something is decided.
- **Free text** is in `ddrflow_content` and `ddrflow_refusal_words` alone; erasing deletes it there.

An instant is `timestamp with time zone` on PostgreSQL, and text in UTC with microseconds on SQLite
(`2026-03-02T08:00:00.000000+00:00`), so that text sorts as time does. Ids sort by code point.
Besides the tables there is `ddrflow_version`, which holds the version, and on PostgreSQL the
function `ddrflow_now()`, which tells the time."""


def written(meanings: Meanings) -> str:
    """Every table and column of the record, the tables in the order in which they are declared."""
    opening = OPENING.format(needed=NEEDED, added=coded(one.name for one in APPEND_ONLY))
    sections = [_section(one, meanings) for one in META.tables.values()]
    return page("The database", opening, *sections)


def _section(one: Table, meanings: Meanings) -> str:
    name = one.name.removeprefix("ddrflow_")
    rows = [
        (f"`{each.name}`", _kind(each), meanings.of("columns", name, each.name)) for each in one.c
    ]
    columns = table(("Column", "Kind", "What it holds"), rows)
    keys = "; ".join(_keys(one))
    return f"## {one.name}\n\n{meanings.of('tables', name)} {keys}.\n\n{columns}"


def _keys(table: Table) -> Iterator[str]:
    key = ", ".join(f"`{one}`" for one in table.primary_key.columns.keys())  # noqa: SIM118
    yield f"Key: {key}"
    for one in sorted(table.constraints, key=lambda each: str(each.name)):
        if isinstance(one, UniqueConstraint):
            yield "unique: " + ", ".join(f"`{each.name}`" for each in one.columns)
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        yield "indexed: " + ", ".join(f"`{each.name}`" for each in index.columns)


def _kind(column: Column[object]) -> str:
    kind = "instant" if isinstance(column.type, Instant) else str(column.type).lower()
    return f"{kind}, or nothing" if column.nullable else kind
