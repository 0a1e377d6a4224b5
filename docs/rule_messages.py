"""Which messages a rule can answer with, read from its source."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Final

from ddrflow.messages import CATALOGUE
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.rule import Rule

# Message ids that a rule puts together, and the enum that their second half comes from.
COMPOSED: Final[Mapping[str, type[StrEnum]]] = {"consent.": ConsentStatus}


def messages_of(rule: Rule) -> list[str]:
    """The messages that a rule's check can answer with, sorted."""
    module = inspect.getmodule(rule.check)
    if module is None:
        return []
    functions = _functions(module)
    reached = _reached(functions, getattr(rule.check, "__name__", ""))
    found = {one for name in reached for one in _texts(functions[name])}
    return sorted(found & CATALOGUE.keys())


@cache
def _functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _reached(functions: Mapping[str, ast.FunctionDef], start: str) -> list[str]:
    queue = [start]
    for name in queue:
        names = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        queue += sorted(one for one in names & functions.keys() if one not in queue)
    return queue


def _texts(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
            yield from (f"{node.value}{one}" for one in COMPOSED.get(node.value, ()))
