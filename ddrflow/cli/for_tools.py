"""What is handed to other tools: `ddrflow bpmn`, `ddrflow xes`."""

from collections.abc import Sequence
from pathlib import Path

from ddrflow.cli.console import counted, line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import engine
from ddrflow.cli.writing import print_or_write
from ddrflow.errors import BadRecord, UnknownName
from ddrflow.export import Trace, bpmn, event_log, identity_line, trace_of
from ddrflow.workflow.load import load


def write_bpmn(name: str, out: Path | None) -> None:
    """Print the case graph as BPMN, or write it. Raises as loading does, BadCommand."""
    with reading(name):
        workflow = load(name)
    print_or_write(bpmn(workflow), out, identity_line(workflow))


def write_xes(cases: Sequence[str], out: Path | None, *, database: str) -> Exit:
    """Print how the cases named moved, or all cases, as XES, or write it.

    Among all, a case that cannot be read is left out and named. Raises UnknownName and
    BadRecord for one that was asked for, BadCommand.
    """
    traces: list[Trace] = []
    left_out: dict[str, str] = {}
    with engine(database) as found:
        for case_id in dict.fromkeys(cases or found.cases()):
            try:
                traces.append(trace_of(found.events(case_id)))
            except (BadRecord, UnknownName) as fault:
                if cases:
                    raise
                left_out[case_id] = f"{fault.code}: {fault}"
    print_or_write(event_log(traces), out, counted(len(traces), "case"))
    for case, trouble in left_out.items():
        line(f"left out: {case}: {trouble}", is_error=True)
    return Exit.BAD_FILE if left_out else Exit.OK
