"""The lines that players type: a word, and what belongs to it."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.errors import BadCommand
from ddrflow.workflow.identifiers import nearest

#: Each word with what follows it, and what it does.
ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "seats": ("", "who plays, and who leads"),
    "seat": ("NAME", "sit down there"),
    "see": ("", "the case, as this seat may see it"),
    "can": ("", "what this seat could do now"),
    "why": ("TRIGGER", "what stands in the way of a step"),
    "waits": ("", "what the case waits for, as this seat may know it"),
    "step": ("TRIGGER", "take a step, or record that it happened"),
    "do": ("COMMAND NAME=VALUE ...", "give a command"),
    "above": ("FACT NAME=VALUE ...", "record a fact above all cases"),
    "follow": ("NUMBER NAME=VALUE ...", "do what the last refusal offered"),
    "again": ("", "give once more what was refused last, from its seat"),
    "wait": ("14 days", "let time pass; or `wait until 2025-06-01`"),
    "record": ("", "what happened so far, as this seat may see it"),
    "expect": ("WHAT VALUE", "in a script: state, lead, breaches, refused, allowed"),
    "debrief": ("", "look back on all of it"),
    "help": ("", "these words"),
    "quit": ("", "the debrief, and the end"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One line, taken apart."""

    word: str
    words: tuple[str, ...] = ()

    @property
    def pairs(self) -> dict[str, str]:
        """The `name=value` among its words, the first word left out. Raises BadCommand."""
        return pairs_of(self.words[1:])


def pairs_of(words: Sequence[str]) -> dict[str, str]:
    """`name=value` words by name. Raises BadCommand for another one."""
    found: dict[str, str] = {}
    for one in words:
        name, given, value = one.partition("=")
        if not (name and given):
            raise BadCommand("argument", f"`{one}` is no `name=value`", "such as `trigger=admit`")
        found[name] = value
    return found


def order_of(line: str) -> Order | None:
    """The order on a line; None where it is empty or a comment. Raises BadCommand."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError as fault:
        message = f"the line cannot be read: {str(fault).lower()}"
        raise BadCommand("line", message, "close the quotes") from fault
    if not words:
        return None
    word, *rest = words
    if word not in ORDERS:
        near = nearest(word, ORDERS)
        help_line = f"did you mean `{near}`?" if near else "`help` lists the words"
        raise BadCommand("word", f"`{word}` is nothing that one can do here", help_line)
    wanted, _ = ORDERS[word]
    if wanted and not rest:
        raise BadCommand(word, "it needs more words", f"`{word} {wanted}`")
    return Order(word, tuple(rest))
