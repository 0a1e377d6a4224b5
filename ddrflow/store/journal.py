"""The journal of refusals: outside the cases, a chain of its own for each of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from ddrflow.ports import Refusal
from ddrflow.store import chain, rows, statements
from ddrflow.store.statements import OLD

Rows = list[dict[str, Any]]


def note(connection: Connection, refusals: Sequence[Refusal]) -> None:
    """More lines, each linked to the one before it on the same case."""
    # In one order, so that two batches never wait for each other.
    ordered = sorted(refusals, key=lambda one: one.case_id)
    for case_id, several in groupby(ordered, key=lambda one: one.case_id):
        count, head = _head(connection, case_id)
        lines = [rows.refusal_row(one, number) for number, one in enumerate(several, count + 1)]
        _add(connection, case_id, head, [row for row, _ in lines])
        words = [one for _, one in lines if one is not None]
        if words:
            connection.execute(statements.NEW_REFUSAL_WORDS, words)


def erase(connection: Connection, case_id: str, recorded_at: datetime) -> None:
    """Delete the free text of every line so far, and say so in the next one."""
    count, head = _head(connection, case_id)
    connection.execute(statements.ERASE_REFUSED, {"case_id": case_id})
    if count:
        line = {
            "case_id": case_id,
            "number": count + 1,
            "kind": rows.ERASED,
            "recorded_at": recorded_at,
            "command": "",
            "decision": "",
            "words_digest": "",
        }
        _add(connection, case_id, head, [line])


def refusals(connection: Connection, case_id: str) -> tuple[Refusal, ...]:
    """Every refusal on a case, in order."""
    found = connection.execute(statements.REFUSALS, {"case_id": case_id}).mappings()
    return tuple(rows.refusal_of(row, row["words"]) for row in found if row["kind"] == rows.REFUSED)


def _head(connection: Connection, case_id: str) -> tuple[int, str]:
    found = connection.execute(statements.JOURNAL_HEAD, {"case_id": case_id}).one_or_none()
    return (found[0], found[1]) if found else (0, "")


def _add(connection: Connection, case_id: str, head: str, lines: Iterable[dict[str, Any]]) -> None:
    added: Rows = []
    for line in lines:
        head = chain.linked(chain.REFUSAL, line, head)
        added.append({**line, "hash": head})
    connection.execute(statements.NEW_REFUSAL, added)
    moved = {"case_id": case_id, "count": added[-1]["number"], "hash": head}
    if added[0]["number"] == 1:
        connection.execute(statements.NEW_JOURNAL, moved)
    else:
        connection.execute(statements.MOVE_JOURNAL, {**moved, f"{OLD}case_id": case_id})
