"""What the README shows is what happens."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.docs.pages import ROOT, read
from tests.docs.runner import PLAIN, blocks

BLOCKS = blocks(read(ROOT / "README.md"))


def test_the_example_runs_outside_the_checkout_and_prints_what_is_shown(tmp_path: Path) -> None:
    """In a process of its own, in an empty folder, as a reader would run it."""
    code, shown = next(
        (one.text, then.text) for one, then in pairwise(BLOCKS) if one.kind == "python"
    )
    program = tmp_path / "example.py"
    program.write_text(code, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own document
        [sys.executable, str(program)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == shown


def test_the_demo_tells_what_is_shown() -> None:
    """The excerpt stands word for word in what `ddrflow demo` prints."""
    excerpt = next(one.text for one in BLOCKS if one.name == "demo")
    assert excerpt in _printed("demo")


def test_the_commands_that_are_named_exist() -> None:
    """Each line of the command line block, and no command is left out."""
    consoles = "\n".join(one.text for one in BLOCKS if one.kind == "console")
    named = re.findall(r"^ddrflow (\w+)", consoles, re.MULTILINE)
    commands = _printed("--help").partition("Commands:")[2]
    assert sorted(named) == sorted(re.findall(r"^  (\w+)  ", commands, re.MULTILINE))


def test_the_make_targets_that_are_named_exist() -> None:
    """`make demo` and `make test` come first."""
    makefile = read(ROOT / "Makefile")
    named = re.findall(r"^make (\w+)", BLOCKS[0].text, re.MULTILINE)
    assert named == ["demo", "test"]
    assert [name for name in named if f"\n{name}:" not in makefile] == []


def _printed(*arguments: str) -> str:
    """What `ddrflow` prints, 80 columns wide."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ddrflow", *arguments],
        env={**os.environ, **PLAIN},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
