"""What is under the AGPL reads what ddrflow exports, and is no part of it."""

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
#: What only the environment of requirements/deep.txt holds.
AGPL: Final = "pm4py"
#: The one file that imports it, run in that environment.
READER: Final = "tests/deep/pm4py_reader.py"
IMPORTED: Final = re.compile(rf"^\s*(?:from|import)\s+{AGPL}\b", re.MULTILINE)


def locked(name: str) -> str:
    """The text of a list of requirements."""
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def test_what_ddrflow_needs_names_nothing_under_the_agpl() -> None:
    """Neither the metadata of the wheel, extras included, nor what is installed beside it."""
    installed = metadata.metadata("ddrflow").get_all("Requires-Dist") or []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for listed in project["optional-dependencies"].values() for one in listed]
    assert installed
    for one in (*installed, *project["dependencies"], *extras):
        assert AGPL not in one
    assert all(AGPL not in locked(name) for name in ("run.txt", "daemon.txt", "dev.in", "dev.txt"))
    assert f"\n{AGPL}==" in locked("deep.txt")


def test_one_script_alone_imports_it_and_nothing_imports_the_script() -> None:
    folders = ("ddrflow", "tests", "docs", "benchmarks")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
    assert [name for name, text in texts.items() if IMPORTED.search(text)] == [READER]
    module = Path(READER).stem
    importing = re.compile(rf"^\s*(?:from|import)\s.*\b{module}\b", re.MULTILINE)
    assert [name for name, text in texts.items() if importing.search(text)] == []
