"""`ddrflow measures`: numbers from the record, as text, as JSON or as a table for spreadsheets."""

import csv
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console

from ddrflow.cli.console import counted, document, heading, line, page, printable, table
from ddrflow.cli.exits import Exit
from ddrflow.cli.opened import engine
from ddrflow.errors import BadCommand
from ddrflow.export.spreadsheet import cell
from ddrflow.measures import Figure, Finding, Report, Unit, report
from ddrflow.measures.document import figure_document, report_document

COLUMNS: Final = ("case", "measure", "by", "of", "unit", "value")
NUMBERS: Final = ("numerator", "denominator", "number", "least", "most")


def measures(cases: Sequence[str], *, database: str, as_json: bool, as_csv: bool) -> Exit:
    """Print the measures of the cases named, or of all. Raises UnknownName, BadRecord."""
    if as_json and as_csv:
        raise BadCommand("--csv", "the answer is either JSON or CSV", "leave out one of the two")
    with engine(database) as found:
        told = report(found, cases)
    if as_json:
        document(report_document(told).model_dump(mode="json", by_alias=True))
    elif as_csv:
        _write(told)
    else:
        _show(told, each=bool(cases))
    for case, trouble in told.left_out.items():
        line(f"left out: {case}: {trouble}", is_error=True)
    return Exit.BAD_FILE if told.left_out else Exit.OK


def _show(told: Report, *, each: bool) -> None:
    with page() as console:
        for case, findings in told.cases.items() if each else ():
            _section(console, f"case {printable(case)}", findings)
        if not each or len(told.cases) > 1:
            _section(console, f"over {counted(len(told.cases), 'case')}", told.over_all)


def _section(console: Console, title: str, findings: Sequence[Finding]) -> None:
    heading(console, title)
    rows = [row for one in findings for row in _lines(one)]
    table(console, ("measure", "comes to"), rows)


def _lines(one: Finding) -> Iterator[tuple[str, str]]:
    yield one.measure.name, words(one.figure)
    for name, figure in one.groups.items():
        yield f"  {printable(name)}", words(figure)


def words(figure: Figure | None) -> str:
    """A figure for people: a share with what it is of, days with the shortest and longest."""
    if figure is None:
        return "not known"
    if figure.unit is Unit.SHARE:
        return f"{figure.total} of {figure.number} ({figure.value:.0%})"
    if figure.unit in (Unit.COUNT, Unit.MONEY):
        return str(figure.total)
    if figure.unit is Unit.HOURS:
        return f"{figure.total // 60}:{figure.total % 60:02} hours"
    if figure.unit is Unit.DAYS_IN_ALL or figure.number == 1:
        return counted(figure.total, "day")
    spread = f"{figure.least} to {figure.most}, {figure.number} of them"
    return f"{figure.middle:g} days ({spread})"


def _write(told: Report) -> None:
    """One row a figure; the rows of no case are over all of them."""
    written = csv.writer(sys.stdout, lineterminator="\n")
    written.writerow((*COLUMNS, *NUMBERS, "source"))
    for case, findings in (*told.cases.items(), ("", told.over_all)):
        for one in findings:
            written.writerow(_row(case, one, "", one.figure))
            for name, figure in one.groups.items():
                written.writerow(_row(case, one, name, figure))


def _row(case: str, one: Finding, of: str, figure: Figure | None) -> list[object]:
    measure = one.measure
    cells = [cell(case), measure.name, measure.by, cell(of), measure.unit]
    if figure is None:
        numbers: list[object] = [None] * (1 + len(NUMBERS))
    else:
        numbers = list(figure_document(figure).model_dump().values())
    return [*cells, *numbers, str(measure.source)]
