"""Reading what is decided on: in one statement, so that all of it is as of one instant."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row

from ddrflow.clock import Clock
from ddrflow.errors import BadRecord
from ddrflow.model.case import Case
from ddrflow.model.fold import fold
from ddrflow.model.standing import Standing, standing_of
from ddrflow.ports import Keyed, Loaded, Reading
from ddrflow.store import bulk, rows, standing, statements
from ddrflow.store.recent import Recent
from ddrflow.store.sending import Sender
from ddrflow.wire.stored import CASE_SHAPE, case_of

LOADED: Final = statements.LOADED
READING_ONE: Final = {asks: statements.reading_one(asks_time=asks) for asks in (True, False)}


class Reader:
    """Reads cases and remembers what stands above them until its number moves.

    With a `clock` the time is the clock's; without one it is the database's, PostgreSQL.
    """

    def __init__(self, clock: Clock | None, sender: Sender) -> None:
        self.clock = clock
        self.recent = Recent()
        self._sender = sender
        self._one = READING_ONE[clock is None]
        # Where the columns of the case begin: after the time, if it is asked, and what is above.
        self._from = 2 if clock is not None else 3
        self._standing: tuple[str, Standing | None] = ("", None)

    def time(self, connection: Connection) -> datetime:
        """What time it is: the clock's, or the database's."""
        if self.clock is not None:
            return self.clock.now()
        now: datetime = connection.execute(statements.NOW).scalar_one()
        return now.astimezone(UTC)

    def read(self, connection: Connection, wanted: Sequence[tuple[str, str]]) -> Reading:
        """The cases of these ids, with what was accepted under each one's key."""
        if len(wanted) == 1:
            return self._read_one(connection, *wanted[0])
        ids = sorted({case_id for case_id, _ in wanted})
        if self.clock is None:
            found = connection.execute(bulk.READING_MANY, bulk.rows_of(ids)).all()
        else:
            found = connection.execute(statements.READING_MANY, {"case_ids": ids}).all()
        cases: dict[str, Loaded] = {}
        broken: dict[str, BadRecord] = {}
        for one in found:
            self._load(connection, one, cases, broken)
        keyed = self._answered(connection, {one for one in wanted if one[1]}, cases)
        first = found[0]
        return Reading(self._time(first), self._above(connection, first), cases, keyed, broken)

    def _read_one(self, connection: Connection, case_id: str, key: str) -> Reading:
        row = self._sender.one(connection, self._one, {"case_id": case_id, "key": key})
        cases: dict[str, Loaded] = {}
        broken: dict[str, BadRecord] = {}
        keyed: dict[tuple[str, str], Keyed] = {}
        self._load(connection, row, cases, broken)
        if row.answered is not None and not broken:
            keyed[case_id, key] = _keyed(connection, case_id, row.answered)
        return Reading(self._time(row), self._above(connection, row), cases, keyed, broken)

    def _load(
        self,
        connection: Connection,
        row: Row[Any],
        cases: dict[str, Loaded],
        broken: dict[str, BadRecord],
    ) -> None:
        """One case that was found, or why it cannot be read; the others can be all the same."""
        if row.case_id is None:
            return
        try:
            cases[row.case_id] = self._loaded(connection, row)
        except BadRecord as fault:
            broken[row.case_id] = fault

    def _time(self, row: Row[Any]) -> datetime:
        if self.clock is not None:
            return self.clock.now()
        now: datetime = row.now
        return now.astimezone(UTC)

    def _above(self, connection: Connection, row: Row[Any]) -> Standing | None:
        """What stands above; its head tells whether it is still what was read before."""
        head, known = self._standing
        if head != row.above:
            stream = standing.entries(connection)
            known = standing_of(stream[: row.standing])
            self._standing = (row.above, known)
        return known

    def _loaded(self, connection: Connection, row: Row[Any]) -> Loaded:
        case_id, version, head, shape, snapshot = row[self._from : self._from + len(LOADED)]
        recent = self.recent.get(case_id, head)
        if recent is not None:
            return recent
        if shape == CASE_SHAPE:
            case = case_of(case_id, version, snapshot)
        else:
            case = folded(connection, case_id, version)
        return self.recent.keep(Loaded(case, head))

    def _answered(
        self,
        connection: Connection,
        wanted: set[tuple[str, str]],
        cases: Mapping[str, Loaded],
    ) -> dict[tuple[str, str], Keyed]:
        if not wanted:
            return {}
        asked = {
            "case_ids": sorted({case_id for case_id, _ in wanted}),
            "keys": sorted({key for _, key in wanted}),
        }
        found = connection.execute(statements.ANSWERED, asked).all()
        # What was answered after the cases were read is left for the conflict that it makes.
        versions = {case_id: loaded.case.version for case_id, loaded in cases.items()}
        return {
            (case_id, key): _keyed(connection, case_id, seq)
            for case_id, key, seq in found
            if (case_id, key) in wanted and seq <= versions.get(case_id, 0)
        }


def folded(connection: Connection, case_id: str, version: int) -> Case:
    """The case from its entries: what a snapshot of an older shape is passed over for."""
    found = connection.execute(statements.ENTRIES, {"case_id": case_id}).mappings()
    entries = [rows.entry_of(row, row["words"]) for row in found]
    return fold(entries[:version])


def _keyed(connection: Connection, case_id: str, seq: int) -> Keyed:
    asked = {"case_id": case_id, "cause": seq}
    found = connection.execute(statements.OF_CAUSE, asked).mappings().all()
    entries = tuple(rows.entry_of(row, row["words"]) for row in found)
    return rows.keyed_of(found[0], found[0]["words"], entries)
