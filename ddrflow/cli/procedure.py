"""`ddrflow procedure`: the procedure of a file, and the client's notice, as documents."""

from pathlib import Path

import typer

from ddrflow.cli.console import line
from ddrflow.cli.naming import reading
from ddrflow.errors import BadCommand
from ddrflow.export import clients_notice, html_page, identity_line, procedure
from ddrflow.workflow.load import load


def write_procedure(name: str, out: Path | None, *, as_html: bool, for_client: bool) -> None:
    """Print the document, or write it into a file that is not there yet.

    Raises BadCommand for a file that is there, and for a notice where there is no client.
    """
    with reading(name):
        workflow = load(name)
    text = clients_notice(workflow) if for_client else procedure(workflow)
    if not text:
        message = f"`{workflow.identity.name}` knows no client"
        raise BadCommand("notice", message, "leave `--notice` out")
    if as_html:
        title = "What you should know" if for_client else workflow.title
        text = html_page(text, title, identity_line(workflow))
    put(text, out, identity_line(workflow))


def put(text: str, out: Path | None, told: str) -> None:
    """Print a document, or write it into a file that is not there yet and say what was written.

    Raises BadCommand for a file that is there or cannot be written.
    """
    if out is None:
        typer.echo(text, nl=False)
        return
    if out.exists():
        raise BadCommand("out", f"`{out}` is there already", "name another file, or remove it")
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as fault:
        message = f"`{out}` cannot be written: {fault.strerror}"
        raise BadCommand("out", message, "name a file in a folder of your own") from fault
    line(f"{out}: written, {told}")
