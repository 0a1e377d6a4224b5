"""What the words of a procedure mean, and what changed in it from version to version."""

from collections.abc import Iterator

from ddrflow.export import choices
from ddrflow.export.glossary import used_in
from ddrflow.export.wording import bullets, plain
from ddrflow.model.workflow import Workflow


def words(text: str) -> Iterator[str]:
    """The words of the glossary that the text before this section uses."""
    yield "## What do the words mean?"
    yield bullets(f"**{word}**: {plain(meaning)}" for word, meaning in used_in(text).items())


def history(workflow: Workflow) -> Iterator[str]:
    """Each version that the file tells of, the newest first, and what it does not tell."""
    yield "## What has changed?"
    told = sorted(choices.history(workflow), key=lambda one: -one.version)
    if told:
        yield bullets(
            f"Version {one.version}, {one.since.isoformat()}: {plain(one.what)} "
            f"Decided by {plain(one.decided_by)}."
            for one in told
        )
    version = workflow.identity.version
    if version == 1 and not told:
        yield "This is the first version, and the file tells of no change."
    elif version not in {one.version for one in told}:
        yield f"The file does not tell what changed with version {version}, nor who decided it."
