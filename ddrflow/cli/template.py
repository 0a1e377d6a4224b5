"""`ddrflow template`: a form of a procedure, blank or filled from a case."""

from dataclasses import dataclass
from pathlib import Path

from ddrflow.cli.naming import reading
from ddrflow.cli.opened import engine, viewer
from ddrflow.cli.writing import print_or_write
from ddrflow.errors import BadCommand
from ddrflow.export import identity_line
from ddrflow.export.templates import Filling, Template, form, form_page, named, template
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import load

BLANK = "ddrflow template WORKFLOW KIND [ID]"
FILLED = "ddrflow template --case CASE KIND [ID]"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: the words, and the case, the reader and the database by their options."""

    words: tuple[str, ...]
    case: str
    reader: str
    database: str


def write_template(asked: Asked, out: Path | None, *, as_html: bool) -> None:
    """Print the form, or write it into a file that is not there yet.

    Raises UnknownName for a kind, an id or a case that the reader knows nothing of, BadCommand
    for words that do not fit together.
    """
    made, workflow, text = _filled(asked) if asked.case else _blank(asked)
    foot = identity_line(workflow)
    print_or_write(form_page(text, made.title, foot) if as_html else text, out, foot)


def _blank(asked: Asked) -> tuple[Template, Workflow, str]:
    if asked.reader:
        raise BadCommand("--for", "a blank form is for everybody", "name a case with `--case`")
    name, kind, about = _said(asked.words, 2, BLANK)
    made = template(kind)
    with reading(name):
        workflow = load(name)
    return made, workflow, form(made, workflow, named(made, workflow, about, None))


def _filled(asked: Asked) -> tuple[Template, Workflow, str]:
    kind, about, _ = _said(asked.words, 1, FILLED)
    made, reader = template(kind), viewer(asked.reader)
    with engine(asked.database) as opened:
        known = opened.written(asked.case, reader)
        workflow = opened.workflow(opened.case(asked.case))
        about = named(made, workflow, about, known)
        written = opened.written(asked.case, reader, made.goes_to, about)
        filling = Filling(asked.case, opened.now(), reader, written)
    return made, workflow, form(made, workflow, about, filling)


def _said(words: tuple[str, ...], least: int, usage: str) -> tuple[str, str, str]:
    """The words in their places; what may be left out is empty."""
    if not least <= len(words) <= least + 1:
        raise BadCommand("words", f"{len(words)} of them do not make a form", f"`{usage}`")
    first, second, third = (*words, "", "")[:3]
    return first, second, third
