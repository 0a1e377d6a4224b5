"""`ddrflow procedure`: the procedure of a file, and the client's notice, as documents."""

from pathlib import Path

from ddrflow.cli.naming import reading
from ddrflow.cli.writing import print_or_write
from ddrflow.errors import BadCommand
from ddrflow.export import clients_notice, html_page, identity_line, procedure
from ddrflow.export.diagram import picture, svg
from ddrflow.export.procedure_course import COURSE
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
        figures = {} if for_client else {COURSE: svg(picture(workflow))}
        text = html_page(text, title, identity_line(workflow), figures=figures)
    print_or_write(text, out, identity_line(workflow))
