"""The page of a workflow in the documentation: the procedure, its file, its stories."""

from collections.abc import Iterator

from ddrflow.export import choices
from ddrflow.export.procedure_chosen import chosen
from ddrflow.export.procedure_course import course, looked_at
from ddrflow.export.procedure_told import told
from ddrflow.export.procedure_who import leading, sitting, what_if
from ddrflow.export.wording import bullets, plain
from ddrflow.languages import ENGLISH
from ddrflow.model.workflow import Workflow
from ddrflow.stories.script import read_story, story_files
from docs.markdown import page


def written(workflow: Workflow) -> str:
    """What a workflow says, in words."""
    return page(plain(workflow.title), *_parts(workflow))


def _parts(workflow: Workflow) -> Iterator[str]:
    yield plain(choices.summary(workflow))
    yield _identity(workflow)
    yield from leading(workflow, ENGLISH)
    yield from sitting(workflow, ENGLISH)
    yield from what_if(workflow, ENGLISH)
    heading, *steps = course(workflow, ENGLISH)
    yield heading
    yield _picture(workflow)
    yield from steps
    yield from told(workflow, ENGLISH)
    yield from looked_at(workflow, ENGLISH)
    yield from chosen(workflow, ENGLISH)
    yield from _stories(workflow)


def _identity(workflow: Workflow) -> str:
    named, base = workflow.identity, choices.base(workflow)
    rests = f", on the base `{base}`" if base else ""
    file = f"[{named.name}.yaml](../../workflows/{named.name}.yaml)"
    return f"{file}, version {named.version}{rests}. Days count in {workflow.procedure.zone}."


def _picture(workflow: Workflow) -> str:
    """A link to the file beside the page, and an image of it."""
    name = workflow.identity.name
    return (
        f"![{plain(workflow.title)}: every state and every step in one picture; in words they "
        f"follow]({name}.svg)\n\n[The picture alone]({name}.svg), and from a file: "
        f"`ddrflow diagram {name} --out {name}.svg`."
    )


def _stories(workflow: Workflow) -> Iterator[str]:
    yield "## Stories that play it"
    name = workflow.identity.name
    folder = f"../../workflows/stories/{name}"
    told = (
        (file, read_story(file.read_bytes(), path).script)
        for path, file in story_files(name).items()
    )
    yield bullets(
        f"[{plain(script.title)}]({folder}/{file.name}): {plain(script.tells)}"
        for file, script in told
    )
    yield f"`ddrflow demo {name}` plays them; `ddrflow rehearse {name}` lets you play it yourself."
