"""The words of every message, by its id: what is missing, as a fact; fields in backticks.

A template uses fields of its message, not always all of them. Other languages have a
catalogue of the same ids (`ddrflow.languages`).
"""

from collections.abc import Mapping
from string import Formatter
from typing import Final

from ddrflow.messages.days import DATES, DUE, LETTERS, WAITING
from ddrflow.messages.record import EVENTS, MIGRATION, STANDING
from ddrflow.messages.refusals import REFUSALS
from ddrflow.messages.rules import RULES

__all__ = [
    "CATALOGUE",
    "DATES",
    "DUE",
    "EVENTS",
    "LETTERS",
    "MIGRATION",
    "REFUSALS",
    "RULES",
    "STANDING",
    "WAITING",
    "filled",
    "render",
]

LONGEST: Final = 400

CATALOGUE: Final[Mapping[str, str]] = {
    **RULES,
    **REFUSALS,
    **WAITING,
    **DUE,
    **DATES,
    **LETTERS,
    **EVENTS,
    **MIGRATION,
    **STANDING,
}


def render(message: str, fields: Mapping[str, str]) -> str:
    """The words of a message in English; as `filled`."""
    return filled(message, CATALOGUE.get(message), fields)


def filled(message: str, template: str | None, fields: Mapping[str, str]) -> str:
    """A message in the words of a template; only the fields' values are put in, never read as one.

    A message that has no words, such as a third party's, is told by its id and its fields: a
    reader gets every fact, and a refusal is never lost for want of a sentence.
    """
    used = {name for _, name, _, _ in Formatter().parse(template or "") if name}
    if template is None or not used <= fields.keys():
        values = ", ".join(f"{name} `{_visible(value)}`" for name, value in fields.items())
        return f"{message} ({values})" if values else message
    return template.format_map({name: _visible(value) for name, value in fields.items()})


def _visible(value: str) -> str:
    """A value that stays on its line: control characters as their escapes, long text cut."""
    shown = "".join(one if one.isprintable() else repr(one)[1:-1] for one in value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."
