"""`ddrflow procedure`: the procedure of a file, and the client's notice, as documents."""

from dataclasses import dataclass
from pathlib import Path

from ddrflow.cli.console import line
from ddrflow.cli.naming import reading
from ddrflow.cli.writing import print_or_write
from ddrflow.errors import BadCommand
from ddrflow.export import clients_notice, html_page, identity_line, procedure
from ddrflow.export.clients_notice import notice_heading
from ddrflow.export.diagram import picture, svg
from ddrflow.export.procedure_course import course_heading
from ddrflow.languages import Language, to_translate
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import load
from ddrflow.workflow.texts import own_words, speaking


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which document is asked for, and how it is written."""

    as_html: bool
    for_client: bool
    language: str
    to_translate: bool


def write_procedure(name: str, out: Path | None, wanted: Wanted) -> None:
    """Print the document, or write it into a file that is not there yet.

    What had to stay in English is counted on standard error. Raises BadCommand for a file that is
    there, for a language that is not, and for a notice where there is no client.
    """
    with reading(name):
        workflow = load(name)
        language = speaking(wanted.language, workflow, name)
        own = own_words(wanted.language, workflow, name)
    if wanted.to_translate:
        procedure(workflow, language)
        clients_notice(workflow, language)
        print_or_write(to_translate(language.missing), out, identity_line(workflow))
        _stale(len(own.keys() - language.asked), language)
        return
    text = _document(workflow, language, wanted)
    print_or_write(text, out, identity_line(workflow))
    if language.missing:
        line(
            f"{len(language.missing)} texts of `{workflow.identity.name}` have no words in "
            f"`{language.code}` and are in English",
            is_error=True,
        )


def _stale(count: int, language: Language) -> None:
    if count:
        line(
            f"entries of the catalogue in `{language.code}` for what the file does not say: "
            f"{count}",
            is_error=True,
        )


def _document(workflow: Workflow, language: Language, wanted: Wanted) -> str:
    write = clients_notice if wanted.for_client else procedure
    text = write(workflow, language)
    if not text:
        message = f"`{workflow.identity.name}` knows no client"
        raise BadCommand("notice", message, "leave `--notice` out")
    if not wanted.as_html:
        return text
    title = notice_heading(language) if wanted.for_client else language.file(workflow.title)
    figures = {} if wanted.for_client else {course_heading(language): svg(picture(workflow))}
    return html_page(text, title, identity_line(workflow, language), language, figures)
