"""What a workflow chose, changed and rests on."""

from collections.abc import Iterator

from ddrflow.export import choices
from ddrflow.export.wording import bullets, plain
from ddrflow.model.workflow import Workflow


def chosen(workflow: Workflow) -> Iterator[str]:
    """Local choices, what was not verified, what is open, overrides, sources."""
    yield "## What is chosen here?"
    lists = (
        ("Where law, paper and public facts are silent, this file chose:", choices.local_choices),
        ("Known from elsewhere, and no public source was found:", choices.not_verified),
        ("Not decided yet:", choices.still_open),
    )
    for opening, found in lists:
        if found(workflow):
            yield f"{opening}\n\n{bullets(found(workflow))}"
    changed = choices.changes(workflow)
    if changed:
        yield "Changed from the base, and why:\n\n" + bullets(
            f"`{name}`: {plain(why)}" for name, why in changed.items()
        )
    sources = (f"`{name}`: {plain(text)}" for name, text in workflow.sources.items())
    yield f"Sources:\n\n{bullets(sources)}"
