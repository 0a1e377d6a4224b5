"""Starting the program: help, version, and what is loaded for it."""

import subprocess
import sys
from importlib.metadata import version

import pytest

from tests.cli.terminal import ddrflow


def test_the_help_names_every_command_whole() -> None:
    """Nobody has to guess the end of a cut line."""
    answer = ddrflow("--help")
    assert answer.returncode == 0
    for command in ("check", "show", "schema", "demo"):
        assert f"  {command} " in answer.stdout
    assert "..." not in answer.stdout.partition("Commands:")[2]


@pytest.mark.parametrize("command", ["check", "show", "schema", "demo"])
def test_every_command_has_a_help_of_its_own(command: str) -> None:
    """It says what the command takes."""
    answer = ddrflow(command, "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith(f"Usage: ddrflow {command}")
    assert answer.stderr == ""


def test_the_version_is_that_of_the_package() -> None:
    """One number, in one place."""
    answer = ddrflow("--version")
    assert (answer.returncode, answer.stdout) == (0, f"ddrflow {version('ddrflow')}\n")


def test_without_a_command_the_help_is_shown() -> None:
    """The first thing that people type is `ddrflow` alone."""
    answer = ddrflow()
    assert answer.returncode == 2
    assert "Usage: ddrflow" in answer.stdout + answer.stderr


def test_an_unknown_command_and_an_unknown_option_are_usage_errors() -> None:
    """Scripts can tell a slip of the finger from a bad file."""
    for words in (("chekc",), ("check", "--jsno"), ("show",)):
        answer = ddrflow(*words)
        assert answer.returncode == 2
        assert answer.stderr.startswith("Usage: ddrflow")


def test_the_help_loads_nothing_heavy() -> None:
    """`ddrflow --help` answers at once: no model library, no YAML, no database, no engine."""
    answer = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ddrflow", "--help"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = {line.rpartition("|")[2].strip() for line in answer.stderr.splitlines()}
    assert "typer" in loaded
    heavy = {"pydantic", "yaml", "transitions", "ddrflow.engine", "ddrflow.workflow.load"}
    heavy |= {"sqlalchemy", "alembic", "structlog", "psycopg", "rich"}
    assert loaded & heavy == set()
