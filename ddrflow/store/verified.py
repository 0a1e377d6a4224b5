"""What one case must be, row by row, worked out anew from its entries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from ddrflow.errors import BadRecord
from ddrflow.model.case import Case
from ddrflow.model.events import ContentErased, Entry
from ddrflow.model.fold import fold
from ddrflow.store import chain, rows
from ddrflow.store.columns import iso
from ddrflow.store.projection import case_columns, opening_columns, party_rows, review_rows
from ddrflow.wire.canonical import digest
from ddrflow.wire.stored import CASE_SHAPE

Raw = Mapping[str, Any]
#: What a fold raises of entries that nobody of ours recorded in this order.
UNFOLDED: Final = (ValueError, KeyError, AttributeError, TypeError, IndexError)
#: What an update of ddrflow leaves until the database is upgraded.
OTHER_MAKE: Final = "the snapshot is of another make; `ddrflow db upgrade` makes it anew"
#: The kinds of value that we write into a chain.
LINKED: Final = frozenset({str, int, datetime, type(None)})
#: What only a case with entries has; a journal stands without one.
BESIDE: Final = ("case", "content", "review", "party", "outbox", "timer")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the record that cannot be as it is: in which case, at which entry.

    `seq` is 0 where no single entry is meant, `case_id` empty where no case is.
    """

    case_id: str
    seq: int
    what: str

    def __str__(self) -> str:
        if not self.case_id:
            return self.what
        place = f"case `{self.case_id}`"
        return f"{place}, entry {self.seq}: {self.what}" if self.seq else f"{place}: {self.what}"


@dataclass(slots=True)
class Found:
    """Every row that names one case, by table, each table in the order of its key."""

    case_id: str
    tables: Mapping[str, Sequence[Raw]]
    entries: list[Entry] = field(default_factory=list)
    erased: set[int] = field(default_factory=set)

    def __getitem__(self, table: str) -> Sequence[Raw]:
        return self.tables[table]

    def problem(self, seq: int, what: str) -> Problem:
        """Something that is wrong with this case."""
        return Problem(self.case_id, seq, what)


def problems(found: Found) -> Iterator[Problem]:
    """What is wrong with a case, the chain of its entries first."""
    try:
        yield from _problems(found)
    except Exception as fault:  # noqa: BLE001 - values that nobody of ours writes are a finding
        yield found.problem(0, f"a value of another kind stands there: {fault}")


def _problems(found: Found) -> Iterator[Problem]:
    broken = list(_chain(found))
    yield from broken
    yield from _journal(found)
    if broken or not found.entries:
        return
    yield from _content(found)
    try:
        case = fold(found.entries)
    except UNFOLDED as fault:
        yield found.problem(len(found.entries), f"the entries make no case: {fault}")
        return
    yield from _beside(found, case)


def _chain(found: Found) -> Iterator[Problem]:
    """Numbers without a gap, each entry hashed with the one before it, the head the last one's."""
    head = ""
    for number, row in enumerate(found["event"], 1):
        if row["seq"] != number:
            yield found.problem(number, "the entry is missing")
            return
        if not is_linked(chain.ENTRY, row, head):
            yield found.problem(number, "the entry is not the one that was recorded")
            return
        head = row["hash"]
        try:
            entry = rows.entry_of(with_times(row), None)
        except BadRecord as fault:
            yield found.problem(number, fault.reason)
            return
        found.entries.append(entry)
        if isinstance(entry.event, ContentErased):
            found.erased |= set(entry.event.entries or range(1, number))
    if not found.entries:
        beside = [name for name in BESIDE if found[name]]
        if beside:
            yield found.problem(1, f"rows of `ddrflow_{beside[0]}` without any entry")
    elif not found["case"]:
        yield found.problem(len(found.entries), "the row of the case is missing")
    elif (found["case"][0]["version"], found["case"][0]["hash"]) != (len(found.entries), head):
        yield found.problem(len(found.entries) + 1, "the last entries are missing")


def _content(found: Found) -> Iterator[Problem]:
    """Free text is what was sealed, or gone where an entry says so, and nowhere else."""
    kept = {row["seq"]: row for row in found["content"]}
    for row in found["event"]:
        words = kept.pop(row["seq"], None)
        if not row["content_digest"]:
            what = "free text that was not recorded" if words else ""
        elif row["seq"] in found.erased:
            what = "free text that was erased is back" if words else ""
        elif words is None:
            what = "the free text is missing"
        else:
            sealed = chain.sealed(str(words["salt"]), str(words["words"]))
            what = "" if sealed == row["content_digest"] else "the free text was changed"
        if what:
            yield found.problem(row["seq"], what)
    for seq in kept:
        yield found.problem(seq, "free text of no entry")


