"""Where a requirement lives: each kind of place by one word, and whether the place exists."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from typer.core import TyperGroup

from ddrflow.cli.app import program
from ddrflow.decide import command_name
from ddrflow.measures import MEASURES
from ddrflow.model.commands import COMMANDS
from ddrflow.model.events import EVENTS
from ddrflow.model.naming import kebab
from ddrflow.rules import RULES
from ddrflow.workflow.load import shipped_folder
from ddrflow.workflow.source import read_source

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Place:
    """A kind, a name, and what a switch puts there (nothing for leaving it out)."""

    kind: str
    name: str
    value: str | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def place(text: str) -> Place:
    """`rule consent.valid`, or with a value `code ddrflow.x:y = ()`."""
    where, equals, value = text.partition(" = ")
    kind, _, name = where.partition(" ")
    return Place(kind, name, value if equals else None)


def exists(where: Place) -> bool:
    """The place is there. False for an unknown kind too."""
    found = KINDS.get(where.kind)
    return found is not None and found(where.name)


def can_be_switched_off(where: Place) -> bool:
    """There is a way to take it away: a function only by what it is to answer."""
    if where.kind == "workflow":
        return True
    return where.kind in (
        ("code",) if where.value is not None else ("rule", "event", "measure", "file")
    )


def part_of(data: object, path: str) -> object:
    """The part of a file's data at a dotted path; LookupError when there is none."""
    for step in path.split("."):
        if isinstance(data, list) and step.isdecimal():
            data = data[int(step)]
        elif isinstance(data, dict):
            data = data[step]
        else:
            raise LookupError(path)
    return data


def coded(name: str) -> Any:  # noqa: ANN401 - whatever the code holds there
    """What a module holds at `module:name`; raises ImportError or AttributeError."""
    module, _, inside = name.partition(":")
    return attrgetter(inside)(import_module(module))


def linked(where: Place) -> str:
    """The place as a link of a page in `docs/reference/`."""
    link = LINKS[where.kind](where.name)
    if where.kind == "code":
        return f"[`{where.name.replace(':', '.')}`]({link})"
    if where.kind == "workflow":
        file, _, path = where.name.partition(" ")
        return f"[`{file}.yaml`]({link}) `{path}`"
    said = f"ddrflow {where.name}" if where.kind == "cli" else where.name
    kind = "" if where.kind in ("cli", "file") else f"{where.kind} "
    return f"{kind}[`{said}`]({link})"


def _in_workflow(name: str) -> bool:
    file, _, path = name.partition(" ")
    try:
        part_of(_data(file), path)
    except (LookupError, FileNotFoundError):
        return False
    return True


@cache
def _data(file: str) -> object:
    text = (shipped_folder() / f"{file}.yaml").read_bytes()
    return read_source(text, f"{file}.yaml").data


def _in_code(name: str) -> bool:
    try:
        coded(name)
    except (ImportError, AttributeError, ValueError):
        return False
    return True


def _on_command_line(name: str) -> bool:
    group = program
    for word in name.split():
        inside = group.commands.get(word)
        if inside is None:
            return False
        group = inside if isinstance(inside, TyperGroup) else TyperGroup()
    return True


KINDS: Final[Mapping[str, Callable[[str], bool]]] = {
    "rule": {rule.rule_id for rule in RULES}.__contains__,
    "command": {command_name(one) for one in COMMANDS}.__contains__,
    "event": {kebab(one) for one in EVENTS}.__contains__,
    "workflow": _in_workflow,
    "measure": {one.name for one in MEASURES}.__contains__,
    "cli": _on_command_line,
    "code": _in_code,
    "file": lambda name: (ROOT / name).is_file(),
}
LINKS: Final[Mapping[str, Callable[[str], str]]] = {
    "rule": lambda name: f"rules.md#{name.replace('.', '')}",
    "command": "commands.md#{}".format,
    "event": "events.md#{}".format,
    "workflow": lambda name: f"../../workflows/{name.partition(' ')[0]}.yaml",
    "measure": lambda _: "measures.md",
    "cli": lambda name: f"cli.md#ddrflow-{re.sub(' +', '-', name)}",
    "code": lambda name: f"../../{_source_of(name)}",
    "file": "../../{}".format,
}


def _source_of(name: str) -> str:
    found = import_module(name.partition(":")[0]).__file__
    return Path(found or "").resolve().relative_to(ROOT).as_posix()
