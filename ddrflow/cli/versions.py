"""The commands about versions of a procedure: what changes, and what becomes of running cases."""

from pathlib import Path
from typing import Annotated

import typer

from ddrflow.cli.options import DATABASE, AsJson, Database, not_empty

Old = Annotated[str, typer.Argument(help="The version that is in force: a name, or a path.")]
New = Annotated[str, typer.Argument(help="The version that is proposed: a name, or a path.")]


def add_versions(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command("diff", short_help="What changes from one version to the next.")(diff)
    app.command("migrate", short_help="Move running cases to another version.")(migrate)
    app.command("replay", short_help="Ask recorded commands again under another version.")(replay)


def diff(
    old: Old,
    new: New,
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a paper for those who decide on it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What changes from one version of a procedure to the next, in words, and for whom.

    Nobody lives by titles and by the order of a file, so these are not compared. Exit code 0,
    whether or not anything changes; 3 if a file is wrong, 2 if there is none.
    """
    from ddrflow.cli.diff import diff_workflows  # noqa: PLC0415 - `--help` imports nothing heavy

    diff_workflows(old, new, as_markdown=markdown, as_json=as_json)


def migrate(  # noqa: PLR0913 - one for each option
    old: Annotated[
        str,
        typer.Argument(help="The version in force: a name, a path, or its number in the database."),
    ],
    new: New,
    *,
    database: Database = DATABASE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of each case, and stop.")
    ] = False,
    plan: Annotated[
        Path | None,
        typer.Option(help="The plan's file: written with `--dry-run`, carried out without."),
    ] = None,
    decided_by: Annotated[
        str,
        typer.Option("--decided-by", callback=not_empty, help="The person or body, by its id."),
    ] = "",
    decided_on: Annotated[
        str, typer.Option("--decided-on", callback=not_empty, help="The day; today if left out.")
    ] = "",
    text: Annotated[str, typer.Option("--text", help="Why, in words, kept with each case.")] = "",
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the plan as a paper to decide on and sign.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Move running cases from one version of a workflow to another, as somebody decided.

    Each case moves as it is, moves with the mapping that the file has under `migrates`, or
    stays, and it is said why. With `--dry-run` nothing is recorded: the plan says what the move
    changes for each case. Broken off, it goes on where it was when it is given again.
    """
    from ddrflow.cli.migrating import Asked, migrate_cases  # noqa: PLC0415 - as above

    asked = Asked(
        database=database,
        dry_run=dry_run,
        plan=plan,
        decided_by=decided_by,
        decided_on=decided_on,
        text=text,
        as_markdown=markdown,
        as_json=as_json,
    )
    raise typer.Exit(migrate_cases(old, new, asked))


def replay(
    new: New,
    *,
    case: Annotated[
        list[str] | None, typer.Option("--case", help="One case, by its id; again. All if none.")
    ] = None,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Ask every recorded command again under another version, and tell which differ, and why.

    Each is asked of the case as it stood then; what people would have done after another answer
    is not guessed. Nothing is recorded. Cases of every version of the workflow are asked,
    closed ones too.
    """
    from ddrflow.cli.replaying import replay_cases  # noqa: PLC0415 - as above

    replay_cases(new, tuple(case or ()), database=database, as_json=as_json)
