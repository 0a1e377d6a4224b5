"""Records of another system, read in: one command a row, all of a file or nothing of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ddrflow.cli.console import counted, document, line
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import store
from ddrflow.cli.records import Row, read_rows
from ddrflow.engine import Done, Engine
from ddrflow.errors import BadFile, DdrflowError, Finding, UnknownName
from ddrflow.model.commands import OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import load


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row: the numbers of its entries, and whether they were there before."""

    row: Row
    entries: tuple[int, ...]
    is_new: bool


class _OnlyTried(Exception):
    def __init__(self, taken: Sequence[Taken]) -> None:
        super().__init__("only tried")
        self.taken = taken


def take_over(file: str, *, database: str, dry_run: bool, as_json: bool) -> None:
    """Give each row's command as of its time, under the id of its record as key.

    A row that was taken over before adds nothing. Raises BadFile, with every row that cannot be
    read or with the first that is refused; then nothing of the file is recorded.
    """
    rows = read_rows(Path(file))
    workflows = _workflows(rows)
    try:
        with store(database) as found, found.transaction() as (inside, _):
            engine = Engine(found, tuple(workflows.values())).on(inside)
            taken = [_given(engine, row, workflows) for row in rows]
            _leave_if(dry_run, taken)
    except _OnlyTried as tried:
        taken = list(tried.taken)
    _tell(taken, dry_run=dry_run, as_json=as_json)


def _leave_if(dry_run: bool, taken: Sequence[Taken]) -> None:  # noqa: FBT001 - the one question
    if dry_run:
        raise _OnlyTried(taken)


def _workflows(rows: Iterable[Row]) -> dict[str, Workflow]:
    """The files that cases of it begin under, by the name that it gives them."""
    found: dict[str, Workflow] = {}
    for name in dict.fromkeys(row.workflow for row in rows if row.workflow):
        with reading(name):
            found[name] = load(name)
    return found


def _given(engine: Engine, row: Row, workflows: dict[str, Workflow]) -> Taken:
    try:
        version = _version(engine, row.case)
        done = _done(engine, row, workflows)
    except DdrflowError as fault:
        finding = Finding(row.place, fault.code, f"record `{row.record}`: {fault}")
        raise BadFile((finding,)) from fault
    numbers = tuple(one.seq for one in done.entries)
    return Taken(row, numbers, is_new=all(one > version for one in numbers))


def _done(engine: Engine, row: Row, workflows: dict[str, Workflow]) -> Done:
    if isinstance(row.command, OpenCase):
        name = workflows[row.workflow].identity.name
        return engine.open_case(name, row.case, row.command, key=row.record)
    return engine.do(row.case, row.command, key=row.record)


def _version(engine: Engine, case: str) -> int:
    try:
        return engine.case(case).version
    except UnknownName:
        return 0


def _tell(taken: Sequence[Taken], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        document(
            [
                {
                    "case": one.row.case,
                    "record": one.row.record,
                    "entries": list(one.entries),
                    "new": one.is_new,
                }
                for one in taken
            ]
        )
        return
    new = sum(1 for one in taken if one.is_new)
    cases = counted(len({one.row.case for one in taken}), "case")
    did = "would be taken over" if dry_run else "taken over"
    before = f"{len(taken) - new} there before"
    line(f"{cases}: {counted(new, 'record')} {did}, {before}")
