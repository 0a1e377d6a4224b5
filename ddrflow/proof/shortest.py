"""A history without what it does not need: each move that is left is one without which it fails."""

from collections.abc import Callable, Sequence

from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.workflow import Workflow
from ddrflow.proof.line import Line, Move

#: Whether a line still comes to what the history is told for.
Holds = Callable[[Line], bool]


def shortened(line: Line, holds: Holds) -> Line:
    """The line with every move left out that it can do without, the last ones tried first.

    `holds` is true of `line`, and of what comes back; no single move of that can be left out.
    """
    kept, number = list(line.moves()), line.length - 1
    best = line
    while number >= 0:
        tried = [*kept[:number], *kept[number + 1 :]]
        lived = replayed(line.workflow, tried) if tried else None
        if lived is not None and lived.case is not None and holds(lived):
            kept, best = tried, lived
        number -= 1
    return best


def replayed(workflow: Workflow, moves: Sequence[Move]) -> Line | None:
    """The same moves lived again; None where one of them is not allowed any more."""
    line = Line(workflow, moves[0].at)
    for move in moves:
        line = line.moved_to(move.at)
        if move.done is None:
            line = line.waited(move.at)
            continue
        if not isinstance(move.done, Command):
            stood = line.stood(move.actor, move.done)
            if stood is None:
                return None
            line = stood
            continue
        decision = line.asked(move.done)
        if decision is None or not decision.is_allowed:
            return None
        line = line.done(move.done, decision)
    return line


def same_end(line: Line) -> Holds:
    """The same state under the same lead, with the same answers of whoever was asked."""
    case = line.opened
    answers = {scope: given[-1].is_given for scope, given in case.consents.items()}

    def holds(other: Line) -> bool:
        found = other.opened
        return (found.position.state, found.lead.current.role) == (
            case.position.state,
            case.lead.current.role,
        ) and answers == {scope: given[-1].is_given for scope, given in found.consents.items()}

    return holds


def same_refusal(line: Line, command: Command) -> Holds:
    """The same end, and the command is refused there by the same rules in the same words."""
    ends, wanted = same_end(line), _refusing(line.asked(command))

    def holds(other: Line) -> bool:
        return ends(other) and _refusing(other.asked(command)) == wanted

    return holds


def _refusing(decision: Decision | None) -> object:
    if decision is None:
        return None
    told = [one.reason.message if one.reason else "" for one in decision.refusing]
    return decision.outcome, tuple(one.rule for one in decision.refusing), tuple(told)
