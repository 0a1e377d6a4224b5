"""Out of one database and into another: a case with its chain, verified on both ways."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ddrflow.decide import timers
from ddrflow.errors import BadCommand, BadRecord, Conflict, UnknownName
from ddrflow.model.agency import Actor
from ddrflow.model.fold import fold
from ddrflow.store import statements, timing_statements
from ddrflow.store.archived_workflows import check_known, documents, kept
from ddrflow.store.database import Database
from ddrflow.store.projection import (
    case_columns,
    opening_columns,
    party_rows,
    review_rows,
    timer_rows,
)
from ddrflow.store.rows import entry_of
from ddrflow.store.sending import Order
from ddrflow.store.statements import OLD
from ddrflow.store.timer_orders import derivation_row
from ddrflow.store.verified import UNFOLDED, Found, Raw, problems, with_times
from ddrflow.store.verify import read
from ddrflow.wire import check_id
from ddrflow.wire.archive import (
    SCHEMA,
    Archive,
    ArchivedEntry,
    ArchivedRefusal,
    ArchivedWords,
    closed_down,
    opened_up,
)
from ddrflow.workflow.load import restored

Rows = list[dict[str, Any]]
#: What an entry or a line of the journal holds as text and the file as data.
TEXTS: Final = ("facts", "noted", "command", "warnings", "decision")


def taken_out(database: Database, case_id: str) -> Archive:
    """Everything that is on record of a case. Raises UnknownName, BadRecord for a broken one."""
    with database.snapshot() as connection:
        found = read(connection, case_id)
        if not found["event"]:
            raise UnknownName("case", case_id)
        _check(found)
        *earlier, workflow = documents(connection, case_id, found.entries)
    return Archive(
        schema=SCHEMA,
        case=case_id,
        workflow=workflow,
        earlier=tuple(earlier),
        entries=tuple(_entries(found)),
        refusals=tuple(_refusals(found)),
    )


def put_in(database: Database, archive: Archive) -> int:
    """Take a case in, with its chain as it is; how many entries it has.

    Nothing of it goes to the outbox: it was delivered where it comes from. Raises BadRecord
    for a file that was changed, BadCommand for a case that is there, VersionClash, BadFile
    where a rule of its workflow is not installed.
    """
    check_id("case", archive.case)
    found = _found(archive)
    _check(found)
    workflows = kept(archive, found.entries)
    with database.reading() as connection:
        check_known(connection, workflows)
        there = connection.execute(statements.VERSION, {"case_id": archive.case}).scalar()
        standing = connection.execute(statements.STANDING_NOW).one().seq
    if there is not None:
        raise BadCommand("case_id", f"case `{archive.case}` exists already", "it is not replaced")
    try:
        orders = (*_timing(archive, found), *_orders(found, workflows, standing))
        with database.writing(archive.case, orders):
            pass
    except Conflict:
        message = f"case `{archive.case}` exists already, or has a journal"
        raise BadCommand("case_id", message, "it is not replaced") from None
    return len(found["event"])


def _check(found: Found) -> None:
    for problem in problems(found):
        raise BadRecord(found.case_id, problem.seq, problem.what)


def _entries(found: Found) -> Iterable[ArchivedEntry]:
    contents = {one["seq"]: one for one in found["content"]}
    for raw in found["event"]:
        row = with_times(raw)
        actor = Actor(row.pop("person"), row.pop("organisation"), row.pop("role"))
        row.pop("case_id")
        yield ArchivedEntry(**_data(row), actor=actor, content=_words(contents.get(row["seq"])))


def _refusals(found: Found) -> Iterable[ArchivedRefusal]:
    contents = {one["number"]: one for one in found["refusal_words"]}
    for raw in found["refusal"]:
        row = with_times(raw)
        row.pop("case_id")
        yield ArchivedRefusal(**_data(row), content=_words(contents.get(row["number"])))


def _data(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: opened_up(one) if name in TEXTS else one for name, one in row.items()}


def _words(row: Raw | None) -> ArchivedWords | None:
    return ArchivedWords(salt=row["salt"], words=opened_up(row["words"])) if row else None


def _found(archive: Archive) -> Found:
    """The rows that the file comes to, the projection made anew."""
    case_id = archive.case
    events, contents = _rows(case_id, "seq", archive.entries)
    refusals, words = _rows(case_id, "number", archive.refusals)
    entries = [entry_of(row, None) for row in events]
    try:
        case = fold(entries)
    except UNFOLDED as fault:
        raise BadRecord(case_id, len(entries), f"the entries make no case: {fault}") from fault
    head = events[-1]["hash"]
    opening = opening_columns(case, entries[0].recorded_at)
    row = {**opening, **case_columns(case, head), "delivered": case.version}
    journal = [
        {"case_id": case_id, "count": one["number"], "hash": one["hash"]} for one in refusals[-1:]
    ]
    return Found(
        case_id,
        {
            "case": [row],
            "event": events,
            "content": contents,
            "review": list(review_rows(case).values()),
            "party": list(party_rows(case).values()),
            "outbox": [],
            "timer": [],
            "journal": journal,
            "refusal": refusals,
            "refusal_words": words,
        },
    )


def _rows(
    case_id: str, key: str, parts: Iterable[ArchivedEntry | ArchivedRefusal]
) -> tuple[Rows, Rows]:
    rows: Rows = []
    words: Rows = []
    for part in parts:
        row: dict[str, Any] = {"case_id": case_id}
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, Actor):
                row |= {
                    "person": value.person,
                    "organisation": value.organisation,
                    "role": value.role,
                }
            elif isinstance(value, ArchivedWords):
                text = closed_down(value.words)
                words.append({"case_id": case_id, key: row[key], "salt": value.salt, "words": text})
            elif name != "content":
                row[name] = closed_down(value) if name in TEXTS else value
        rows.append(row)
    return rows, words


def _timing(archive: Archive, found: Found) -> Iterable[Order]:
    """When time alone will make something happen, as it is worked out here."""
    workflow = restored(closed_down(archive.workflow.document) or "")
    at = found.entries[0].recorded_at
    yield Order(timing_statements.FIRST_DERIVATION, [derivation_row(workflow, at)])
    found_timers = timers(workflow, fold(found.entries))
    if found_timers:
        rows = list(timer_rows(archive.case, found_timers).values())
        yield Order(timing_statements.PUT, rows)


def _orders(found: Found, workflows: Iterable[Mapping[str, Any]], standing: int) -> Iterable[Order]:
    case = {**found["case"][0], f"{OLD}standing": standing}
    yield Order(statements.NEW_CASE, [case], 1)
    kept_ones = [{**one, f"{OLD}digest": one["digest"]} for one in workflows]
    yield Order(statements.NEW_WORKFLOW, kept_ones)
    several = {
        statements.NEW_EVENT: "event",
        statements.NEW_CONTENT: "content",
        statements.NEW_REVIEW: "review",
        statements.NEW_PARTY: "party",
        statements.NEW_JOURNAL: "journal",
        statements.NEW_REFUSAL: "refusal",
        statements.NEW_REFUSAL_WORDS: "refusal_words",
    }
    for statement, name in several.items():
        if found[name]:
            yield Order(statement, found[name])
