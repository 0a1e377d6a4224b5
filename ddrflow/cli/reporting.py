"""What `verify` found, told in one line and the first problem of each case."""

from dataclasses import asdict
from typing import Any, Final

from rich.console import Console

from ddrflow.cli.console import counted, heading, indented, printable
from ddrflow.store.verify import Report

CODE: Final = "E-VERIFY"


def summary(report: Report) -> str:
    """What was looked at, and whether all of it is as it was recorded, in one line."""
    looked = (
        counted(report.cases, "case"),
        counted(report.entries, "entry", "entries"),
        counted(report.refusals, "refusal"),
    )
    return f"{', '.join(looked)}: {'clean' if report.is_clean else 'NOT CLEAN'}"


def record_data(report: Report) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "clean": report.is_clean,
        "cases": report.cases,
        "entries": report.entries,
        "refusals": report.refusals,
        "problems": [
            {"case": one.case_id, "seq": one.seq, "what": one.what} for one in report.problems
        ],
        "heads": [asdict(one) for one in report.heads],
    }


def tell_report(console: Console, report: Report, kept: str) -> None:
    """How the record of a demonstration stands, and where it is."""
    heading(console, "The record, verified")
    where = f"kept in {printable(kept)}" if kept else "on SQLite, deleted now"
    indented(console, f"{summary(report)} ({where})")
    for one in report.problems:
        indented(console, f"{CODE}: {one}")
