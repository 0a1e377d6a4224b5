"""The commands and their options. What each does is in the module of its name."""

from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Annotated, Final

import typer
from typer.main import get_group

from ddrflow.cli.above_words import add_above
from ddrflow.cli.cases import add_groups
from ddrflow.cli.daemon_words import add_daemon
from ddrflow.cli.handing_on import add_for_tools
from ddrflow.cli.options import DATABASE, Acting, AsJson, CaseId, Database, Key, not_empty
from ddrflow.cli.outbox_words import add_outbox
from ddrflow.cli.papers import add_papers
from ddrflow.cli.simulation_words import add_simulation
from ddrflow.cli.versions import add_versions
from ddrflow.cli.words import add_words

app = typer.Typer(
    name="ddrflow",
    help="Case conferences under a declared procedure: check it, read it, keep cases to it.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Document(StrEnum):
    """What a JSON Schema can be asked for."""

    WORKFLOW = "workflow"
    BASE = "base"
    STORY = "story"
    WORLD = "world"
    VERDICT = "verdict"
    REFUSAL = "refusal"
    ENTRY = "entry"
    CASE = "case"
    MEASURES = "measures"
    PLAN = "plan"


class Log(StrEnum):
    """How ddrflow logs, on standard error."""

    OFF = "off"
    CONSOLE = "console"
    JSON = "json"


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
    log: Annotated[
        Log,
        typer.Option("--log", envvar="DDRFLOW_LOG", help="Log to standard error, ids only."),
    ] = Log.OFF,
) -> None:
    """Case conferences under a declared procedure: check it, read it, keep cases to it."""
    del version
    if log is not Log.OFF:
        from ddrflow.log import configure  # noqa: PLC0415 - `--help` imports nothing heavy

        configure(as_json=log is Log.JSON)


add_groups(app)
add_words(app)
add_above(app)
add_versions(app)
add_for_tools(app)
add_papers(app)
add_daemon(app)
add_outbox(app)
add_simulation(app)


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
    proof: Annotated[
        bool, typer.Option("--proof/--no-proof", help="Search the procedure for holes too.")
    ] = True,
    notes: Annotated[bool, typer.Option("--notes", help="Tell what is worth knowing too.")] = False,
    histories: Annotated[
        Path | None,
        typer.Option(help="A folder to keep the history behind each finding in, as a story."),
    ] = None,
    as_sarif: Annotated[
        bool, typer.Option("--sarif", help="Print SARIF, for reviews on a code host.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check workflow files: everything that is wrong, where, and what would be right.

    Beyond what a file says, its procedure is searched for holes: each is told with the shortest
    history that leads there. Exit code 0 if all are good, 3 if one has an error, 2 if one does
    not exist.
    """
    from ddrflow.cli.check import Asked, check_files  # noqa: PLC0415 - `--help` stays light

    asked = Asked(
        as_json=as_json,
        as_sarif=as_sarif,
        with_notes=notes,
        with_proof=proof,
        histories=histories,
    )
    raise typer.Exit(check_files(files or [], asked))


@app.command(short_help="Show a workflow for reading.")
def show(
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a workflow for reading: who leads when, steps and rules, conferences, reviews."""
    from ddrflow.cli.show import show_workflow  # noqa: PLC0415 - as above

    show_workflow(workflow, as_json=as_json)


@app.command(short_help="Begin a local file from another workflow.")
def new(
    name: Annotated[str, typer.Argument(help="The id of the new workflow, and of its file.")],
    *,
    origin: Annotated[
        str,
        typer.Option(
            "--from", metavar="WORKFLOW", callback=not_empty, help="A shipped name, or a path."
        ),
    ],
    into: Annotated[str, typer.Option("--into", metavar="FOLDER", help="Where it goes.")] = ".",
    as_json: AsJson = False,
) -> None:
    """Begin a local file from another workflow, with every choice of it open again.

    It says what this place has to decide, what stands there now, and what could.
    """
    from ddrflow.cli.starting import start  # noqa: PLC0415 - as above

    start(name, origin, into, as_json=as_json)


@app.command(short_help="Print a JSON Schema.")
def schema(
    document: Annotated[Document, typer.Argument(help="Of which document.")] = Document.WORKFLOW,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="A new file, or an older such schema; else printed."
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a file that ddrflow reads, or of a record that it writes.

    Those of the files that people write (workflow, base, story) are made for editors.
    """
    from ddrflow.cli.schema import give_schema  # noqa: PLC0415 - as above

    give_schema(document, out)


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
    keep: Annotated[
        str, typer.Option("--keep", metavar="FILE", help="A new file for the database.")
    ] = "",
) -> None:
    """Play stories of synthetic cases on the real engine and a database, and tell what happens.

    Exit code 3 if a story does not come out as its file says, or the record is not clean.
    """
    from ddrflow.cli.demo import play  # noqa: PLC0415 - as above

    raise typer.Exit(play(stories or [], as_json=as_json, quiet=quiet, keep=keep))


@app.command(short_help="Play a synthetic case from the seats of its agencies.")
def rehearse(
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    story: Annotated[
        str,
        typer.Option(
            "--story", metavar="STORY", callback=not_empty, help="Begin with its case; else afresh."
        ),
    ] = "",
    until: Annotated[
        int,
        typer.Option("--until", min=0, metavar="N", help="Its steps that are played first."),
    ] = 0,
    script: Annotated[
        str,
        typer.Option(
            "--script", metavar="FILE", callback=not_empty, help="The lines; else asked for."
        ),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="The debrief alone, as one JSON document.")
    ] = False,
) -> None:
    """Play a synthetic case from the seats of its agencies; at the end a debrief.

    On a store in memory: no database is read or written. Lines come from a terminal, a pipe or
    a script; `help` lists the words. Exit code 3 at a line of a script that is wrong.
    """
    from ddrflow.cli import rehearsing  # noqa: PLC0415 - as above

    raise typer.Exit(
        rehearsing.rehearse(workflow, story=story, until=until, script=script, as_json=as_json)
    )


@app.command(short_help="What is before an organisation today.")
def today(
    *,
    organisation: Annotated[
        str, typer.Option("--organisation", "-o", callback=not_empty, help="By its id.")
    ],
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far to look ahead.")] = 14,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show what is before an organisation: what is due, what waits on it, the next steps."""
    from ddrflow.cli import listing  # noqa: PLC0415 - as above

    listing.today(organisation, days=days, database=database, as_json=as_json)


@app.command(short_help="Numbers from the record, by case and over all.")
def measures(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CASE", help="All if none is named.")
    ] = None,
    *,
    database: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="A table for spreadsheets instead of text.")
    ] = False,
) -> None:
    """Show how the work goes: attendance, reviews, the lead, needs, refusals and more.

    Every number is worked out from the record; what cannot be known is not shown as 0. Exit
    code 3 if a case cannot be read: it is left out and named.
    """
    from ddrflow.cli import measuring  # noqa: PLC0415 - as above

    raise typer.Exit(
        measuring.measures(cases or [], database=database, as_json=as_json, as_csv=as_csv)
    )


