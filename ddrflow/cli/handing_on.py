"""Commands that write files for other tools: their options. What each does is in `for_tools`."""

from pathlib import Path
from typing import Annotated

import typer

from ddrflow.cli.options import DATABASE, Database

Out = Annotated[Path | None, typer.Option(help="A new file to write into.")]


def add_for_tools(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command("bpmn", short_help="The case graph for process tools.")(_bpmn)
    app.command("xes", short_help="How cases moved, for process mining.")(_xes)


def _bpmn(
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    out: Out = None,
) -> None:
    """The case graph of a file as BPMN 2.0 with its diagram, for tools that draw or check it.

    A state is an exclusive gateway, a step a task for each state that it leaves. What a step
    asks is told in words at its task: a tool that reads the graph sees no rule.
    """
    from ddrflow.cli.for_tools import write_bpmn  # noqa: PLC0415 - `--help` imports nothing heavy

    write_bpmn(workflow, out)


def _xes(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CASE", help="All if none is named.")
    ] = None,
    *,
    out: Out = None,
    database: Database = DATABASE,
) -> None:
    """How cases moved, step by step, as an event log in XES, for tools that mine processes.

    Ids, roles and organisations, no person and no free text. What was corrected is left out.
    Exit code 3 if a case cannot be read: it is left out and named.
    """
    from ddrflow.cli.for_tools import write_xes  # noqa: PLC0415 - as above

    raise typer.Exit(write_xes(cases or [], out, database=database))
