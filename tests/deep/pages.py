"""Every page that ddrflow writes as HTML: the commands, and what each is asked for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from typer.core import TyperGroup

from ddrflow.cli.app import program
from ddrflow.export import clients_notice
from ddrflow.export.templates import KINDS
from ddrflow.workflow.load import load, shipped
from tests.cli.terminal import ddrflow

Words = tuple[str, ...]


def of_procedures() -> list[Words]:
    """The procedure of each shipped file, and the client's notice where there is a client."""
    notices = [name for name in shipped() if clients_notice(load(name))]
    return [(name,) for name in shipped()] + [(name, "--notice") for name in notices]


def of_forms() -> list[Words]:
    """Each form, blank, of two shipped files that differ in almost everything."""
    return [(name, kind) for name in ("neustart", "pairs") for kind in KINDS]


def of_comparisons() -> list[Words]:
    """A comparison of two shipped files: its table, its charts, its people."""
    few = ("--cases", "4", "--budget", "3", "--primary", "days-late")
    return [("catalonia", "exit-worker", *few)]


#: What follows each command that has `--html`. A new command joins here; a test asks for it.
ASKED: Final[Mapping[str, Callable[[], list[Words]]]] = {
    "procedure": of_procedures,
    "template": of_forms,
    "compare": of_comparisons,
}


def commands_with_html() -> list[str]:
    """The words of each command that has `--html`, groups gone through."""
    return sorted(_found(program, ()))


def written() -> dict[str, str]:
    """Each page, by the words that made it."""
    every = [(*command.split(), *words) for command, asked in ASKED.items() for words in asked()]
    return {" ".join(words): _written(words) for words in every}


def _written(words: Words) -> str:
    told = ddrflow(*words, "--html")
    assert told.returncode == 0, told.stderr
    return told.stdout


def _found(command: object, words: Words) -> Iterable[str]:
    if isinstance(command, TyperGroup):
        for name, one in command.commands.items():
            yield from _found(one, (*words, name))
    elif any("--html" in one.opts for one in getattr(command, "params", ())):
        yield " ".join(words)
