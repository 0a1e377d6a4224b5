"""What the words of a procedure mean, and what changed in it from version to version."""

from collections.abc import Iterator

from ddrflow.export import choices
from ddrflow.export.glossary import used_in
from ddrflow.export.wording import bullets, plain
from ddrflow.languages import Language
from ddrflow.model.workflow import Workflow


def words(text: str, language: Language) -> Iterator[str]:
    """The words of the glossary that the text before this section uses; `text` is the English."""
    yield f"## {language.say('What do the words mean?')}"
    told = [
        f"**{language.word('glossary', word)}**: {plain(language.word('meaning', meaning))}"
        for word, meaning in used_in(text).items()
    ]
    yield bullets(told if language.is_english else sorted(told, key=str.casefold))


def history(workflow: Workflow, language: Language) -> Iterator[str]:
    """Each version that the file tells of, the newest first, and what it does not tell."""
    say = language.say
    yield f"## {say('What has changed?')}"
    told = sorted(choices.history(workflow), key=lambda one: -one.version)
    if told:
        yield bullets(
            say(
                "Version {version}, {day}: {what} Decided by {who}.",
                version=one.version,
                day=language.day(one.since.isoformat()),
                what=plain(language.file(one.what)),
                who=plain(language.file(one.decided_by)),
            )
            for one in told
        )
    version = workflow.identity.version
    if version == 1 and not told:
        yield say("This is the first version, and the file tells of no change.")
    elif version not in {one.version for one in told}:
        yield say(
            "The file does not tell what changed with version {version}, nor who decided it.",
            version=version,
        )
