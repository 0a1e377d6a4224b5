"""A history of the proof as a story file: to be read, kept, and played on a real engine."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.standing import StandingEvent
from ddrflow.proof.found import Hole
from ddrflow.proof.line import Line, Move
from ddrflow.wire import arguments_of, name_of
from ddrflow.wire.standing import STANDING_NAMES, standing_arguments

NAMES: Final = {kind: name for name, kind in STANDING_NAMES.items()}
CASE: Final = "PROOF-1"


def story_of(hole: Hole, name: str) -> str:
    """The history of a hole as the text of a story file; empty where it has none."""
    if hole.line is None:
        return ""
    return "\n".join([*_head(hole, hole.line, name), *_steps(hole, hole.line), ""])


def _head(hole: Hole, line: Line, name: str) -> Iterator[str]:
    yield f"story: {json.dumps(name)}"
    yield f"workflow: {json.dumps(line.workflow.identity.name)}"
    yield f"title: {json.dumps(f'{hole.code}: {hole.message}', ensure_ascii=False)}"
    yield f"case: {CASE}"
    if line.above:
        yield "above: true"
    yield "cast:"
    roles = dict.fromkeys(one.actor.role for one in line.moves() if one.done is not None)
    refused = [hole.refused.actor.role] if hole.refused else []
    playing = {one.actor.role: one.actor.organisation for one in line.moves() if one.done}
    for role in dict.fromkeys((*roles, *refused)):
        organisation = playing.get(role) or (
            hole.refused.actor.organisation if hole.refused else ""
        )
        yield f"  {role}: {{organisation: {organisation}, role: {role}}}"


def _steps(hole: Hole, line: Line) -> Iterator[str]:
    yield "steps:"
    for move in line.moves():
        yield from _step(line, move)
    state = line.opened.position.state
    if hole.refused is None:
        yield f"    expect: {{state: {state}}}"
        return
    yield from _step(line, Move(line.now, hole.refused.actor, hole.refused))
    yield f"    expect: {_refusal(line.asked(hole.refused))}"


def _refusal(decision: Decision | None) -> str:
    if decision is None or decision.is_allowed:
        return "{}"
    rules = [one.rule for one in decision.refusing]
    rule = f", rule: {json.dumps(rules[0])}" if rules else ""
    return f"{{refused: {decision.outcome}{rule}}}"


def _step(line: Line, move: Move) -> Iterator[str]:
    local = move.at.astimezone(line.workflow.procedure.zone)
    yield f'  - at: "{local:%Y-%m-%d %H:%M}"'
    if move.done is None:
        yield "    lapse: true"
        return
    named, arguments = told(move.done)
    yield f"    who: {move.actor.role}"
    yield f"    do: {named}"
    if arguments:
        yield f"    with: {json.dumps(arguments, ensure_ascii=False)}"


def told(done: Command | StandingEvent) -> tuple[str, Mapping[str, object]]:
    """A move by the name that people give it by, with its arguments."""
    if isinstance(done, Command):
        return name_of(done), dict(arguments_of(done))
    name = NAMES[type(done)]
    fact: Any = getattr(done, "fact", done)
    given = {one.name: (getattr(fact, one.name), one.default) for one in standing_arguments(name)}
    return name, {
        key: _plain(value)
        for key, (value, default) in given.items()
        if default is MISSING or value != default
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
