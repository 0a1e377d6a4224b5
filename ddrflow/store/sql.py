"""The durable store: SQLite or PostgreSQL, through SQLAlchemy's Core."""

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine

from ddrflow.clock import Clock, SystemClock
from ddrflow.errors import Busy, Conflict, StoreFault, Unanswered
from ddrflow.model.events import Entry
from ddrflow.model.standing import StandingEntry
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter, Reading, Refusal, Summary, Write, bare
from ddrflow.store import journal, listing, outbox, rows, standing, statements
from ddrflow.store.archive import put_in, taken_out
from ddrflow.store.database import Database, Joined
from ddrflow.store.delivering import SqlDeliveries
from ddrflow.store.heads import Head
from ddrflow.store.reading import Reader
from ddrflow.store.replicas import SqlReplicas
from ddrflow.store.timing import SqlTimers
from ddrflow.store.verify import Report, verify
from ddrflow.store.versions import check_version
from ddrflow.store.writing import Prepared
from ddrflow.wire.archive import Archive

FIRST_LINES: Final = 10
#: For the connection that broke and for one that lay idle beside it, and once more.
LOOKS: Final = 3


@dataclass(slots=True)
class Inside:
    """What a transaction of somebody's own leaves for its end."""

    refusals: list[Refusal] = field(default_factory=list)
    has_erased: bool = False

    def erase(self, case_ids: Container[str]) -> None:
        """Free text goes with the transaction; of these cases also what was refused in it."""
        self.has_erased = True
        self.refusals = [bare(one) if one.case_id in case_ids else one for one in self.refusals]


