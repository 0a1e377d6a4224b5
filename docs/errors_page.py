"""The page on error codes: every code in the source of ddrflow, with its meaning."""

import ast
import re
from pathlib import Path
from typing import Final

import ddrflow
from docs.markdown import page, table
from docs.meanings import Meanings

PACKAGE: Final = Path(ddrflow.__file__).resolve().parent
CODE: Final = re.compile(r"[ENW]-[A-Z]+(?:-[A-Z]+)*")
OPENING: Final = (
    "Codes stay the same from version to version. `E-` refuses, `W-` warns, `N-` notes. A"
    " finding in a file names file, line and column before its code, and below it what would"
    " help."
)


def written(meanings: Meanings) -> str:
    """Every error code."""
    rows = [(f"`{code}`", meanings.of("codes", code)) for code in sorted(codes())]
    return page("Error codes", OPENING, table(("Code", "Meaning"), rows))


def codes() -> set[str]:
    """Every text in the source of ddrflow that is an error code."""
    found: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(CODE.findall(node.value) if CODE.fullmatch(node.value) else ())
    return found
