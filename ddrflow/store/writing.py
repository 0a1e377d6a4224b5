"""Writing what was decided: prepared before the transaction, so that it holds no lock for long."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.sql import ClauseElement

from ddrflow.errors import Conflict
from ddrflow.model.events import ContentErased, Entry
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Loaded, Write
from ddrflow.store import journal, rows, statements, timing_statements
from ddrflow.store.faults import translated
from ddrflow.store.projection import (
    Changes,
    all_changes,
    case_columns,
    opening_columns,
    version_columns,
)
from ddrflow.store.sending import Order
from ddrflow.store.statements import OLD
from ddrflow.store.timer_orders import derivation_row, timer_orders
from ddrflow.wire.stored import case_parts

Rows = list[dict[str, Any]]
OLD_CASE: Final = f"{OLD}case_id"
OLD_VERSION: Final = f"{OLD}version"
OLD_STANDING: Final = f"{OLD}standing"


class Prepared:
    """All rows of several writes, with the checks that they depend on.

    `loaded` are the cases as they are once it is written.
    """

    def __init__(self, writes: Sequence[Write], standing_seq: int) -> None:
        self._standing_seq = standing_seq
        self.loaded: list[Loaded] = []
        self._events: Rows = []
        self._contents: Rows = []
        self._moved: Rows = []
        self._opened: Rows = []
        self._migrated: Rows = []
        # In one order everywhere, so that no two batches wait for each other.
        for one in sorted(writes, key=lambda each: each.case.case_id):
            self._prepare(one)
        self._workflows = {each.identity.digest: each for one in writes for each in one.begins}
        self._reviews, self._parties = all_changes(
            (one.before.case if one.before else None, one.case) for one in writes
        )
        self._timers = timer_orders(writes)
        self._erasures = [
            (entry, entry.event)
            for one in writes
            for entry in one.entries
            if isinstance(entry.event, ContentErased)
        ]

    def _prepare(self, write: Write) -> None:
        before, case = write.before, write.case
        made, contents = rows.event_rows(write.entries, write.keyed, before.head if before else "")
        self._events += made
        self._contents += contents
        parts = case_parts(case, before.case, before.parts) if before else case_parts(case)
        loaded = Loaded(case, made[-1]["hash"], parts)
        self.loaded.append(loaded)
        columns = case_columns(case, loaded.head, parts)
        if before is None:
            opening = opening_columns(case, write.entries[0].recorded_at)
            self._opened.append(
                {**opening, **columns, OLD_STANDING: self._standing_seq, "delivered": 0}
            )
        else:
            columns[OLD_CASE] = case.case_id
            columns[OLD_VERSION] = before.case.version
            columns[OLD_STANDING] = self._standing_seq
            self._moved.append(columns)
            if before.case.workflow != case.workflow:
                self._migrated.append({**version_columns(case), OLD_CASE: case.case_id})

    def orders(self) -> Iterator[Order]:
        """Every statement; a case or the standing facts that moved on change too few rows."""
        if self._moved:
            yield Order(statements.MOVE_CASE, self._moved, len(self._moved))
        if self._opened:
            yield Order(statements.NEW_CASE, self._opened, len(self._opened))
        if self._migrated:
            yield Order(statements.MIGRATE_CASE, self._migrated, len(self._migrated))
        if self._workflows:
            workflows = self._workflows.values()
            at = self._events[0]["recorded_at"]
            derivations = [derivation_row(one, at) for one in workflows]
            yield Order(timing_statements.FIRST_DERIVATION, derivations)
            yield Order(statements.NEW_WORKFLOW, [_kept(one) for one in workflows])
        yield Order(statements.NEW_EVENT, self._events)
        if self._contents:
            yield Order(statements.NEW_CONTENT, self._contents)
        yield from self._timers
        yield from _changes(self._reviews, REVIEWS)
        yield from _changes(self._parties, PARTIES)
        yield Order(statements.NEW_OUTBOX, self._events)

    def finish(self, connection: Connection) -> None:
        """What cannot be sent ahead: free text that goes."""
        for entry, event in self._erasures:
            _erase(connection, entry, event)

    @property
    def erased(self) -> frozenset[str]:
        """The cases of which free text goes with this write."""
        return frozenset(entry.case_id for entry, _ in self._erasures)

    @property
    def erased_whole(self) -> frozenset[str]:
        """Those of which all of it goes, in the journal too."""
        return frozenset(entry.case_id for entry, event in self._erasures if not event.entries)

    def wait_for_case(self, connection: Connection) -> None:
        """Wait for whoever is writing to the case of the last entry. Raises Busy, StoreFault."""
        case_id = self._events[-1]["case_id"]
        connection.execute(statements.CASE_FREE, {"case_id": case_id}).all()
        for row in self._opened:
            # A row that is not there cannot be waited for; one of the same key can.
            if row["case_id"] == case_id:
                with suppress(Conflict), translated(case_id):
                    connection.execute(statements.SAME_CASE, row)

    def is_written(self, connection: Connection) -> bool:
        """Whether the last entry stands in the record as it was prepared."""
        last = self._events[-1]
        asked = {"case_id": last["case_id"], "seq": last["seq"]}
        return bool(connection.execute(statements.HASH_AT, asked).scalar() == last["hash"])


@dataclass(frozen=True, slots=True)
class Sentences:
    """How rows of one table come, change and go; `key` tells them apart."""

    new: ClauseElement
    move: ClauseElement
    end: ClauseElement
    key: tuple[str, str]


REVIEWS: Final = Sentences(
    statements.NEW_REVIEW, statements.MOVE_REVIEW, statements.END_REVIEW, ("case_id", "review")
)
PARTIES: Final = Sentences(
    statements.NEW_PARTY, statements.MOVE_PARTY, statements.END_PARTY, ("case_id", "number")
)


def _changes(changes: Changes, sentences: Sentences) -> Iterator[Order]:
    if changes.new:
        yield Order(sentences.new, changes.new)
    if changes.changed:
        moved = [{**row, **_named(row, sentences.key)} for row in changes.changed]
        yield Order(sentences.move, moved)
    if changes.gone:
        yield Order(sentences.end, [_named(row, sentences.key) for row in changes.gone])


def _named(row: Mapping[str, Any], key: tuple[str, str]) -> dict[str, Any]:
    return {f"{OLD}{name}": row[name] for name in key}


def _kept(workflow: Workflow) -> dict[str, Any]:
    identity = workflow.identity
    return {
        "digest": identity.digest,
        "name": identity.name,
        "version": identity.version,
        "document": workflow.document,
        f"{OLD}digest": identity.digest,
    }


def _erase(connection: Connection, entry: Entry, event: ContentErased) -> None:
    """The free text of the entries named goes; of all where none is, and what was refused too."""
    case_id = entry.case_id
    if event.entries:
        asked: dict[str, Any] = {"case_id": case_id, "entries": list(event.entries)}
        connection.execute(statements.ERASE_SOME, asked)
        return
    connection.execute(statements.ERASE_ALL, {"case_id": case_id, "before": entry.seq})
    journal.erase(connection, case_id, entry.recorded_at)