@app.command(short_help="Check that the record is what was recorded.")
def verify(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="All if left out.")] = "",
    *,
    noted: Annotated[
        str,
        typer.Option("--noted", metavar="FILE", help="An earlier `verify --json`, kept outside."),
    ] = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Work every chain and every projection out anew; exit code 3 where anything differs."""
    from ddrflow.cli.record import verify_record  # noqa: PLC0415 - as above

    raise typer.Exit(verify_record(case_id, noted, database=database, as_json=as_json))


@app.command(short_help="Delete free text for good.")
def erase(  # noqa: PLR0913 - each is an option by its name
    case_id: CaseId,
    *,
    acting: Acting,
    basis: Annotated[str, typer.Option(help="The law or order, as a code: gdpr-17.")],
    why: Annotated[str, typer.Option(help="A code, such as asked-for.")],
    entries: Annotated[str, typer.Option(metavar="NUMBERS", help="Of these entries: `3, 7`.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Of all entries so far.")] = False,
    key: Key = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Delete free text for good and record that; the facts stay, and the chain verifies.

    With `--all` the free text of what was refused on the case goes too.
    """
    from ddrflow.cli import acting as impl  # noqa: PLC0415 - as above

    raise typer.Exit(
        impl.act(
            "erase-content",
            impl.erasing(basis, why, entries, everything=everything),
            case=case_id,
            acting=acting,
            database=database,
            key=key,
            at="",
            as_json=as_json,
        )
    )


@app.command(short_help="Write all of one case into one open file.")
def export(
    case_id: CaseId,
    *,
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", metavar="FILE", callback=not_empty, help="A new file; else printed."
        ),
    ] = "",
    database: Database = DATABASE,
) -> None:
    """Write all of one case into one open file: entries, free text, refusals, its workflow."""
    from ddrflow.cli.record import export_case  # noqa: PLC0415 - as above

    export_case(case_id, out, database=database)


@app.command("import", short_help="Take a case in from such a file.")
def import_(
    file: Annotated[str, typer.Argument(help="A file that `export` wrote.")],
    *,
    database: Database = DATABASE,
) -> None:
    """Take a case in from a file that `export` wrote, verified, with its chain as it is."""
    from ddrflow.cli.record import import_case  # noqa: PLC0415 - as above

    import_case(file, database=database)


#: All of it, put together once: most of what a command costs that does little.
program: Final = get_group(app)
