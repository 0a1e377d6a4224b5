"""Commands and remedies as one line each, the way people would type them."""

from collections.abc import Iterable

from ddrflow.cli.console import printable
from ddrflow.model.commands import Command
from ddrflow.model.verdict import Remedy
from ddrflow.wire import arguments_of, name_of


def remedy_line(remedy: Remedy) -> str:
    """`give-consent scope=outreach language=? (neustart, prison)`: what is open is a `?`."""
    by = ", ".join(remedy.by) if remedy.by else "any agency of the case"
    words = [*_pairs(remedy.filled), *(f"{name}=?" for name in remedy.open)]
    return f"{' '.join((remedy.command, *words))} ({by})"


def command_line(command: Command) -> str:
    """`take-step trigger=release`: the command with everything that was given."""
    return " ".join((name_of(command), *_pairs(arguments_of(command).items())))


def _pairs(given: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name}={_quoted(printable(value))}" for name, value in given]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value or not value else value
