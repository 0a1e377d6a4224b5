"""A procedure as one document that every agency can be handed, made from its file alone."""

from collections.abc import Iterator
from typing import Final

from ddrflow.export import choices
from ddrflow.export.procedure_chosen import chosen
from ddrflow.export.procedure_course import course, looked_at, told
from ddrflow.export.procedure_roles import responsibilities
from ddrflow.export.procedure_who import leading, sitting, what_if
from ddrflow.export.procedure_words import history, words
from ddrflow.export.wording import bullets, plain
from ddrflow.model.workflow import Workflow

FORCES: Final = (
    "**by law**: a statute or an order. It refuses, and nothing lifts it.",
    "**always**: the agreed procedure. It refuses; a deviation lifts it where that is said.",
    "**as advice**: it passes, and the warning is recorded.",
    "**disputed**: it passes, and the reason for and against is recorded.",
)


def procedure(workflow: Workflow) -> str:
    """The whole procedure as Markdown: purpose, who, what, when, words, and on what it rests."""
    said, rests_on = tuple(_parts(workflow)), (*chosen(workflow), *history(workflow))
    used = words("\n\n".join((*said, *rests_on)))
    return "\n\n".join((*said, *used, *rests_on)) + "\n"


def identity_line(workflow: Workflow) -> str:
    """By what a reader knows which edition is in their hands."""
    one = workflow.identity
    draft = "; a draft, not for cases" if workflow.is_draft else ""
    return f"{one.name}, version {one.version}, digest {one.digest[:12]}{draft}"


def _parts(workflow: Workflow) -> Iterator[str]:
    base = choices.base(workflow)
    yield f"# {plain(workflow.title)}"
    yield f"{plain(identity_line(workflow))}. Days count in {plain(str(workflow.procedure.zone))}."
    yield f"## What is it for?\n\n{plain(choices.summary(workflow))}"
    if base:
        yield f"It extends the common principles of `{base}`."
    yield f"## How binding is it?\n\n{bullets(FORCES)}"
    yield from leading(workflow)
    yield from responsibilities(workflow)
    yield from sitting(workflow)
    yield from what_if(workflow)
    yield from course(workflow)
    yield from told(workflow)
    yield from looked_at(workflow)
