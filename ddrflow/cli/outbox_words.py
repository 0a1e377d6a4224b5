"""`ddrflow outbox`: the commands and their options."""

from typing import Annotated

import typer

from ddrflow.cli.options import DATABASE, AsJson, Database, not_empty

outbox = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What is to go to people and programs outside.",
)
HandlerName = Annotated[
    str,
    typer.Option(
        "--handler", metavar="NAME", callback=not_empty, help="Of this handler, by its name."
    ),
]


def add_outbox(app: typer.Typer) -> None:
    """Put it into the program."""
    app.add_typer(outbox, name="outbox", short_help="What is to go outside.")


@outbox.command("list", short_help="What waits, and the dead letters.")
def list_outbox(
    *,
    limit: Annotated[
        int, typer.Option("--limit", min=0, max=10_000, help="How much of what waits.")
    ] = 20,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show how much waits for which handler, what comes next, and every dead letter.

    Exit code 3 where there is a dead letter.
    """
    from ddrflow.cli import outbox_told  # noqa: PLC0415 - `--help` imports nothing heavy

    raise typer.Exit(outbox_told.listed(limit, database=database, as_json=as_json))


@outbox.command("replay", short_help="Have dead letters tried again.")
def replay(
    *,
    case: Annotated[
        str, typer.Option("--case", metavar="CASE", callback=not_empty, help="Of this case.")
    ] = "",
    entry: Annotated[
        int | None, typer.Option("--entry", min=1, help="Of this entry, with --case.")
    ] = None,
    handler: HandlerName = "",
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Have dead letters tried again from the start, under the keys that they had.

    Of one case, one of its entries, one handler, or all. Exit code 3 where there is none.
    """
    from ddrflow.cli import outbox_told  # noqa: PLC0415 - as above

    wanted = outbox_told.Wanted(case, entry or 0, handler, is_all=everything)
    raise typer.Exit(outbox_told.replayed(wanted, database=database, as_json=as_json))


@outbox.command("drop", short_help="Forget what is to go nowhere any more.")
def drop(
    *,
    handler: HandlerName = "",
    not_handed_out: Annotated[
        bool,
        typer.Option("--not-handed-out", help="What no handler was given yet: for none of them."),
    ] = False,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Forget what is still to go to a handler that is no more, dead letters too.

    Or all that was recorded before there was any handler: the first one that is named is given
    it otherwise. The record itself stays as it is. Exit code 3 where there is nothing to forget.
    """
    from ddrflow.cli import outbox_told  # noqa: PLC0415 - as above

    told = outbox_told.dropped(handler, all_left=not_handed_out, database=database, as_json=as_json)
    raise typer.Exit(told)
