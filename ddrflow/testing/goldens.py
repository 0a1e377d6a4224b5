"""Which golden file is whose, and which are of no test any more."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = "golden"


def golden_path(test_file: Path, names: Iterable[str]) -> Path:
    """Where the golden file of a test lies: beside it, by the names of its class and itself."""
    stem = ".".join(re.sub(r"[^\w-]+", "-", one).strip("-") for one in names)
    return test_file.parent / FOLDER / f"{stem}.jsonl"


def shared(claims: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str, str]]:
    """Golden files that another test has already, and which two; none where each has its own."""
    known: dict[Path, str] = {}
    for path, test in claims:
        if known.setdefault(path, test) != test:
            yield path, known[path], test


def unused(claims: Iterable[Path], folders: Iterable[Path], roots: Iterable[Path]) -> list[Path]:
    """Golden files in these folders that no test has.

    Only of folders that lie below one that was collected whole: else the test may just not have
    been looked at.
    """
    claimed, whole = set(claims), tuple(roots)
    below = [one for one in folders if any(one.is_relative_to(root) for root in whole)]
    return sorted(one for folder in below for one in folder.glob("*.jsonl") if one not in claimed)
