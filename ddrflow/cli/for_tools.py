"""What is handed to other tools: `ddrflow bpmn`, and logs of cases in several formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ddrflow.cli.console import counted, line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import engine
from ddrflow.cli.writing import print_or_write
from ddrflow.errors import BadRecord, UnknownName
from ddrflow.export import (
    bpmn,
    event_lines,
    event_log,
    event_table,
    identity_line,
    ocel,
    trace_of,
)
from ddrflow.model.events import Entry
from ddrflow.workflow.load import load

#: The whole record of one case.
History = tuple[Entry, ...]


def write_bpmn(name: str, out: Path | None) -> None:
    """Print the case graph as BPMN, or write it. Raises as loading does, BadCommand."""
    with reading(name):
        workflow = load(name)
    print_or_write(bpmn(workflow), out, identity_line(workflow))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which log is asked for: of which cases, where it goes, and what stands in it."""

    cases: Sequence[str]
    database: str
    out: Path | None
    simulated: bool
    persons: bool


def write_xes(wanted: Wanted, *, besides: bool) -> Exit:
    """Print how the cases moved as XES, or write it; `besides` their steps, all that took place.

    Among all, a case that cannot be read is left out and named. Raises UnknownName and
    BadRecord for one that was asked for, BadCommand.
    """

    def log(histories: Sequence[History]) -> str:
        traces = (trace_of(one, besides=besides) for one in histories)
        return event_log(traces, simulated=wanted.simulated, persons=wanted.persons)

    return _write(wanted, log)


def write_ocel(wanted: Wanted) -> Exit:
    """Print what took place around the cases as OCEL, or write it; otherwise as `write_xes`."""

    def log(histories: Sequence[History]) -> str:
        return ocel(histories, simulated=wanted.simulated, persons=wanted.persons)

    return _write(wanted, log)


def write_events(wanted: Wanted, *, as_csv: bool) -> Exit:
    """Print what was recorded, a line an entry, or write it; otherwise as `write_xes`."""
    told = event_table if as_csv else event_lines

    def log(histories: Sequence[History]) -> str:
        return told(histories, simulated=wanted.simulated, persons=wanted.persons)

    return _write(wanted, log)


def _write(wanted: Wanted, log: Callable[[Sequence[History]], str]) -> Exit:
    histories: list[History] = []
    left_out: dict[str, str] = {}
    with engine(wanted.database) as found:
        for case_id in dict.fromkeys(wanted.cases or found.cases()):
            try:
                histories.append(found.events(case_id))
            except (BadRecord, UnknownName) as fault:
                if wanted.cases:
                    raise
                left_out[case_id] = f"{fault.code}: {fault}"
    print_or_write(log(histories), wanted.out, counted(len(histories), "case"))
    for case, trouble in left_out.items():
        line(f"left out: {case}: {trouble}", is_error=True)
    return Exit.BAD_FILE if left_out else Exit.OK
