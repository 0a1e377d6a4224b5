"""A workflow's parts in the words of people who read no file, as Markdown."""

import re
from collections.abc import Iterable
from typing import Final

from ddrflow.export.outline import RuleRow
from ddrflow.languages import Language
from ddrflow.model.workflow import Workflow
from ddrflow.rules import installed

MARKED: Final = re.compile(r"([\\`*_\[\]<>|#])")
#: How binding a rule is, as people say it.
FORCE: Final = {
    "law": "by law",
    "must": "always",
    "should": "as advice",
    "contested": "disputed",
}


def plain(text: str) -> str:
    """Text of a file, so that nothing in it is taken for Markdown."""
    return MARKED.sub(r"\\\1", " ".join(text.split()))


def prose(text: str) -> str:
    """Text in which nothing is taken for Markdown but the names in backticks."""
    return "".join(f"\\{one}" if one in "*_<>[]|#" else one for one in text)


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {one}" for one in lines)


def force(strength: str, language: Language) -> str:
    """How binding a rule is."""
    return language.word("force", FORCE[strength])


def role(workflow: Workflow, name: str, language: Language) -> str:
    """A role as people call it, with its id."""
    agency = workflow.procedure.agencies.get(name)
    if name == "lead":
        return language.say("whoever leads")
    titled = agency is not None and agency.title
    return f"{plain(language.file(agency.title))} (`{name}`)" if agency and titled else f"`{name}`"


def roles(workflow: Workflow, names: Iterable[str], language: Language) -> str:
    """Several of them."""
    return ", ".join(role(workflow, one, language) for one in names)


def source(text: str, language: Language) -> str:
    """Where something comes from, in brackets."""
    return f"[{plain(language.source(text))}]"


def asked(row: RuleRow, language: Language) -> str:
    """A rule as a question, how binding it is, its settings, its source, and why."""
    settings = ", ".join(_setting(*one, language) for one in row.settings.items())
    lifted = language.say("; a deviation may lift it") if row.liftable else ""
    only = language.say(" Only from {states}.", states=listed(row.only_from))
    because = f" {plain(language.file(row.because))}." if row.because else ""
    told = f"`{row.rule}`" + (f": {settings}" if settings else "")
    return language.say(
        "{force}: {question} ({rule}{lifted}) {source}{only}{because}",
        force=force(row.strength, language),
        question=language.rule(installed()[row.rule].asks),
        rule=told,
        lifted=lifted,
        source=source(row.source, language),
        only=only if row.only_from else "",
        because=because,
    )


def _setting(name: str, value: str, language: Language) -> str:
    said = language.word("setting", "True") if value == "True" else language.period(value)
    return f"{plain(language.word('setting', name))} {plain(said)}"


def listed(names: Iterable[str]) -> str:
    """Several names."""
    return ", ".join(names)
