"""How a demonstration ends: all cases in one table, and the whole record of one of them."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ddrflow.cli.console import heading, indented, printable, table
from ddrflow.cli.telling import local, who, words
from ddrflow.decide import Line
from ddrflow.model.case import Case
from ddrflow.model.events import Entry, EntryCorrected
from ddrflow.stories import Tale

STRUCK = "strike dim"


def close(console: Console, tales: Sequence[Tale], *, quiet: bool) -> None:
    """The table of all cases; unless quiet, also the record of one case with a correction."""
    heading(console, "All cases")
    names = ("case, workflow", "state, phase", "lead", "refused", "open breaches", "next review")
    table(console, names, [_row(one) for one in tales])
    corrected = next((one for one in tales if _corrections(one)), None)
    if not quiet and corrected is not None:
        _record(console, corrected)


def next_review(case: Case) -> str:
    """The review that comes next, its day, and how it stands where it is overdue."""
    first = min(case.reviews.values(), key=lambda one: one.due_on, default=None)
    if first is None:
        return "none" if case.is_open else "case closed"
    status = "" if first.status == "scheduled" else f", {first.status}"
    return f"{first.due_on}{status}\n{first.name}"


def _row(tale: Tale) -> tuple[str, ...]:
    script = tale.story.script
    case = tale.engine.case(script.case)
    return (
        f"{printable(script.case)}\n{case.workflow.name}",
        f"{case.position.state}\n{case.position.phase or 'ended'}",
        case.lead.current.role,
        str(len(tale.engine.refusals(script.case))),
        str(len(case.exceptions.open_breaches())),
        next_review(case),
    )


def _corrections(tale: Tale) -> dict[int, Entry]:
    """Each correction of a case by the number of the entry that it takes out."""
    return {
        one.event.wrong: one
        for one in tale.engine.events(tale.story.script.case)
        if isinstance(one.event, EntryCorrected)
    }


def _record(console: Console, tale: Tale) -> None:
    script = tale.story.script
    heading(console, f"The whole record of case {printable(script.case)}")
    indented(console, "Nothing is erased: an entry that was corrected stays, and does not count.")
    console.print()
    corrections = _corrections(tale)
    entries = {one.seq: one for one in tale.engine.events(script.case)}
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right")
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for one in tale.engine.timeline(script.case):
        by = corrections.get(one.seq) or corrections.get(entries[one.seq].cause)
        zone = tale.workflow.procedure.zone
        grid.add_row(str(one.seq), local(one.occurred_at, zone), _cell(tale, one, by))
    console.print(grid)


def _cell(tale: Tale, line: Line, correction: Entry | None) -> Text:
    zone = tale.workflow.procedure.zone
    cell = Text(words(line.what), style="" if line.counts else STRUCK)
    if not line.counts:
        by = f": corrected by no. {correction.seq}" if correction else ""
        cell = Text.assemble(cell, (f" - DOES NOT COUNT{by}", "bold"))
    recorded = local(line.recorded_at, zone)
    late = "" if recorded == local(line.occurred_at, zone) else f", recorded {recorded}"
    return Text.assemble(cell, (f"\n{who(line.actor)}{late}", "dim"))
