"""A local file begun from another workflow: its text, with every choice of it open again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ddrflow.model.source import OPEN_CHOICE
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.choosing import Choice, choices_in
from ddrflow.workflow.source import Source, read_source

SCHEMA_LINE: Final = "# yaml-language-server:"
#: The schema that an editor finds beside the new file, by the first line of it.
SCHEMA_FILE: Final = "workflow.schema.json"


@dataclass(frozen=True, slots=True)
class Adapted:
    """The text of the new file, and the choices that are open in it."""

    text: str
    open: tuple[Choice, ...]


def adapted(text: bytes, name: str, workflow: Workflow) -> Adapted:
    """The text of a workflow file as a draft of another name; comments stay where they are.

    Only what stands as a source is changed: the same words in a comment or a reason stay.
    """
    source = read_source(text, f"{workflow.identity.name}.yaml")
    lines = text.decode().split("\n")
    data: dict[str, Any] = source.data
    for one in sorted(choices_in(data), key=lambda each: _at(source, each.path), reverse=True):
        line, column = _at(source, one.path)
        lines[line] = _opened(lines[line], column, one)
    lines = [*_headed(lines, source, name, workflow)]
    written = "\n".join(lines)
    again = read_source(written.encode(), f"{name}.yaml")
    return Adapted(written, tuple(choices_in(again.data)))


def _at(source: Source, path: tuple[str | int, ...]) -> tuple[int, int]:
    place = source.place(path)
    return place.line - 1, place.column - 1


def _opened(line: str, column: int, choice: Choice) -> str:
    """The line with the reserved word at the column replaced; a quote before it is kept."""
    word = choice.source.name
    at = line.index(word, column)
    return line[:at] + OPEN_CHOICE + line[at + len(word) :]


def _headed(lines: list[str], source: Source, name: str, workflow: Workflow) -> Iterator[str]:
    """The lines with a head of their own: another name, version 1, a draft, and from what.

    What told an editor where the old file's schema lies is replaced by where the new one's does.
    """
    identity = workflow.identity
    replaced = {
        _line(source, "workflow"): (f"workflow: {name}",),
        _line(source, "version"): (
            "version: 1",
            "draft: true",
            "adapts:",
            f"  workflow: {identity.name}",
            f"  version: {identity.version}",
            f"  digest: {identity.digest}",
        ),
    }
    dropped = {
        number
        for key in ("draft", "adapts")
        if key in source.data
        for number in _block(lines, _line(source, key))
    }
    yield f"{SCHEMA_LINE} $schema={SCHEMA_FILE}"
    for number, line in enumerate(lines):
        if number in replaced:
            yield from replaced[number]
        elif number not in dropped and not line.startswith(SCHEMA_LINE):
            yield line


def _block(lines: list[str], start: int) -> Iterator[int]:
    """The line of a key of the file, and those below it that belong to it."""
    yield start
    for number in range(start + 1, len(lines)):
        if not lines[number].startswith(" "):
            return
        yield number


def _line(source: Source, key: str) -> int:
    return source.place((key,), key=True).line - 1
