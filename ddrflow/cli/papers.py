"""The commands that put a procedure before people: as a picture, a document, a form."""

from pathlib import Path
from typing import Annotated

import typer

from ddrflow.cli.options import DATABASE, Database, Reader, Speaking, not_empty

AsHtml = Annotated[bool, typer.Option("--html", help="One HTML page that needs nothing else.")]
Out = Annotated[Path | None, typer.Option(help="A new file to write into.")]


def add_papers(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command(short_help="The procedure as a picture.")(diagram)
    app.command(short_help="The procedure as a document.")(procedure)
    app.command(short_help="A form, blank or filled from a case.")(template)


def diagram(
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    as_svg: Annotated[
        bool, typer.Option("--svg", help="One SVG file that needs nothing else; the default.")
    ] = False,
    as_mermaid: Annotated[
        bool, typer.Option("--mermaid", help="A flowchart for pages that draw Mermaid.")
    ] = False,
    diff: Annotated[
        str,
        typer.Option(
            metavar="OLD", callback=not_empty, help="The version before: mark what changes since."
        ),
    ] = "",
    out: Out = None,
) -> None:
    """The procedure of a file as a picture: phases, who may lead, states, and every step.

    What is asked for is on the right of the states, what happens and is always recorded on the
    left. With `--diff` what is new, changed or gone is marked by a word, a sign and its line.
    """
    from ddrflow.cli.diagram import draw  # noqa: PLC0415 - `--help` imports nothing heavy

    draw(workflow, diff, out, as_svg=as_svg, as_mermaid=as_mermaid)


def procedure(
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    as_html: AsHtml = False,
    notice: Annotated[
        bool, typer.Option("--notice", help="The client's notice, in plain words.")
    ] = False,
    language: Speaking = "en",
    to_translate: Annotated[
        bool,
        typer.Option("--to-translate", help="The texts without words in the language, as PO."),
    ] = False,
    out: Out = None,
) -> None:
    """The procedure of a file as one document for every agency, in Markdown or HTML.

    Who leads when, what is asked of whom, who sits where, what a no changes, step by step, who
    may be told what, what is looked at when, what the words mean, what was chosen here, and what
    has changed. With `--notice` it is what the client is told: what is shared, with whom, and
    how to say no. What has no words in the language asked for is in English, and counted.
    """
    from ddrflow.cli.procedure import Wanted, write_procedure  # noqa: PLC0415 - as above

    wanted = Wanted(
        as_html=as_html, for_client=notice, language=language, to_translate=to_translate
    )
    write_procedure(workflow, out, wanted)


def template(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[WORKFLOW] KIND [ID]",
            help="`referral`, `agenda`, `minutes`, `plan`, `disclosure-notice`, `hand-over` or "
            "`review`; before it the workflow where no case is named, after it what it is about.",
        ),
    ],
    *,
    case: Annotated[
        str, typer.Option("--case", callback=not_empty, help="Fill it from this case.")
    ] = "",
    reader: Reader = "",
    database: Database = DATABASE,
    as_html: AsHtml = False,
    out: Out = None,
) -> None:
    """A form of a procedure, blank; with `--case`, filled with what is on record.

    It holds what its reader may know and, where it goes to others too (the client, everybody at
    a table, the next lead), what each of them may know. What is not known is left to be filled
    in by hand.
    """
    from ddrflow.cli.template import Asked, write_template  # noqa: PLC0415 - as above

    asked = Asked(tuple(words), case, reader, database)
    write_template(asked, out, as_html=as_html)
