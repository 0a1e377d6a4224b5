"""Bringing a line to where a command is allowed, by the remedies that its refusals offer.

The engine itself says what would help; so nothing here knows a rule by its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ddrflow.decide.filling import commands_of, facts_of, givers, is_above
from ddrflow.model.commands import CloseConference, Command, GiveConsent, SetParticipation
from ddrflow.model.consent import Participation
from ddrflow.model.decision import Decision
from ddrflow.model.verdict import Remedy
from ddrflow.proof.line import Line
from ddrflow.proof.meeting import attended
from ddrflow.wire import arguments_of, name_of

#: A remedy can need a remedy, and so on; so deep at most.
DEPTH: Final = 5
#: One refusal after another of the same command.
ATTEMPTS: Final = 24


@dataclass(frozen=True, slots=True)
class Stuck:
    """Where no remedy helped any more: the line so far, and the refusal that stood there."""

    line: Line
    command: Command
    decision: Decision | None


@dataclass(slots=True)
class Budget:
    """How many times `decide` may be asked; what is not explored is said to be so."""

    asked: int = 0
    limit: int = 200_000

    @property
    def is_spent(self) -> bool:
        """Nothing more is asked."""
        return self.asked >= self.limit


@dataclass(frozen=True, slots=True)
class World:
    """What the people of the case say when they are asked."""

    name: str
    refused: frozenset[str] = frozenset()

    def allows(self, command: Command) -> bool:
        """Nobody who says no is made to say yes, nor ordered to."""
        if isinstance(command, GiveConsent):
            return command.scope not in self.refused
        if isinstance(command, SetParticipation) and self.refused:
            return command.participation is not Participation.ORDERED
        return True


@dataclass(slots=True)
class Search:
    """What a search goes by: the world it is in, and what is left of its budget."""

    world: World
    budget: Budget = field(default_factory=Budget)


def reach(search: Search, line: Line, command: Command, depth: int = DEPTH) -> Line | Stuck:
    """The line after the command, and after everything that it needed first."""
    if not search.world.allows(command):
        return Stuck(line, command, None)
    if isinstance(command, CloseConference) and depth:
        line = attended(line, command, lambda at, one: _reached(search, at, one, depth - 1))
    tried: set[str] = set()
    decision: Decision | None = None
    for _ in range(ATTEMPTS):
        search.budget.asked += 1
        decision = line.asked(command)
        if decision is None or search.budget.is_spent:
            return Stuck(line, command, decision)
        if decision.is_allowed:
            return line.done(command, decision)
        helped = _helped(search, line, command, decision, depth, tried) if depth else None
        if helped is None:
            return Stuck(line, command, decision)
        line, is_done = helped
        if is_done:
            return line
    return Stuck(line, command, decision)


def _reached(search: Search, line: Line, command: Command, depth: int) -> Line | None:
    found = reach(search, line, command, depth)
    return found if isinstance(found, Line) else None


def _helped(
    search: Search,
    line: Line,
    command: Command,
    decision: Decision,
    depth: int,
    tried: set[str],
) -> tuple[Line, bool] | None:
    """The line after the first remedy that could be carried out, or after waiting.

    And whether that was the command itself, given by somebody else.
    """
    for remedy in _remedies(decision):
        name = f"{remedy.command} {remedy.filled} {line.length}"
        if name in tried:
            continue
        tried.add(name)
        found = carried_out(search, line, remedy, depth - 1)
        if found is not None:
            return found, _is_it(command, remedy)
    waits = [one.passes_from for one in decision.refusing if one.passes_from]
    later = [one for one in waits if one > line.now]
    return (line.waited(min(later)), False) if later else None


def _is_it(command: Command, remedy: Remedy) -> bool:
    """The remedy is the very command: of the same name, and with nothing else in it."""
    given = arguments_of(command)
    return remedy.command == name_of(command) and all(
        given.get(key, value) == value for key, value in remedy.filled
    )


def _remedies(decision: Decision) -> Iterator[Remedy]:
    for verdict in decision.refusing:
        yield from (one for one in verdict.remedies if one.command not in LAST)
    yield from decision.remedies


#: What sets a rule aside is no way to meet it.
LAST: Final = frozenset({"allow-deviation"})


def carried_out(search: Search, line: Line, remedy: Remedy, depth: int) -> Line | None:
    """The line after a remedy: by the first who may, filled in the first way that works."""
    for actor in givers(line, remedy):
        if is_above(remedy):
            for event in facts_of(line, remedy, actor):
                stood = line.stood(actor, event)
                if stood is not None:
                    return stood
            continue
        for command in commands_of(line, remedy, actor):
            found = reach(search, line, command, depth)
            if isinstance(found, Line):
                return found
    return None
