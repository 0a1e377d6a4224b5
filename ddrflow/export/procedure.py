"""A procedure as one document that every agency can be handed, made from its file alone."""

from collections.abc import Iterator

from ddrflow.export import choices
from ddrflow.export.procedure_chosen import chosen
from ddrflow.export.procedure_course import course, looked_at
from ddrflow.export.procedure_roles import responsibilities
from ddrflow.export.procedure_told import told
from ddrflow.export.procedure_who import leading, sitting, what_if
from ddrflow.export.procedure_words import history, words
from ddrflow.export.wording import bullets, plain
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.workflow import Workflow


def procedure(workflow: Workflow, language: Language = ENGLISH) -> str:
    """The whole procedure as Markdown: purpose, who, what, when, words, and on what it rests."""
    return whole(_all_parts(workflow, language), language)


def _all_parts(workflow: Workflow, language: Language) -> Iterator[str]:
    """What a reader meets in English decides which words are explained, in every language."""
    said, rests_on = _said(workflow, language), _rests_on(workflow, language)
    read = said + rests_on
    if not language.is_english:
        read = _said(workflow, ENGLISH) + _rests_on(workflow, ENGLISH)
    yield from (*said, *words("\n\n".join(read), language), *rests_on)


def _said(workflow: Workflow, language: Language) -> tuple[str, ...]:
    return tuple(_parts(workflow, language))


def _rests_on(workflow: Workflow, language: Language) -> tuple[str, ...]:
    return (*chosen(workflow, language), *history(workflow, language))


def whole(parts: Iterator[str], language: Language) -> str:
    """A document from its heading on; under it stands how many of its texts are in English."""
    heading, *rest = parts
    return "\n\n".join((heading, *_in_english(language), *rest)) + "\n"


def identity_line(workflow: Workflow, language: Language = ENGLISH) -> str:
    """By what a reader knows which edition is in their hands."""
    one = workflow.identity
    return language.say(
        "{name}, version {version}, digest {digest}{draft}",
        name=one.name,
        version=one.version,
        digest=one.digest[:12],
        draft=language.say("; a draft, not for cases") if workflow.is_draft else "",
    )


def _in_english(language: Language) -> Iterator[str]:
    if language.missing:
        yield language.say(
            "**Partly in English:** {count} texts of this document have not been translated.",
            count=len(language.missing),
        )


def _parts(workflow: Workflow, language: Language) -> Iterator[str]:
    base = choices.base(workflow)
    yield f"# {plain(language.file(workflow.title))}"
    yield language.say(
        "{edition}. Days count in {zone}.",
        edition=plain(identity_line(workflow, language)),
        zone=plain(str(workflow.procedure.zone)),
    )
    purpose = plain(language.file(choices.summary(workflow)))
    yield f"## {language.say('What is it for?')}\n\n{purpose}"
    if base:
        yield language.say("It extends the common principles of `{base}`.", base=base)
    yield f"## {language.say('How binding is it?')}\n\n{bullets(_forces(language))}"
    yield from leading(workflow, language)
    yield from responsibilities(workflow, language)
    yield from sitting(workflow, language)
    yield from what_if(workflow, language)
    yield from course(workflow, language)
    yield from told(workflow, language)
    yield from looked_at(workflow, language)


def _forces(language: Language) -> Iterator[str]:
    yield language.say("**by law**: a statute or an order. It refuses, and nothing lifts it.")
    yield language.say(
        "**always**: the agreed procedure. It refuses; a deviation lifts it where that is said."
    )
    yield language.say("**as advice**: it passes, and the warning is recorded.")
    yield language.say("**disputed**: it passes, and the reason for and against is recorded.")
