"""The real program in a process of its own, as a file of 80 columns sees it."""

import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from tests.program import program

SHIPPED: Final = Path(__file__).parents[2] / "workflows"


def ddrflow(
    *words: str, folder: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `ddrflow` with these words, in a folder, with environment variables.

    The same question about shipped files alone is asked once: nothing changes them.
    """
    given = tuple(settings.items())
    return _run(words, folder, given) if folder else _asked(words, given)


@cache
def _asked(
    words: tuple[str, ...], settings: tuple[tuple[str, str], ...]
) -> subprocess.CompletedProcess[str]:
    return _run(words, None, settings)


def _run(
    words: tuple[str, ...], folder: Path | None, settings: tuple[tuple[str, str], ...]
) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    environment = {**plain, "COLUMNS": "80", **dict(settings)}
    return program().run(words, folder or Path.cwd(), environment, joined=False)


def a_file(folder: Path, old: str = "", new: str = "", name: str = "mine.yaml") -> Path:
    """A copy of the shipped Austrian workflow with some text replaced."""
    text = (SHIPPED / "neustart.yaml").read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return path
