"""What the README shows is what happens."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from typer.core import TyperGroup

from ddrflow.cli.app import program
from ddrflow.stories import story_files
from ddrflow.workflow.load import shipped
from docs import readme_page
from tests.docs.pages import ROOT, read
from tests.docs.runner import blocks

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


def test_the_commands_that_are_named_exist() -> None:
    """Each line of the command line block, and no command is left out, of a group neither."""
    consoles = "\n".join(one.text for one in BLOCKS if one.kind == "console")
    named: dict[str, set[str]] = {}
    for command, inside in re.findall(r"^ddrflow (\w+)(?: ([a-z|-]+))?", consoles, re.MULTILINE):
        words = inside.split("|") if inside and inside[:1] != "-" else ()
        named.setdefault(command, set()).update(words)
    group = program
    assert set(named) == set(group.commands)
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            assert named[name] == set(command.commands), name


def test_the_make_targets_that_are_named_exist() -> None:
    """`make demo` and `make test` come first."""
    makefile = read(ROOT / "Makefile")
    named = re.findall(r"^make (\w+)", BLOCKS[0].text, re.MULTILINE)
    assert named == ["demo", "test"]
    assert [name for name in named if f"\n{name}:" not in makefile] == []


def test_the_readme_has_one_row_for_each_workflow() -> None:
    """With the number of stories that there are."""
    _, _, after = read(ROOT / "README.md").partition(readme_page.BEGIN)
    table, _, _ = after.partition(readme_page.END)
    rows = re.findall(r"^\| \[([a-z-]+)\]\((\S+)\): .* \| ([0-9]+) \|$", table, re.MULTILINE)
    assert [(name, count) for name, _, count in rows] == [
        (name, str(len(story_files(name)))) for name in shipped()
    ]
    assert all((ROOT / link).is_file() for _, link, _ in rows)


def test_a_readme_without_the_marks_says_which_are_missing() -> None:
    with pytest.raises(LookupError, match="has no `<!-- systems"):
        readme_page.put_in("# ddrflow\n", "table")
