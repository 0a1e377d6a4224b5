"""Where every chain ended: to be noted outside the database, and looked for in it later.

A chain shows every change of what is there, and not that its end was cut off together with
its head. Whoever noted the head outside can tell.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Select, select

from ddrflow.store.tables import CASE, EVENT, JOURNAL, REFUSAL, STANDING, STANDING_HEAD
from ddrflow.store.verified import Problem


class Chain(StrEnum):
    """Which chain: the entries of a case, its journal, or what stands above the cases."""

    CASE = "case"
    JOURNAL = "journal"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Head:
    """After how many a chain ended, and with which hash; `case_id` is empty above the cases."""

    chain: Chain
    case_id: str
    length: int
    hash: str


NOT_NOTED: Final = "is not the one that was noted"


def heads(connection: Connection, case_id: str = "") -> tuple[Head, ...]:
    """The heads of one case, or all there are."""
    cases = select(CASE.c.case_id, CASE.c.version, CASE.c.hash).order_by(CASE.c.case_id)
    journals = select(JOURNAL.c.case_id, JOURNAL.c.count, JOURNAL.c.hash).order_by(
        JOURNAL.c.case_id
    )
    if case_id:
        cases = cases.where(CASE.c.case_id == case_id)
        journals = journals.where(JOURNAL.c.case_id == case_id)
    found = [Head(Chain.CASE, *row) for row in connection.execute(cases)]
    found += [Head(Chain.JOURNAL, *row) for row in connection.execute(journals)]
    if not case_id:
        above = connection.execute(select(STANDING_HEAD.c.seq, STANDING_HEAD.c.hash))
        found += [Head(Chain.STANDING, "", *row) for row in above]
    return tuple(found)


def lost(connection: Connection, noted: Iterable[Head]) -> Iterator[Problem]:
    """What was noted and is not in the record any more."""
    for one in noted:
        if one.length and connection.execute(_there(one)).scalar() != one.hash:
            yield _problem(one)


def _there(head: Head) -> Select[str]:
    match head.chain:
        case Chain.CASE:
            found = select(EVENT.c.hash).where(EVENT.c.seq == head.length)
            return found.where(EVENT.c.case_id == head.case_id)
        case Chain.JOURNAL:
            found = select(REFUSAL.c.hash).where(REFUSAL.c.number == head.length)
            return found.where(REFUSAL.c.case_id == head.case_id)
        case Chain.STANDING:
            return select(STANDING.c.hash).where(STANDING.c.seq == head.length)


def _problem(head: Head) -> Problem:
    match head.chain:
        case Chain.CASE:
            return Problem(head.case_id, head.length, f"the entry {NOT_NOTED}")
        case Chain.JOURNAL:
            return Problem(head.case_id, 0, f"line {head.length} of the journal {NOT_NOTED}")
        case Chain.STANDING:
            what = f"entry {head.length} of the standing stream {NOT_NOTED}"
            return Problem("", 0, what)
