"""Sending statements that were worked out once for a database, past the work of every time.

SQLAlchemy makes the text and puts the values in order; that a statement is looked up, its
values bound and its result prepared anew costs several times what the database does.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Date, Dialect, Row
from sqlalchemy.sql import ClauseElement

from ddrflow.errors import Conflict
from ddrflow.store.bulk import BULK
from ddrflow.store.columns import Instant, iso

#: Below, the statement that takes them all costs PostgreSQL more than it saves.
MANY: Final = 10

Values = Mapping[str, Any]
#: Puts values into the form of a driver.
Ordered = Callable[[Values], Any]


@dataclass(frozen=True, slots=True)
class Order:
    """A statement with its sets of values, and how many rows it must change if that matters."""

    statement: ClauseElement
    sets: Sequence[Values]
    changes: int | None = None


def silent(text: str, sets: Sequence[Any]) -> None:
    """Nobody watches what is sent."""
    del text, sets


class Sender:
    """Sends statements to one kind of database; each is compiled when it is first sent.

    `watch` is told of every text, with its sets of values, just before it is sent. From so `many`
    sets on, what can be goes in bulk.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._compiled: dict[ClauseElement, tuple[str, Ordered]] = {}
        self._pipelines = dialect.name == "postgresql"
        self.many = MANY if self._pipelines else sys.maxsize
        self.watch: Callable[[str, Sequence[Any]], None] = silent

    def one(self, connection: Connection, statement: ClauseElement, values: Values) -> Row[Any]:
        """The one row that a query answers; `IN` lists are not for this."""
        text, ordered = self._text(statement)
        given = ordered(values)
        self.watch(text, (given,))
        return connection.exec_driver_sql(text, given).one()

    def say(self, connection: Connection, words: str) -> None:
        """Begin or end a transaction."""
        self.watch(words, ())
        _driver(connection).execute(words)

    def all(
        self, connection: Connection, begin: str, orders: Sequence[Order], *, ahead: bool = True
    ) -> None:
        """Begin, then send everything; raises Conflict where fewer rows change than must.

        What must change rows is sent first, and where it does not, nothing else is. Not sent
        `ahead`, each statement is answered before the next is sent, and after an error the
        connection is as good as before.
        """
        checked = [one for one in orders if one.changes is not None]
        others = [one for one in orders if one.changes is None]
        if self._pipelines and ahead:
            self._all_ahead(connection, begin, checked, others)
            return
        self.say(connection, begin)
        for one in (*checked, *others):
            _check(one, self._sent(_driver(connection), one))

    def _all_ahead(
        self, connection: Connection, begin: str, checked: Sequence[Order], others: Sequence[Order]
    ) -> None:
        """PostgreSQL is told without waiting for each answer.

        Over a network that is most of the time that a command takes. The answer to what is
        checked is waited for at the end of a pipeline: to wait amid one (`Pipeline.sync`) hangs
        for ever where more was to be sent than the socket took at once. After an error in one
        nobody knows which statements the server has prepared: the connection goes.
        """
        driver = _driver(connection)
        try:
            with driver.pipeline():
                self.say(connection, begin)
                cursors = [self._sent(driver, one) for one in checked]
            for cursor, one in zip(cursors, checked, strict=True):
                _check(one, cursor)
            with driver.pipeline():
                for one in others:
                    self._sent(driver, one)
        except Conflict:
            raise
        except Exception:
            connection.invalidate()
            raise

    def _sent(self, driver: Any, order: Order) -> Any:  # noqa: ANN401 - the driver's own types
        bulk = BULK.get(order.statement) if len(order.sets) >= self.many else None
        if bulk is not None:
            text, _ = self._text(bulk.statement)
            sets: list[Any] = [bulk.values(order.sets)]
        else:
            text, ordered = self._text(order.statement)
            sets = [ordered(one) for one in order.sets]
        self.watch(text, sets)
        cursor = driver.cursor()
        if len(sets) == 1:
            cursor.execute(text, sets[0])
        else:
            cursor.executemany(text, sets)
        return cursor

    def _text(self, statement: ClauseElement) -> tuple[str, Ordered]:
        known = self._compiled.get(statement)
        if known is None:
            compiled: Any = statement.compile(dialect=self._dialect)
            ordered = _by_place(compiled) if compiled.positiontup else _by_name
            known = self._compiled[statement] = (str(compiled), ordered)
        return known


def _by_name(values: Values) -> Any:  # noqa: ANN401 - the driver's own form
    """A driver that takes values by name knows times as they are."""
    return values


def _by_place(compiled: Any) -> Ordered:  # noqa: ANN401 - SQLAlchemy's own type
    """A tuple in the order of the text; SQLite keeps times as text, and the places are known."""
    names: tuple[str, ...] = tuple(compiled.positiontup)
    pick = itemgetter(*names) if len(names) > 1 else None
    kinds = [compiled.binds[name].type for name in names]
    times = [at for at, kind in enumerate(kinds) if isinstance(kind, Instant | Date)]

    def ordered(values: Values) -> tuple[Any, ...]:
        picked: tuple[Any, ...] = pick(values) if pick else (values[names[0]],)
        if not times:
            return picked
        plain = list(picked)
        for at in times:
            value = plain[at]
            if value is not None:
                plain[at] = iso(value) if isinstance(value, datetime) else value.isoformat()
        return tuple(plain)

    return ordered


def _check(order: Order, cursor: Any) -> None:  # noqa: ANN401 - the driver's own type
    if order.changes not in (None, cursor.rowcount):
        raise Conflict("", 0)


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - sqlite3's or psycopg's
    return connection.connection.driver_connection
