"""What the shape of the source keeps to; the layers are import-linter's, in pyproject.toml."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import ddrflow

CHECKOUT: Final = Path(__file__).parents[1]
PACKAGE: Final = "ddrflow"
#: What is read as much as the package is, and is kept as short.
BESIDE: Final = ("tests", "docs", "benchmarks")
FILE_LIMIT: Final = 400
FUNCTION_LIMIT: Final = 70
PUBLIC_LIMIT: Final = 25


def _modules(*beside: str) -> Iterator[tuple[str, str]]:
    """Every module of ddrflow, and of other folders: its path below the checkout, and its text."""
    for folder in (PACKAGE, *beside):
        for path in sorted((CHECKOUT / folder).rglob("*.py")):
            yield path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8")


def _lines_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How long a function is, from `def` to its last line."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def _place(name: str) -> tuple[int, str]:
    """Where ruff (RUF022) wants a public name: constants, then classes, then functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_the_package_is_found() -> None:
    """The tests below would also pass over no file at all."""
    assert "ddrflow/errors.py" in dict(_modules())


def test_no_module_is_longer_than_400_lines() -> None:
    """A longer file holds more than one thing, wherever it lies."""
    lengths = {name: len(text.splitlines()) for name, text in _modules(*BESIDE)}
    assert {name.partition("/")[0] for name in lengths} == {PACKAGE, *BESIDE}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LIMIT} == {}


def test_no_function_is_longer_than_70_lines() -> None:
    """A longer function cannot be read in one go; its docstring does not count."""
    too_long = [
        f"{name}:{node.lineno} {node.name} has {lines} lines"
        for name, text in _modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := _lines_without_docstring(node)) > FUNCTION_LIMIT
    ]
    assert too_long == []


def test_every_module_has_a_docstring() -> None:
    """Each file says in its first line what it is for, `__init__.py` too."""
    silent = [name for name, text in _modules() if not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_nothing_is_imported_for_the_type_checker_only() -> None:
    """Neither TYPE_CHECKING nor postponed annotations: both hide cycles from the layers."""
    hidden = [
        name
        for name, text in _modules()
        if "TYPE_CHECKING" in text or "from __future__ import annotations" in text
    ]
    assert hidden == []


def test_the_public_names_are_few_and_sorted() -> None:
    """`ddrflow.__all__` is what a user has to learn."""
    assert list(ddrflow.__all__) == sorted(ddrflow.__all__, key=_place)
    assert len(ddrflow.__all__) <= PUBLIC_LIMIT


def test_every_public_name_exists() -> None:
    """`from ddrflow import *` works."""
    assert [name for name in ddrflow.__all__ if not hasattr(ddrflow, name)] == []


def _imports(name: str, text: str, names: frozenset[str]) -> frozenset[str]:
    """What is imported when a module is, the packages above included; not those above itself."""
    found: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            named = (node.module, *(f"{node.module}.{one.name}" for one in node.names))
            found |= {one for one in named if one in names}
    steps = [one.split(".") for one in found]
    above = {".".join(one[:end]) for one in steps for end in range(1, len(one) + 1)}
    return frozenset(one for one in above if one != name and not f"{name}.".startswith(f"{one}."))


def test_no_module_needs_itself_by_way_of_others() -> None:
    """Whichever is imported first, it can be: the packages above count, as Python runs them."""
    texts = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): text
        for path, text in _modules()
    }
    needs = {name: _imports(name, text, frozenset(texts)) for name, text in texts.items()}
    assert sum(len(one) for one in needs.values()) > len(needs)
    order = TopologicalSorter(needs)
    order.prepare()
    assert order.is_active()
