"""A small record with something in every table, and ways to meddle with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, text

from ddrflow.engine import Engine, Refused
from ddrflow.model.commands import BindRole, IdentifyNeed, TakeStep
from ddrflow.model.standing import Contact
from ddrflow.store.tables import APPEND_ONLY, META
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER
from tests.shipped import workflow
from tests.stores import Place

#: What tells how the daemon is doing, and no more: it is no part of the record.
BESIDE: Final = {"ddrflow_derivation", "ddrflow_delivery", "ddrflow_replica", "ddrflow_watch"}
TABLES: Final = tuple(sorted(META.tables.keys() - BESIDE))
#: The same, of single columns.
COLUMNS_BESIDE: Final = {
    "ddrflow_timer": {"fence", "attempts", "failure", "claimed_by", "quarantined_at"}
}
CASES: Final = ("C-0", "C-1", "C-2")


def filled(place: Place) -> Engine:
    """Three cases: one with all there is, one erased, one just opened."""
    engine = place.engine(workflow("neustart"))
    engine.list_contacts(WORKER, [Contact("prison-graz", "p-7")])
    engine.list_contacts(WORKER, [Contact("prison-graz", "p-8")])
    for case_id in CASES:
        engine.open_case("neustart", case_id, OPENING, key="open")
    for case_id in CASES[:2]:
        refuse(engine, case_id)
        engine.do(case_id, NOTICE, key="k-1")
        engine.do(case_id, ADMIT)
        place.clock.set(place.clock.now() + timedelta(days=1))
        need = IdentifyNeed(actor=WORKER, need="need-1", kind="housing", owner="neustart")
        engine.do(case_id, need)
        engine.do(case_id, BindRole(actor=WORKER, role="prison", organisation="prison-linz"))
        refuse(engine, case_id)
    engine.erase("C-1", WORKER, basis="gdpr-17", why="asked-for")
    place.store.delivered("C-0", 2)
    return engine


def refuse(engine: Engine, case_id: str) -> None:
    """A refusal with free text."""
    try:
        engine.do(case_id, TakeStep(actor=WORKER, trigger="release", reason="to be refused"))
    except Refused:
        return
    message = "nothing was refused"
    raise AssertionError(message)


def unguarded(place: Place) -> None:
    """Take away what keeps rows from being changed, as somebody could who owns the database."""
    with place.durable.database.reading() as connection:
        for table in APPEND_ONLY:
            if place.kind == "sqlite":
                for act in ("update", "delete"):
                    connection.execute(text(f"DROP TRIGGER {table.name}_no_{act}"))
            else:
                connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change behind the store's back: of which table and case, and what was done."""

    table: str
    case_id: str
    what: str


@contextmanager
def meddled(place: Place, random: Random) -> Iterator[Mutation | None]:
    """One random change of one row or two, taken back afterwards; None where it cannot be made."""
    database = place.durable.database
    with database.reading() as connection:
        table = random.choice([one for one in TABLES if _rows(connection, one)])
        before = _rows(connection, table)
    try:
        with database.shared() as connection:
            made = _meddle(connection, table, random)
    except Exception:  # noqa: BLE001 - a value that the database itself does not let in
        made = None
    try:
        yield made
    finally:
        with database.shared() as connection:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - a name of ours
            for row in before:
                _insert(connection, table, row)


def _meddle(connection: Connection, table: str, random: Random) -> Mutation:
    rows = _rows(connection, table)
    row = random.choice(rows)
    act = random.choice((_edit, _edit, _delete, _insert_like, _swap))
    return act(connection, table, row, random)


def _edit(connection: Connection, table: str, row: Mapping[str, Any], random: Random) -> Mutation:
    column = random.choice(sorted(row.keys() - COLUMNS_BESIDE.get(table, set())))
    value = _other(row[column], random)
    _set(connection, table, row, {column: value})
    return Mutation(table, _case(row), f"{column} of {_key(table, row)}: {value!r}")


def _delete(connection: Connection, table: str, row: Mapping[str, Any], random: Random) -> Mutation:
    del random
    where, values = _where(table, row)
    connection.execute(text(f"DELETE FROM {table} WHERE {where}"), values)  # noqa: S608 - ours
    return Mutation(table, _case(row), f"deleted {_key(table, row)}")


def _insert_like(
    connection: Connection, table: str, row: Mapping[str, Any], random: Random
) -> Mutation:
    """A copy of a row under another key."""
    key = META.tables[table].primary_key.columns.keys()
    changed = {**row, key[-1]: _other(row[key[-1]], random)}
    if table == "ddrflow_event":
        changed["key"] = None
    if table == "ddrflow_workflow":
        changed["version"] = 99
    _insert(connection, table, changed)
    return Mutation(table, _case(changed), f"inserted {_key(table, changed)}")


def _swap(connection: Connection, table: str, row: Mapping[str, Any], random: Random) -> Mutation:
    """What two rows hold changes places: the order, or whose text it is."""
    others = [one for one in _rows(connection, table) if _key(table, one) != _key(table, row)]
    key = set(META.tables[table].primary_key.columns.keys()) | {"key", "name", "version"}
    key |= COLUMNS_BESIDE.get(table, set())
    held = [name for name in row if name not in key]
    others = [one for one in others if any(one[name] != row[name] for name in held)]
    if not others:
        message = "nothing to swap"
        raise LookupError(message)
    other = random.choice(others)
    _set(connection, table, row, {name: other[name] for name in held})
    _set(connection, table, other, {name: row[name] for name in held})
    return Mutation(table, _case(row), f"swapped {_key(table, row)} and {_key(table, other)}")


def _other(value: Any, random: Random) -> Any:  # noqa: ANN401 - any value of any column
    """Another value of the same kind, or of another."""
    if isinstance(value, int):
        return value + random.choice((-1, 1, 7))
    if isinstance(value, str):
        place = random.randrange(len(value) + 1)
        edits = (f"{value[:place]}x{value[place:]}", f"{value} ", value[:-1], "", None)
        return random.choice([one for one in edits if one != value])
    if value is None:
        return random.choice(("", "x", "2026-03-02"))
    return value + timedelta(days=random.choice((-1, 1)))


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    query = text(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
    found = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda row: str(_key(table, row)))


def _key(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in META.tables[table].primary_key.columns.keys())  # noqa: SIM118


def _case(row: Mapping[str, Any]) -> str:
    return str(row.get("case_id", ""))


def _where(table: str, row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    names = META.tables[table].primary_key.columns.keys()
    return " AND ".join(f"{one} = :old_{one}" for one in names), {
        f"old_{one}": row[one] for one in names
    }


def _set(
    connection: Connection, table: str, row: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    where, named = _where(table, row)
    settings = ", ".join(f'"{one}" = :{one}' for one in values)
    query = text(f"UPDATE {table} SET {settings} WHERE {where}")  # noqa: S608 - names of ours
    connection.execute(query, {**values, **named})


def _insert(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    names = ", ".join(f'"{one}"' for one in row)
    values = ", ".join(f":{one}" for one in row)
    query = text(f"INSERT INTO {table} ({names}) VALUES ({values})")  # noqa: S608 - names of ours
    connection.execute(query, dict(row))
