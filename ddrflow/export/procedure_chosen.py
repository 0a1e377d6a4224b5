"""What a workflow chose, changed and rests on."""

from collections.abc import Iterator

from ddrflow.export import choices
from ddrflow.export.wording import bullets, plain
from ddrflow.languages import Language
from ddrflow.model.workflow import Workflow


def chosen(workflow: Workflow, language: Language) -> Iterator[str]:
    """Local choices, what was not verified, what is open, overrides, sources."""
    say = language.say
    yield f"## {say('What is chosen here?')}"
    lists = (
        (
            say("Where law, paper and public facts are silent, this file chose:"),
            choices.local_choices(workflow, language),
        ),
        (
            say("Known from elsewhere, and no public source was found:"),
            choices.not_verified(workflow, language),
        ),
        (say("Not decided yet:"), choices.still_open(workflow, language)),
    )
    for opening, found in lists:
        if found:
            yield f"{opening}\n\n{bullets(found)}"
    changed = choices.changes(workflow)
    if changed:
        opening = say("Changed from the base, and why:")
        yield f"{opening}\n\n" + bullets(
            f"`{name}`: {plain(language.file(why))}" for name, why in changed.items()
        )
    sources = (f"`{name}`: {plain(language.file(text))}" for name, text in workflow.sources.items())
    yield f"{say('Sources:')}\n\n{bullets(sources)}"
