"""Commands and remedies as lines to type: in words where there are words for them."""

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from ddrflow.cli.above_words import ABOVE
from ddrflow.cli.console import printable
from ddrflow.cli.options import DATABASE
from ddrflow.cli.words import WORDS
from ddrflow.engine import Refused
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.verdict import Remedy

OPEN: Final = "?"


@dataclass(frozen=True, slots=True)
class Target:
    """A case, and the database to name with it; empty where a line reaches it by itself."""

    case_id: str
    database: str = ""


def target(case_id: str, database: str) -> Target:
    """The case in the database that was named; passwords are not written down."""
    if database == (os.environ.get("DDRFLOW_DB") or DATABASE):
        return Target(case_id)
    password = urlsplit(database).password
    return Target(case_id, database.replace(f":{password}@", ":***@") if password else database)


def typed(at: Target, command: str, filled: Mapping[str, str], opened: Sequence[str]) -> str:
    """The line that gives a command; what is still to be said is a `?`."""
    case_id = at.case_id
    above = next((one for one in ABOVE if one.command == command), None)
    values = {**filled, **dict.fromkeys(opened, OPEN)}
    words = above or next((one for one in WORDS if one.command == command), None)
    if command == "open-case":
        parts = ["case", "open", case_id, "--workflow", OPEN]
    elif command == "take-step" and set(values) == {"trigger"}:
        parts = ["case", "step", case_id, values["trigger"]]
    elif words is None:
        pairs = [f"{one}={value}" for one, value in values.items()]
        parts = ["case", "do", case_id, command, *pairs]
    else:
        parts = [words.group, words.verb, *([] if above else [case_id])]
        parts += [values.pop(one, OPEN) for one in words.arguments]
        parts += [f"--{one.replace('_', '-')}={value}" for one, value in values.items()]
    if at.database:
        parts += ["--db", at.database]
    return " ".join(("ddrflow", *(_quoted(printable(one)) for one in parts)))


def refused(fault: Refused, database: str, language: Language = ENGLISH) -> str:
    """A refusal with every reason, and for each the lines to type that would help."""
    at = target(fault.case_id, database)
    return f"{fault.code}: {fault.told(lambda one: _line(at, one, language), language)}"


def _line(at: Target, remedy: Remedy, language: Language) -> str:
    roles = ", ".join(remedy.by) or language.say("any agency of the case")
    by = language.say("  (by {roles})", roles=roles)
    return f"{typed(at, remedy.command, dict(remedy.filled), remedy.open)}{by}"


def _quoted(word: str) -> str:
    return word if word == OPEN or word.endswith("=?") else shlex.quote(word)