class SqlStore:
    """Cases in a database. Safe to use from several threads, and by several processes at once.

    The tables must be there, in the version of this ddrflow: `ddrflow.store.schema` sees to
    both. SQLite takes the time from `clock`, PostgreSQL from its own. `skips_locked` is how
    replicas of the daemon keep out of each other's way (see `SqlTimers`): as the database can.
    """

    def __init__(
        self, engine: Engine, clock: Clock | None = None, *, skips_locked: bool = True
    ) -> None:
        self.database = Database(engine)
        self._access: Database | Joined = self.database
        told = (clock or SystemClock()) if self.database.is_sqlite else None
        self._reader = Reader(told, self.database.sender)
        self._inside: Inside | None = None
        self._skips_locked = skips_locked and not self.database.is_sqlite

    @property
    def timers(self) -> SqlTimers:
        """By the clock of the database; SQLite's is the one that was given."""
        return SqlTimers(self._access, self._reader.time, skips_locked=self._skips_locked)

    @property
    def deliveries(self) -> SqlDeliveries:
        """By the same clock."""
        return SqlDeliveries(self._access, self._reader.time, skips_locked=self._skips_locked)

    @property
    def is_for_one(self) -> bool:
        """SQLite."""
        return self.database.is_sqlite

    @property
    def replicas(self) -> SqlReplicas:
        """By the same clock."""
        return SqlReplicas(self._access, self._reader.time, is_sqlite=self.is_for_one)

    def now(self) -> datetime:
        """The injected clock on SQLite; on PostgreSQL `ddrflow_now()`, which is its own clock."""
        if self._reader.clock is not None:
            return self._reader.clock.now()
        with self._access.reading() as connection:
            return self._reader.time(connection)

    def remember(self, workflow: Workflow) -> None:
        """One name and version has one content."""
        identity = workflow.identity
        named = {"name": identity.name, "version": identity.version}
        with self._access.reading() as connection:
            known = connection.execute(statements.KNOWN_VERSION, named).scalar()
        check_version(identity, known)

    def document(self, digest: str) -> str | None:
        """As it was kept with the first case."""
        with self._access.reading() as connection:
            found = connection.execute(statements.DOCUMENT, {"digest": digest}).scalar()
        return found if found is None else str(found)

    def read(self, wanted: Sequence[tuple[str, str]]) -> Reading:
        """One statement for one case, one more where its key was used before."""
        with self._access.reading() as connection:
            return self._reader.read(connection, wanted)

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry so far."""
        with self._access.reading() as connection:
            found = connection.execute(statements.ENTRIES, {"case_id": case_id}).mappings()
            return tuple(rows.entry_of(row, row["words"]) for row in found)

    def append(self, writes: Sequence[Write], standing_seq: int) -> None:
        """One transaction. Where its end stays without answer, it is asked what became of it."""
        prepared = Prepared(writes, standing_seq)
        if self._inside is not None and prepared.erased:
            self._inside.erase(prepared.erased_whole)
        case_id = writes[0].case.case_id
        try:
            with self._access.writing(case_id, tuple(prepared.orders())) as connection:
                prepared.finish(connection)
        except Conflict:
            for one in writes:
                for each in one.begins:
                    # Another program may have begun under other content of this version.
                    self.remember(each)
            raise
        except Unanswered as unanswered:
            if not self._is_written(prepared, unanswered):
                raise Conflict(case_id, 0) from None
        for loaded in prepared.loaded:
            self._reader.recent.keep(loaded)
        if prepared.erased and self._inside is None:
            self.database.cut_log()

    def _is_written(self, prepared: Prepared, unanswered: Unanswered) -> bool:
        """What became of a write whose end stayed without answer; raises it where nobody tells.

        The database may still be at it: who looks waits until the case is free.
        """
        for _ in range(LOOKS):
            try:
                with self.database.looking() as connection:
                    prepared.wait_for_case(connection)
                with self.database.reading() as connection:
                    return prepared.is_written(connection)
            except StoreFault:
                continue
            except Busy:
                break
        raise unanswered

    def note(self, refusals: Sequence[Refusal]) -> None:
        """A transaction of its own: what is refused is no part of the case."""
        if self._inside is not None:
            self._inside.refusals += refusals
            return
        for last in (*[False] * (FIRST_LINES - 1), True):
            try:
                with self._access.writing(refusals[0].case_id) as connection:
                    journal.note(connection, refusals)
            except Conflict:
                # Two wrote the first line of a journal at once; from then on they take turns.
                if last:
                    raise
            else:
                return

    def refusals(self, case_id: str) -> tuple[Refusal, ...]:
        """The journal of one case."""
        with self._access.reading() as connection:
            return journal.refusals(connection, case_id)

    def summaries(self, wanted: Filter) -> tuple[Summary, ...]:
        """From the columns beside the entries; no case is read."""
        now = self.now()
        with self._access.reading() as connection:
            return listing.summaries(connection, wanted, now)

    def standing_entries(self) -> tuple[StandingEntry, ...]:
        """The whole stream."""
        with self._access.reading() as connection:
            return standing.entries(connection)

    def append_standing(self, entry: StandingEntry) -> None:
        """The next number, or a conflict."""
        with self._access.writing("standing") as connection:
            standing.append(connection, entry)

    def undelivered(self, limit: int) -> tuple[Entry, ...]:
        """Entries that still stand in the outbox."""
        with self._access.reading() as connection:
            return outbox.undelivered(connection, limit)

    def delivered(self, case_id: str, seq: int) -> None:
        """The number and the rows in one transaction."""
        with self._access.writing(case_id) as connection:
            outbox.delivered(connection, case_id, seq)

    def verify(self, case_id: str = "", noted: Iterable[Head] = ()) -> Report:
        """Whether the record is what was recorded: of one case, or all of it. Only reads.

        `noted` are the heads of an earlier report, which must still be in the record.
        """
        return verify(self.database, case_id, noted)

    def take_out(self, case_id: str) -> Archive:
        """All of one case, for one open file. Raises UnknownName, BadRecord."""
        return taken_out(self.database, case_id)

    def put_in(self, archive: Archive) -> int:
        """Take a case in from such a file; how many entries it has.

        Raises BadRecord where the file was changed, BadCommand where the case is there
        already, VersionClash.
        """
        return put_in(self.database, archive)

    @contextmanager
    def transaction(self) -> Iterator[tuple["SqlStore", Connection]]:
        """A store inside one transaction, and its connection for statements of your own.

        All of it is kept when the block ends, nothing when it raises; what was refused
        inside is in the journal afterwards either way. Leave begin, commit and rollback of
        the connection alone.
        """
        inside = Inside()
        try:
            with self.database.shared() as connection:
                yield self._joined(connection, inside), connection
        finally:
            if inside.refusals:
                self.note(inside.refusals)
        if inside.has_erased:
            self.database.cut_log()

    def _joined(self, connection: Connection, inside: Inside) -> "SqlStore":
        joined = object.__new__(SqlStore)
        joined.database = self.database
        joined._access = Joined(connection, self.database.sender)
        joined._reader = self._reader
        joined._inside = inside
        joined._skips_locked = self._skips_locked
        return joined

    def close(self) -> None:
        """Let go of every connection."""
        self.database.close()
