"""Is the record what was recorded? Every chain and every projection is worked out anew."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, select, text, union

from ddrflow.store import chain, tables
from ddrflow.store.archived_workflows import lived_under
from ddrflow.store.database import Database
from ddrflow.store.heads import Head, heads, lost
from ddrflow.store.verified import Found, Problem, Raw, is_linked, problems, workflow_problem
from ddrflow.store.verified_timers import timers_problems

#: Tables whose rows belong to one case, by the names that `verified` knows them by.
OF_CASE: Final[Mapping[str, Table]] = {
    "case": tables.CASE,
    "event": tables.EVENT,
    "content": tables.CONTENT,
    "review": tables.REVIEW,
    "party": tables.PARTY,
    "outbox": tables.OUTBOX,
    "timer": tables.TIMER,
    "journal": tables.JOURNAL,
    "refusal": tables.REFUSAL,
    "refusal_words": tables.REFUSAL_WORDS,
}
#: Kinds of entry that put a case under a version of a workflow.
NAMES_A_WORKFLOW: Final = ("case-opened", "case-migrated")
LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and the first thing that is wrong with each case and each stream.

    `heads` is where the chains ended: kept outside the database, it shows later whether an
    end was cut off.
    """

    cases: int
    entries: int
    refusals: int
    problems: tuple[Problem, ...]
    heads: tuple[Head, ...] = field(default=(), repr=False)

    @property
    def is_clean(self) -> bool:
        """Everything is as it was recorded."""
        return not self.problems


def verify(database: Database, case_id: str = "", noted: Iterable[Head] = ()) -> Report:
    """Verify one case, or everything; only reads, and sees the database as of one instant.

    Of each case the first problem is told, of at most 100 cases; of what was `noted` before,
    everything that is not there any more. Raises StoreFault.
    """
    with database.snapshot() as connection:
        wanted = (case_id,) if case_id else _case_ids(connection)
        found: list[Problem] = [] if case_id else list(_above(connection))
        cases = entries = refusals = 0
        for one in wanted:
            record = _read(connection, one, found)
            if record is None:
                continue
            cases += bool(record["case"])
            entries += len(record["event"])
            refusals += len(record["refusal"])
            found += islice(_first(record, connection), 1)
            if len(found) >= LIMIT:
                break
        found += lost(connection, (one for one in noted if case_id in ("", one.case_id)))
        ends = _heads(connection, case_id, found)
    return Report(cases, entries, refusals, tuple(found), ends)


def read(connection: Connection, case_id: str) -> Found:
    """Every row of a case, as it lies there: no type of ours reads it."""
    return Found(
        case_id,
        {name: _raw(connection, table, case_id) for name, table in OF_CASE.items()},
    )


def _read(connection: Connection, case_id: str, found: list[Problem]) -> Found | None:
    try:
        return read(connection, case_id)
    except Exception as fault:  # noqa: BLE001 - bytes that no driver reads are a finding as well
        found.append(Problem(case_id, 0, f"a row cannot be read: {type(fault).__name__}"))
        return None


def _heads(connection: Connection, case_id: str, found: list[Problem]) -> tuple[Head, ...]:
    try:
        return heads(connection, case_id)
    except Exception as fault:  # noqa: BLE001 - as above
        found.append(Problem(case_id, 0, f"a head cannot be read: {type(fault).__name__}"))
        return ()


def _first(record: Found, connection: Connection) -> Iterator[Problem]:
    yield from problems(record)
    known = text("SELECT * FROM ddrflow_workflow WHERE digest = :digest")
    for one in lived_under(record.entries):
        kept = connection.execute(known, {"digest": one.digest}).mappings().one_or_none()
        if kept is None:
            yield record.problem(1, "the workflow that it began under is missing")
        elif what := workflow_problem(_in_utc(kept), frozenset({one.digest})):
            yield record.problem(1, what)
    yield from timers_problems(connection, record)


def _raw(connection: Connection, table: Table, case_id: str) -> Sequence[Raw]:
    key = ", ".join(one.name for one in table.primary_key)
    query = f"SELECT * FROM {table.name} WHERE case_id = :case_id ORDER BY {key}"  # noqa: S608 - ours
    found = connection.execute(text(query), {"case_id": case_id}).mappings()
    return [_in_utc(row) for row in found]


def _in_utc(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Instants in one zone, whatever the session's is."""
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def _case_ids(connection: Connection) -> tuple[str, ...]:
    """Every case that any table names, also one that lost its row."""
    named = union(*(select(one.c.case_id) for one in OF_CASE.values()))
    return tuple(connection.execute(named.order_by(text("case_id"))).scalars())


def _above(connection: Connection) -> Iterator[Problem]:
    """The standing stream and the kept workflows."""
    head = ""
    stream = _all(connection, tables.STANDING)
    for number, row in enumerate(stream, 1):
        if row["seq"] != number or not is_linked(chain.STANDING, row, head):
            yield Problem("", 0, f"entry {number} of the standing stream is not the one recorded")
            return
        head = row["hash"]
    heads = [
        (one["one"], one["seq"], one["hash"]) for one in _all(connection, tables.STANDING_HEAD)
    ]
    if heads != [(1, len(stream), head)]:
        what = f"entries of the standing stream after {len(stream)} are missing"
        yield Problem("", 0, what)
    digests = frozenset(connection.execute(select(tables.CASE.c.workflow_digest)).scalars())
    for row in _all(connection, tables.WORKFLOW):
        known = digests if row["digest"] in digests else _left(connection, row["digest"])
        what = workflow_problem(row, known)
        if what:
            yield Problem("", 0, what)


def _left(connection: Connection, digest: str) -> frozenset[str]:
    """The digest, where some case was under it once and moved on."""
    named = tables.EVENT.c.facts.contains(digest, autoescape=True)
    kinds = tables.EVENT.c.kind.in_(NAMES_A_WORKFLOW)
    some = select(tables.EVENT.c.case_id).where(kinds, named).limit(1)
    return frozenset({digest} if connection.execute(some).first() else ())


def _all(connection: Connection, table: Table) -> list[dict[str, Any]]:
    key = ", ".join(one.name for one in table.primary_key)
    query = text(f"SELECT * FROM {table.name} ORDER BY {key}")  # noqa: S608 - names of ours
    return [_in_utc(row) for row in connection.execute(query).mappings()]
