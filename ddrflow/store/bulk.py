"""Many rows to PostgreSQL in one statement, as one JSON text that it reads as a table.

Sent one by one, each set of values costs several times what the database does with it. Only what
is written under the lock of its case comes in this way: the order in which cases are locked is
that of `statements.MOVE_CASE`, set by set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pydantic_core import to_json
from sqlalchemy import JSON, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.expression import ColumnElement, TableValuedAlias

from ddrflow.store import statements
from ddrflow.store import timing_statements as say
from ddrflow.store.statements import OLD
from ddrflow.store.tables import CASE, EVENT, OUTBOX, PARTY, REVIEW, TIMER

#: The parameter that holds all rows.
ROWS: Final = "rows"
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_JSON: Final = cast(bindparam(ROWS, type_=Text), JSON)


@dataclass(frozen=True, slots=True)
class Bulk:
    """A statement over many rows, and the values that it needs of each.

    The names are plain text: SQLAlchemy's own kind of text costs ten times as much to write.
    """

    statement: ClauseElement
    names: tuple[str, ...]

    def values(self, sets: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """All rows as the one value that the statement is given."""
        return rows_of({name: one[name] for name in self.names} for one in sets)


def rows_of(rows: Iterable[Mapping[str, Any]] | Sequence[str]) -> dict[str, str]:
    """Rows, or plain values, as that parameter."""
    return {ROWS: to_json(list(rows)).decode()}


def given(columns: Mapping[str, ColumnElement[Any]]) -> TableValuedAlias:
    """The rows of the parameter as a table, its columns of the types of these."""
    typed = [column(name, one.type) for name, one in columns.items()]
    rows = func.json_to_recordset(_JSON).table_valued(*typed)
    return rows.render_derived(name="given", with_types=True)


def among(one: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a column holds one of the plain values of the parameter: by its index, for each."""
    values = select(func.json_array_elements_text(_JSON)).scalar_subquery()
    return one == func.any(func.array(values))


def inserted(table: Table) -> Bulk:
    """New rows of a table."""
    columns = {str(one.name): one for one in table.c}
    names, rows = tuple(columns), given(columns)
    values = select(*(rows.c[name] for name in names))
    return Bulk(table.insert().from_select(list(names), values), names)


def moved(
    table: Table, keys: Sequence[str], names: Sequence[str], more: Mapping[str, Any] = NOTHING
) -> Bulk:
    """The rows of these keys with new values; `more` is the same for all."""
    old = {f"{OLD}{name}": table.c[name] for name in keys}
    rows = given({**old, **{name: table.c[name] for name in names}})
    mine = (one == rows.c[name] for name, one in old.items())
    values = {**{name: rows.c[name] for name in names}, **more}
    return Bulk(table.update().where(*mine).values(values), (*old, *names))


#: What is sent in bulk where there is much of it, by the statement that it is otherwise sent by.
BULK: Final[dict[ClauseElement, Bulk]] = {
    statements.NEW_EVENT: inserted(EVENT),
    statements.NEW_OUTBOX: inserted(OUTBOX),
    statements.NEW_REVIEW: inserted(REVIEW),
    statements.NEW_PARTY: inserted(PARTY),
    statements.MOVE_REVIEW: moved(REVIEW, ("case_id", "review"), statements.OF_REVIEW),
    say.MOVE_HELD: moved(TIMER, say.HELD_BY, say.SET, say.AS_NEW),
}
READING_MANY: Final = statements.reading_many(among(CASE.c.case_id), asks_time=True)
CLAIM: Final = say.claiming(select(*given({one.name: one for one in say.KEY}).c))
