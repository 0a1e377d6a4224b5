"""What a script says must be so: with it, a rehearsal is a test."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from ddrflow.rehearsal.session import Move, Rehearsal
from ddrflow.rehearsal.words import VERBS, BadLine
from ddrflow.workflow.identifiers import meant, nearest, shown


def expect(rehearsal: Rehearsal, words: Sequence[str]) -> None:
    """Raise BadLine unless it is so: of the last move, or of the case.

    A refusal is looked at as its seat was told it: a script learns no more than a seat does.
    """
    what, name = words[0], words[1] if len(words) > 1 else ""
    if what not in EXPECTED:
        meant = nearest(what, EXPECTED)
        help_line = f"did you mean `expect {meant}`?" if meant else VERBS["expect"].usage
        raise BadLine(shown(what), "nothing of that name can be expected", help_line)
    EXPECTED[what](rehearsal, name)


def _last(rehearsal: Rehearsal) -> Move:
    if not rehearsal.moves:
        raise BadLine("expect", "nothing was tried so far", "`do` or `step` comes before it")
    return rehearsal.moves[-1]


def _done(rehearsal: Rehearsal, name: str) -> None:
    if name:
        raise BadLine(shown(name), "that is too much", "expect done")
    move = _last(rehearsal)
    if move.told is not None:
        by = _listed(_reasons(move))
        raise BadLine(move.name, f"refused by {by}", "it was expected to be done")


def _refused(rehearsal: Rehearsal, name: str) -> None:
    move = _last(rehearsal)
    if move.told is None:
        wanted = f" by `{name}`" if name else ""
        raise BadLine(move.name, "it was done", f"a refusal{wanted} was expected")
    if name and name not in _reasons(move):
        found = _listed(_reasons(move))
        raise BadLine(move.name, f"refused by {found}", f"`{name}` was expected")


def _warned(rehearsal: Rehearsal, name: str) -> None:
    move = _last(rehearsal)
    found = [one.rule for one in move.done.warnings] if move.done else []
    if not found or name not in ("", *found):
        wanted = f"`{name}`" if name else "a warning"
        raise BadLine(move.name, f"it warns of {_listed(found)}", f"{wanted} was expected")


def _state(rehearsal: Rehearsal, name: str) -> None:
    states = rehearsal.beginning.workflow.states
    _compare("state", "expect state STATE", name, rehearsal.case.position.state, states)


def _lead(rehearsal: Rehearsal, name: str) -> None:
    agencies = rehearsal.beginning.workflow.procedure.agencies
    _compare("lead", "expect lead ROLE", name, rehearsal.case.lead.current.role, agencies)


def _compare(what: str, usage: str, name: str, found: str, names: Iterable[str]) -> None:
    if not name:
        raise BadLine(what, "it needs a name", usage)
    if name not in names:
        raise BadLine(shown(name), f"the workflow has no such {what}", meant(name, names))
    if name != found:
        raise BadLine(what, f"it is `{found}`", f"`{name}` was expected")


def _reasons(move: Move) -> tuple[str, ...]:
    """What a refusal can be known by: its rules, its kind, its message."""
    if move.told is None:
        return ()
    message = (move.told.reason.message,) if move.told.reason else ()
    return (*(one.rule for one in move.told.refusing), move.told.outcome.value, *message)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


EXPECTED: Final[Mapping[str, Callable[[Rehearsal, str], None]]] = {
    "done": _done,
    "refused": _refused,
    "warned": _warned,
    "state": _state,
    "lead": _lead,
}
"""What can be expected, by its word."""
