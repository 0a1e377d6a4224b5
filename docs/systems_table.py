"""The table of systems in the README, and the index of their pages."""

from collections.abc import Iterable, Iterator
from typing import Final

from ddrflow.export.outline import conferences, leads
from ddrflow.export.wording import plain
from ddrflow.model.workflow import Workflow
from ddrflow.stories.script import story_files
from docs.markdown import table

COLUMNS: Final = ("System", "Who leads, phase by phase", "Core", "Consent", "Reviews", "Stories")


def systems(workflows: Iterable[Workflow], folder: str) -> str:
    """One row for each workflow; `folder` is where their pages lie, from where the table stands."""
    return table(COLUMNS, [list(_row(one, folder)) for one in workflows])


def _row(workflow: Workflow, folder: str) -> Iterator[str]:
    name = workflow.identity.name
    yield f"[{name}]({folder}{name}.md): {plain(workflow.title)}"
    yield "; ".join(dict.fromkeys(_leads(workflow)))
    kinds = conferences(workflow)
    yield "; ".join(f"{one.name}: {', '.join(one.core)}" for one in kinds) or "no conferences"
    yield ", ".join(workflow.procedure.consents) or "none"
    yield "; ".join(f"{one.name} {one.every}" for one in workflow.reviews.values())
    yield str(len(story_files(name)))


def _leads(workflow: Workflow) -> Iterator[str]:
    by_phase: dict[str, list[str]] = {}
    for one in leads(workflow):
        by_phase.setdefault(one.phase, []).append(one.role)
    yield from (f"{phase}: {' or '.join(found)}" for phase, found in by_phase.items())
