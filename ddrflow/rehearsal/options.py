"""What can be done now from a seat: every command tried on the pure core, and nothing recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from enum import StrEnum
from math import prod
from typing import Any, Final

from ddrflow.decide import candidates, command_name, decide, known_to, plain
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.case import Case
from ddrflow.model.commands import COMMANDS, Command, From
from ddrflow.model.hints import hints_of
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow
from ddrflow.rehearsal.seats import Seat

#: Said by whoever types, not by the case: each is tried with what comes first, and shown as `?`.
SAID: Final = frozenset(
    {
        *("new-id", "person", "person-or-none", "language", "day", "day-or-none", "instant"),
        *("order", "measure", "handling", "purpose", "subject", "system", "basis", "why"),
        *("why-or-none", "minutes", "cost"),
    }
)
#: Steps have an answer of their own; a case is open; what is in the record is corrected by
#: number, and what the clock records is nobody's to give.
ASIDE: Final = (c.OpenCase, c.TakeStep, c.CorrectEntry, c.EraseContent)
CLOCK: Final = "mark-"
#: Values that histories are drawn with, so that refusals of every kind come up.
ONLY_DRAWN: Final = frozenset({"outdated", "no-law"})
#: How many ways to fill one command are tried, at most.
TRIES: Final = 240
OPEN: Final = "?"


@dataclass(frozen=True, slots=True)
class Option:
    """A command that would pass: for each argument the values that did, or `?` for one to say."""

    command: str
    arguments: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """What commands are tried on: the whole case, and what of it the seat knows to name."""

    workflow: Workflow
    case: Case
    known: Case
    standing: Standing | None
    now: datetime
    seat: Seat


def options(engine: Engine, case_id: str, seat: Seat, command: str = "") -> tuple[Option, ...]:
    """Every command that would pass from a seat, or the one that is named if it would.

    Tried are values that the seat knows of. A command that passes only with values that nobody
    could guess is not among them.
    """
    case, now = engine.case(case_id), engine.now()
    workflow = engine.workflow(case)
    known = known_to(workflow, case, seat.viewer, now)
    table = _Table(workflow, case, known, engine.standing(), now, seat)
    kinds = (
        one
        for one in COMMANDS
        if one not in ASIDE and not command_name(one).startswith(CLOCK)
        if command in ("", command_name(one))
    )
    return tuple(found for kind in kinds if (found := _option(table, kind)))


def _option(table: _Table, kind: type[Command]) -> Option | None:
    """First with what has to be said alone, then with everything that can be."""
    values = candidates(table.workflow, table.known, kind, table.now)
    needed = {one.name for one in fields(kind) if one.default is MISSING} - {"actor"}
    if any(not values.get(name) for name in needed):
        return None
    short = {name: those for name, those in values.items() if name in needed}
    for tried in (short, values) if len(values) > len(short) else (short,):
        passing = [one for one in _filled(kind, tried) if _passes(table, kind, one)]
        if passing:
            return Option(command_name(kind), _told(kind, passing))
    return None


def _filled(kind: type[Command], values: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Ways to fill the arguments, spread evenly where there are too many to try them all."""
    sources = sources_of(kind)
    tried = {name: _worth_trying(sources[name], those) for name, those in values.items()}
    ways = prod(len(one) for one in tried.values())
    for turn in range(min(ways, TRIES)):
        number, filled = turn * ways // min(ways, TRIES), {}
        for name, those in tried.items():
            number, at = divmod(number, len(those))
            filled[name] = those[at]
        yield filled


def _worth_trying(source: str, values: Sequence[Any]) -> Sequence[Any]:
    if source in SAID:
        return values[-1:] if source in ("minutes", "cost") else values[:1]
    return [one for one in values if one not in ONLY_DRAWN] or values


def _passes(table: _Table, kind: Any, filled: Mapping[str, Any]) -> bool:  # noqa: ANN401 - a type
    command = kind(actor=table.seat.actor, **filled)
    try:
        decision = decide(table.workflow, table.case, table.standing, command, table.now)
    except BadCommand:
        return False
    return decision.is_allowed


def _told(
    kind: type[Command], passing: Sequence[Mapping[str, Any]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sources = sources_of(kind)
    defaults = {one.name: one.default for one in fields(kind)}
    told: list[tuple[str, tuple[str, ...]]] = []
    for name in passing[0]:
        found = list(dict.fromkeys(_text(one[name]) for one in passing))
        if all(one[name] == defaults[name] for one in passing):
            continue
        is_several = isinstance(passing[0][name], tuple)
        shown = (OPEN,) if sources[name] in SAID else tuple(found[:1] if is_several else found)
        told.append((name, shown))
    return tuple(told)


def _text(value: object) -> str:
    return value.value if isinstance(value, StrEnum) else plain(value)


def sources_of(kind: type[Command]) -> Mapping[str, str]:
    """For each argument of a command that declares one, the source of its values."""
    return {
        name: mark.source
        for name, hint in hints_of(kind).items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, From)
    }
