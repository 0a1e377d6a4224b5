"""The commands and their options. What each does is in the module of its name."""

from enum import StrEnum
from importlib import metadata
from typing import Annotated

import typer

app = typer.Typer(
    name="ddrflow",
    help="Case conferences under a declared procedure: check it, read it, see it at work.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Document(StrEnum):
    """What a JSON Schema can be asked for."""

    WORKFLOW = "workflow"
    STORY = "story"
    VERDICT = "verdict"
    REFUSAL = "refusal"
    ENTRY = "entry"


AsJson = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]


def _version(wanted: bool) -> None:  # noqa: FBT001 - the form that typer calls
    if wanted:
        typer.echo(f"ddrflow {metadata.version('ddrflow')}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Case conferences under a declared procedure: check it, read it, see it at work."""


@app.command(short_help="Check workflow files.")
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE_OR_NAME",
            help="Files (`./mine.yaml`) or shipped names (`neustart`); all shipped ones if none.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Check workflow files: everything that is wrong, where, and what would be right.

    Exit code 0 if all are good, 3 if one has an error, 2 if one does not exist.
    """
    from ddrflow.cli.check import check_files  # noqa: PLC0415 - `--help` imports nothing heavy

    raise typer.Exit(check_files(files or [], as_json=as_json))


@app.command(short_help="Show a workflow for reading.")
def show(
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a workflow for reading: who leads when, steps and rules, conferences, reviews."""
    from ddrflow.cli.show import show_workflow  # noqa: PLC0415 - as above

    show_workflow(workflow, as_json=as_json)


@app.command(short_help="Print a JSON Schema.")
def schema(
    document: Annotated[Document, typer.Argument(help="Of which document.")] = Document.WORKFLOW,
) -> None:
    """Print the JSON Schema of a file that ddrflow reads, or of a record that it writes."""
    from ddrflow.cli.schema import print_schema  # noqa: PLC0415 - as above

    print_schema(document)


@app.command(short_help="Play stories of synthetic cases.")
def demo(
    stories: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STORY",
            help="Shipped stories by name, or by workflow; or story files. All shipped if none.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the closing table.")] = False,
) -> None:
    """Play stories of synthetic cases on the real engine, and tell what happens.

    Exit code 3 if a story does not come out as its file says.
    """
    from ddrflow.cli.demo import play  # noqa: PLC0415 - as above

    raise typer.Exit(play(stories or [], as_json=as_json, quiet=quiet))
