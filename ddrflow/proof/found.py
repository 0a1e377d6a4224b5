"""A hole in a procedure: what it is, where in the file, and the history that leads there."""

from dataclasses import dataclass
from typing import Final

from ddrflow.errors import Severity
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.proof.line import Line
from ddrflow.proof.reaching import Stuck
from ddrflow.wire import words_of

KeyPath = tuple[str | int, ...]
WARNING: Final = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Hole:
    """One finding of the proof: code, place in the file, words, and the history behind it.

    `line` is where somebody stands who meets it; `refused` what is refused there, if anything.
    """

    code: str
    path: KeyPath
    message: str
    help: str = ""
    severity: Severity = Severity.ERROR
    line: Line | None = None
    refused: Command | None = None


def stuck_at(code: str, path: KeyPath, message: str, stuck: Stuck | None, help_line: str) -> Hole:
    """A hole that a refusal stands in, with the refusal's own words."""
    if stuck is None:
        return Hole(code, path, message, help_line)
    why = reasons(stuck.decision)
    return Hole(
        code,
        path,
        f"{message}: {why}" if why else message,
        help_line,
        line=stuck.line if stuck.line.case else None,
        refused=stuck.command,
    )


def reasons(decision: Decision | None) -> str:
    """Every reason of a refusal in words, by rule."""
    if decision is None:
        return ""
    told = [f"{one.rule}: {words_of(one.reason)}" for one in decision.refusing if one.reason]
    if decision.reason:
        told.append(words_of(decision.reason))
    return "; ".join(told)
