"""`ddrflow daemon`, and what is said to timers: the commands and their options."""

from pathlib import Path
from typing import Annotated

import typer

from ddrflow.cli.options import DATABASE, AsJson, CaseId, Database

daemon = typer.Typer(
    no_args_is_help=False,
    invoke_without_command=True,
    rich_markup_mode=None,
    help="Record what is due when it is due, until it is stopped.",
)
Settings = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        envvar="DDRFLOW_DAEMON_CONFIG",
        help="Settings, as TOML; DDRFLOW_DAEMON_SWEEP_EVERY and the like come before them.",
    ),
]


def add_daemon(app: typer.Typer) -> None:
    """Put it into the program."""
    app.add_typer(daemon, name="daemon", short_help="Record what is due when it is due.")


@daemon.callback()
def run(
    context: typer.Context,
    *,
    config: Settings = None,
    database: Annotated[
        str,
        typer.Option(
            "--db",
            envvar="DDRFLOW_DB",
            help="The database; else the one of the settings, else `sqlite:///ddrflow.db`.",
        ),
    ] = "",
    once: Annotated[
        bool, typer.Option("--once", help="Record what is due by now, and end: for cron.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Read the settings, say what they are, and end.")
    ] = False,
) -> None:
    """Record what is due when it is due, until it is stopped.

    Reviews come due, are reminded of and missed, consents and orders end, proposals run out: each
    is recorded once, also by several daemons on one PostgreSQL; on SQLite a second one stands by.
    SIGTERM lets it finish what it began, SIGHUP has it read its settings again. It logs to standard
    error, for people on a terminal and as JSON elsewhere, unless `--log` says otherwise.
    """
    if context.invoked_subcommand is not None:
        return
    from ddrflow.cli import daemon_running  # noqa: PLC0415 - `--help` imports nothing heavy

    root = context.find_root()
    source = root.get_parameter_source("log")
    log = str(root.params["log"]) if source is not None and source.name != "DEFAULT" else ""
    asked = daemon_running.Asked(config, database, once=once, check=check, log=log)
    raise typer.Exit(daemon_running.run(asked))


@daemon.command("status", short_help="How daemons and reviews stand.")
def status(
    *,
    upcoming: Annotated[
        int, typer.Option("--next", min=0, max=10_000, help="How much of what comes next.")
    ] = 20,
    swept_within: Annotated[
        str,
        typer.Option(
            metavar="DURATION",
            help="Where cron runs `daemon --once` and no daemon is to be at work: how long ago the "
            "last sweep may be, such as `15 min`.",
        ),
    ] = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show which daemons are at work, what comes next, what waits, and what is in quarantine.

    Exit code 3 where somebody has to look after something.
    """
    from ddrflow.cli import daemon_status  # noqa: PLC0415 - as above

    asked = daemon_status.Asked(upcoming, swept_within, as_json=as_json)
    raise typer.Exit(daemon_status.status(asked, database=database))


def release(
    case_id: CaseId,
    timer: Annotated[
        str, typer.Argument(metavar="REVIEW", help="By its name; all of the case if left out.")
    ] = "",
    *,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Let a review, or whatever else waits on a case, out of quarantine: it is tried at once.

    Exit code 3 where none of it is in quarantine.
    """
    from ddrflow.cli import daemon_status  # noqa: PLC0415 - as above

    raise typer.Exit(daemon_status.release(case_id, timer, database=database, as_json=as_json))