def _beside(found: Found, case: Case) -> Iterator[Problem]:
    """The columns and rows that follow from the entries are those that follow."""
    last = case.version
    row = found["case"][0]
    head = found["event"][-1]["hash"]
    expected = {
        **opening_columns(case, found.entries[0].recorded_at),
        **case_columns(case, head),
        "delivered": row["delivered"],
    }
    if row["shape"] != CASE_SHAPE:
        yield found.problem(last, OTHER_MAKE)
        del expected["shape"], expected["snapshot"]
    for name, value in expected.items():
        if not is_value(row[name], value):
            yield found.problem(last, f"the column `{name}` does not follow from the entries")
    yield from _rows(found, "review", review_rows(case).values(), "review")
    yield from _rows(found, "party", party_rows(case).values(), "number")
    waiting = [one["seq"] for one in found["outbox"]]
    if waiting != list(range(row["delivered"] + 1, last + 1)):
        yield found.problem(last, "the outbox is not what was not delivered yet")


def _rows(found: Found, table: str, expected: Any, key: str) -> Iterator[Problem]:  # noqa: ANN401
    wanted = sorted(expected, key=lambda one: one[key])
    actual = sorted(found[table], key=lambda one: one[key])
    same = len(wanted) == len(actual) and all(
        all(is_value(row[name], value) for name, value in one.items())
        for one, row in zip(wanted, actual, strict=True)
    )
    if not same:
        what = f"the rows of `ddrflow_{table}` do not follow from the entries"
        yield found.problem(len(found.entries), what)


def _journal(found: Found) -> Iterator[Problem]:
    """The refusals: a chain of their own, whose free text is there until a line erases it."""
    head = ""
    lines = found["refusal"]
    for number, row in enumerate(lines, 1):
        if row["number"] != number or not is_linked(chain.REFUSAL, row, head):
            yield found.problem(0, f"line {number} of the journal is not the one recorded")
            return
        head = row["hash"]
    heads = [(one["count"], one["hash"]) for one in found["journal"]]
    if heads != ([(len(lines), head)] if lines else []):
        yield found.problem(0, f"lines of the journal after {len(lines)} are missing")
        return
    erased = max((one["number"] for one in lines if one["kind"] == rows.ERASED), default=0)
    words = {one["number"]: one for one in found["refusal_words"]}
    for row in lines:
        kept = words.pop(row["number"], None)
        owed = bool(row["words_digest"]) and row["number"] > erased
        if owed != (kept is not None) or (
            kept is not None
            and chain.sealed(str(kept["salt"]), str(kept["words"])) != row["words_digest"]
        ):
            yield found.problem(0, f"free text of line {row['number']} of the journal")
    for number in words:
        yield found.problem(0, f"free text of no line of the journal: {number}")


def is_linked(columns: tuple[str, ...], row: Raw, head: str) -> bool:
    """Whether a row follows the one before it, whose hash is `head`."""
    if not LINKED.issuperset(type(row[name]) for name in columns):
        return False
    try:
        return bool(chain.linked(columns, row, head) == row["hash"])
    except ValueError:
        # Text that nobody of ours writes: half a character.
        return False


def with_times(row: Raw) -> dict[str, Any]:
    """The row with instants in UTC: of SQLite's text, and of whatever zone a session is in."""
    return {name: _instant(name, value) for name, value in row.items()}


def _instant(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    return value


def is_value(actual: object, expected: object) -> bool:
    """The value itself: SQLite's text must be the text that we write, not one that reads alike."""
    if isinstance(actual, str) and isinstance(expected, date):
        return actual == (iso(expected) if isinstance(expected, datetime) else str(expected))
    return type(actual) is type(expected) and actual == expected


def workflow_problem(row: Raw, digests: frozenset[str]) -> str:
    """What is wrong with a kept workflow; empty for nothing."""
    document = str(row["document"])
    name = f"the kept workflow {row['name']} version {row['version']}"
    if digest(document) != row["digest"]:
        return f"{name} is not the one that was kept"
    try:
        data = json.loads(document)
        named = (data["workflow"], data["version"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return f"{name} is no workflow"
    if named != (row["name"], row["version"]):
        return f"{name} is kept under another name or version"
    if row["digest"] not in digests:
        return f"no case began under {name}"
    return ""
