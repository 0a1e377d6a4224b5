"""Which tests and stories say that they show a requirement, read from their files unrun."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ddrflow.stories import read_story

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = ROOT / "tests"
STORIES: Final = ROOT / "workflows" / "stories"
PLAYED: Final = (
    "tests/acceptance/test_stories.py::test_a_shipped_story_ends_with_every_expectation_met[{}]"
)
"""The test that plays a shipped story, by the story's name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A test or a story that shows a requirement: how pytest, the reader and a link name it."""

    requirement: str
    node: str
    said: str
    file: str


def shown_by_tests(folder: Path = TESTS) -> tuple[list[Shown], list[str]]:
    """What the markers of the tests say; and each marker that cannot be read, with its place."""
    found: list[Shown] = []
    faults: list[str] = []
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        file = path.relative_to(folder.parent).as_posix()
        read: set[int] = set()
        for test in _tests(tree):
            for mark in test.decorator_list:
                if _is_marker(mark):
                    read.add(id(mark))
                    found += _named(mark, file, test.name, faults)
        faults += [
            f"{file}:{node.lineno}: a requirement is named here, and this is no test"
            for node in ast.walk(tree)
            if _is_marker(node) and id(node) not in read and isinstance(node, ast.expr)
        ]
    return found, faults


def shown_by_stories(folder: Path = STORIES) -> list[Shown]:
    """What the stories say under `shows`."""
    found: list[Shown] = []
    for path in sorted(folder.rglob("*.yaml")):
        script = read_story(path.read_bytes(), str(path)).script
        name = f"{script.workflow}/{script.story}"
        file = path.relative_to(folder.parents[1]).as_posix()
        found += [Shown(one, PLAYED.format(name), f"story {name}", file) for one in script.shows]
    return found


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def _is_marker(node: ast.AST) -> bool:
    """A call of `pytest.mark.requirement`, however `mark` was imported."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.requirement")


def _named(mark: ast.expr, file: str, test: str, faults: list[str]) -> Iterator[Shown]:
    assert isinstance(mark, ast.Call)  # noqa: S101 - `_is_marker` has looked
    for one in mark.args:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            said = test.removeprefix("test_").replace("_", " ")
            yield Shown(one.value, f"{file}::{test}", said, file)
        else:
            faults.append(f"{file}:{one.lineno}: a requirement is named by its number as text")
    if not mark.args or mark.keywords:
        faults.append(f"{file}:{mark.lineno}: a requirement is named by its number as text")
