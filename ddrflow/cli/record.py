"""The record itself: its tables, whether it is whole, what is erased, cases out and in."""

import sys
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ddrflow.bootstrap import upgrade_database
from ddrflow.cli.console import document, line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import content
from ddrflow.cli.opened import address, store
from ddrflow.cli.reporting import CODE, record_data, summary
from ddrflow.cli.writing import put_whole
from ddrflow.errors import BadFile, Finding, Place, UnknownName
from ddrflow.store.heads import Head
from ddrflow.wire.archive import Archive, closed_down
from ddrflow.wire.stored import first_problem
from ddrflow.workflow.load import restored

ARCHIVE = "E-ARCHIVE"


class Noted(BaseModel):
    """What is read of an earlier report: where the chains ended."""

    heads: tuple[Head, ...]


def upgrade_tables(database: str, *, as_json: bool) -> None:
    """Make the tables, or bring them to the version of this ddrflow."""
    before, after = upgrade_database(address(database))
    if as_json:
        document({"before": before, "after": after})
    elif before == after:
        line(f"the tables are of version {after} already")
    else:
        line(f"the tables are now of version {after} ({before or 'there were none'} before)")


def verify_record(case: str, noted: str, *, database: str, as_json: bool) -> Exit:
    """Verify one case or the whole record; the first problem of each case is told."""
    heads = _noted(noted) if noted else ()
    with store(database) as found:
        report = found.verify(case, heads)
    if case and report.is_clean and not (report.entries or report.refusals):
        raise UnknownName("case", case)
    if as_json:
        document(record_data(report))
    else:
        for one in report.problems:
            line(f"{CODE}: {one}")
        line(summary(report))
    return Exit.OK if report.is_clean else Exit.BAD_FILE


def export_case(case: str, out: str, *, database: str) -> None:
    """Write all of one case into one open file, or to standard output."""
    with store(database) as found:
        text = found.take_out(case).model_dump_json(by_alias=True, indent=2)
    if not out:
        sys.stdout.write(f"{text}\n")
        return
    _write(Path(out), f"{text}\n")
    line(f"case {case} written to {out}")


def import_case(file: str, *, database: str) -> None:
    """Take a case in from such a file; nothing is recorded of one that was changed."""
    archive = _read(file)
    document = closed_down(archive.workflow.document) or ""
    try:
        # A case whose rules cannot be run would stand in everybody's way.
        restored(document)
    except BadFile as fault:
        raise _no_archive(file, f"its workflow cannot be run: {fault.findings[0]}") from fault
    with store(database) as found:
        count = found.put_in(archive)
    line(f"case {archive.case} taken in with {count} entries")


def _write(path: Path, text: str) -> None:
    """All of the file or none of it; one that is there is not touched."""
    if not path.parent.is_dir():
        raise UnknownName("folder", str(path.parent))
    try:
        # A case is for whoever took it out, and for nobody else on the machine.
        put_whole(text, path, is_private=True)
    except FileExistsError:
        message = "the file exists already"
        raise BadFile(
            (Finding(Place(str(path)), "E-FILE", message, "name another file"),)
        ) from None
    except OSError as fault:
        message = f"it cannot be written: {(fault.strerror or 'unknown reason').lower()}"
        raise BadFile((Finding(Place(str(path)), "E-FILE", message),)) from fault


def _read(file: str) -> Archive:
    try:
        return Archive.model_validate_json(content(file))
    except ValidationError as fault:
        raise _no_archive(file, f"this is no file of a case: {first_problem(fault)}") from fault


def _noted(file: str) -> tuple[Head, ...]:
    try:
        return Noted.model_validate_json(content(file)).heads
    except ValidationError as fault:
        message = f"this is no report on a record: {first_problem(fault)}"
        help_line = "`ddrflow verify --json` prints one"
        raise BadFile((Finding(Place(file), "E-FILE", message, help_line),)) from fault


def _no_archive(file: str, message: str) -> BadFile:
    return BadFile((Finding(Place(file), ARCHIVE, message, "`ddrflow export CASE` writes one"),))
