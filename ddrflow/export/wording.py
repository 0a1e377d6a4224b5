"""A workflow's parts in the words of people who read no file, as Markdown."""

import re
from collections.abc import Iterable
from typing import Final

from ddrflow.export.outline import RuleRow
from ddrflow.model.workflow import Workflow
from ddrflow.rules import installed

MARKED: Final = re.compile(r"([\\`*_\[\]<>|#])")
FORCE: Final = {
    "law": "by law",
    "must": "always",
    "should": "as advice",
    "contested": "disputed",
}


def plain(text: str) -> str:
    """Text of a file, so that nothing in it is taken for Markdown."""
    return MARKED.sub(r"\\\1", " ".join(text.split()))


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {one}" for one in lines)


def role(workflow: Workflow, name: str) -> str:
    """A role as people call it, with its id."""
    agency = workflow.procedure.agencies.get(name)
    if name == "lead":
        return "whoever leads"
    return f"{plain(agency.title)} (`{name}`)" if agency and agency.title else f"`{name}`"


def roles(workflow: Workflow, names: Iterable[str]) -> str:
    """Several of them."""
    return ", ".join(role(workflow, one) for one in names)


def source(text: str) -> str:
    """Where something comes from, in brackets."""
    return f"[{plain(text)}]"


def asked(row: RuleRow) -> str:
    """A rule as a question, how binding it is, its settings, its source, and why."""
    rule = installed()[row.rule]
    settings = ", ".join(f"{plain(name)} {plain(value)}" for name, value in row.settings.items())
    lifted = "; a deviation may lift it" if row.liftable else ""
    only = f" Only from {', '.join(row.only_from)}." if row.only_from else ""
    because = f" {plain(row.because)}." if row.because else ""
    told = f"`{row.rule}`" + (f": {settings}" if settings else "")
    return (
        f"{FORCE[row.strength]}: {rule.asks} ({told}{lifted}) {source(row.source)}{only}{because}"
    )


def listed(names: Iterable[str]) -> str:
    """Several names."""
    return ", ".join(names)
