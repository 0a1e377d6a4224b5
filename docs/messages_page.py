"""The page on messages: every message id and its words, from the catalogues."""

from collections.abc import Mapping
from typing import Final

import ddrflow.messages as words
from docs.markdown import page, table

OPENING: Final = (
    "A reason is a message id with fields. These are the words in English; a program that shows"
    " reasons in another language goes by the id and the fields."
)


def written() -> str:
    """Every message id and its words."""
    catalogues = {
        "What rules answer": words.RULES,
        "What refuses before a rule is asked": words.REFUSALS,
        "What a case waits for": words.WAITING,
        "What is due": words.DUE,
        "How a due day came about": words.DATES,
        "What parties are told of": words.LETTERS,
        "What was recorded": words.EVENTS,
        "What was recorded above the cases": words.STANDING,
    }
    parts = [f"## {title}\n\n{_catalogue(one)}" for title, one in catalogues.items()]
    return page("Messages", OPENING, *parts)


def _catalogue(templates: Mapping[str, str]) -> str:
    rows = [(f"`{name}`", said) for name, said in sorted(templates.items())]
    return table(("Message", "Words"), rows)
