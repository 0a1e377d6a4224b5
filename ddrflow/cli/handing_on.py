"""Commands that write files for other tools: their options. What each does is in `for_tools`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ddrflow.cli.options import DATABASE, Database

Out = Annotated[Path | None, typer.Option(help="A new file to write into.")]
Cases = Annotated[list[str] | None, typer.Argument(metavar="CASE", help="All if none is named.")]
Persons = Annotated[
    bool, typer.Option("--persons", help="Tell persons too, as numbers within this log.")
]
Simulated = Annotated[
    bool, typer.Option("--simulated", help="Say in the log that no such cases ever were.")
]


class Events(StrEnum):
    """What of a case is in a log of how it moved."""

    STEPS = "steps"
    ALL = "all"


def add_for_tools(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command("bpmn", short_help="The case graph for process tools.")(_bpmn)
    app.command("xes", short_help="How cases moved, for process mining.")(_xes)
    app.command("ocel", short_help="What took place around cases, as objects.")(_ocel)
    app.command("events", short_help="What was recorded, one line an entry.")(_events)


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
    cases: Cases = None,
    *,
    events: Annotated[
        Events, typer.Option(help="The steps alone, or conferences, reviews, lead, effort too.")
    ] = Events.STEPS,
    persons: Persons = False,
    simulated: Simulated = False,
    out: Out = None,
    database: Database = DATABASE,
) -> None:
    """How cases moved, step by step, as an event log in XES, for tools that mine processes.

    Ids, roles and organisations, no free text, and no person but as a number. What was corrected
    is left out. Exit code 3 if a case cannot be read: it is left out and named.
    """
    from ddrflow.cli.for_tools import Wanted, write_xes  # noqa: PLC0415 - as above

    wanted = Wanted(cases or [], database, out, simulated, persons)
    raise typer.Exit(write_xes(wanted, besides=events is Events.ALL))


def _ocel(
    cases: Cases = None,
    *,
    persons: Persons = False,
    simulated: Simulated = False,
    out: Out = None,
    database: Database = DATABASE,
) -> None:
    """What took place around cases as an object-centric event log: OCEL 2.0, in JSON.

    Objects are cases, organisations in a role, terms of lead, conferences and turns of reviews.
    Every entry that counts is an event, with what it is to each of them. No free text. Exit code
    3 as `xes`.
    """
    from ddrflow.cli.for_tools import Wanted, write_ocel  # noqa: PLC0415 - as above

    raise typer.Exit(write_ocel(Wanted(cases or [], database, out, simulated, persons)))


def _events(
    cases: Cases = None,
    *,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="A table for spreadsheets instead of JSON Lines.")
    ] = False,
    persons: Persons = False,
    simulated: Simulated = False,
    out: Out = None,
    database: Database = DATABASE,
) -> None:
    """What was recorded of cases, one line an entry that counts: JSON Lines, or CSV.

    A line has all facts of its event, a row of the table the commonest ones. No free text. Exit
    code 3 as `xes`.
    """
    from ddrflow.cli.for_tools import Wanted, write_events  # noqa: PLC0415 - as above

    wanted = Wanted(cases or [], database, out, simulated, persons)
    raise typer.Exit(write_events(wanted, as_csv=as_csv))
