"""Recorded commands asked again under another version: which would be answered otherwise, and why.

Each is asked of the case as it stood then. What people would have done after another answer is
not guessed: that is a question for a simulation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from ddrflow.decide import Move, as_under, decide, unknown_there
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case, WorkflowId
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import CaseMigrated, CaseOpened
from ddrflow.model.fold import evolve
from ddrflow.model.fold.migration import IN_ENTRIES, called
from ddrflow.model.migration import Migration
from ddrflow.model.standing import Standing, StandingEntry, standing_of
from ddrflow.model.verdict import Reason
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Refusal
from ddrflow.wire.given import command_behind

#: What is about the record itself, and not about the procedure.
OF_THE_RECORD: Final = (c.CorrectEntry, c.EraseContent, c.MigrateCase)


@dataclass(frozen=True, slots=True)
class Differing:
    """A command that would be answered otherwise.

    `seq` is the number of its entry, 0 where it was refused, `at` when it took place. `decision`
    is the answer that it would get, None where it could not be asked at all: `fault` says why.
    """

    seq: int
    at: datetime
    command: Command
    was_allowed: bool
    decision: Decision | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A command on a case that named, then, what is not there in the other version."""

    seq: int
    command: Command
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One case: how many commands were asked, which differ, and which could not be asked."""

    case_id: str
    asked: int
    differing: tuple[Differing, ...]
    unasked: tuple[Unasked, ...]


@dataclass(frozen=True, slots=True)
class _Then:
    """A command as it was given, and all that it was decided on."""

    seq: int
    command: Command
    now: datetime
    at: datetime
    case: Case | None
    workflow: Workflow | None
    standing: Standing | None
    begins_under: WorkflowId | None = None


def replay(engine: Engine, new: Workflow, case_id: str) -> Replayed:
    """Ask every command that people gave on a case again, under another version.

    Raises UnknownName, BadRecord as `Engine.events` does.
    """
    asked, differing, unasked = 0, list[Differing](), list[Unasked]()
    for one in _given(engine, case_id):
        if isinstance(one.command, OF_THE_RECORD):
            continue
        answer = _asked(one, new)
        if isinstance(answer, Unasked):
            unasked.append(answer)
            continue
        asked += 1
        if isinstance(answer, Differing):
            differing.append(answer)
    return Replayed(case_id, asked, tuple(differing), tuple(unasked))


def _given(engine: Engine, case_id: str) -> Iterator[_Then]:
    """What people asked, in order: what was recorded, and what was refused in between."""
    entries, above = engine.events(case_id), engine.standing_entries()
    refusals = list(engine.refusals(case_id))
    case: Case | None = None
    workflow: Workflow | None = None
    for number, entry in enumerate(entries):
        while refusals and case and refusals[0].refused_at < entry.recorded_at:
            yield _refused(refusals.pop(0), case, workflow, above)
        if entry.cause == entry.seq and entry.actor != KEEPER:
            standing, command = standing_of(above[: entry.standing_seq]), command_behind(entry)
            began = entry.event.workflow if isinstance(entry.event, CaseOpened) else None
            times = (entry.recorded_at, entry.occurred_at)
            yield _Then(entry.seq, command, *times, case, workflow, standing, began)
        case = evolve(case, entry, entries[:number])
        if isinstance(entry.event, CaseOpened | CaseMigrated):
            workflow = engine.workflow(case)
    for one in refusals:
        yield _refused(one, case, workflow, above)


def _refused(
    refusal: Refusal,
    case: Case | None,
    workflow: Workflow | None,
    above: Sequence[StandingEntry],
) -> _Then:
    known = [one for one in above if one.recorded_at <= refusal.refused_at]
    command, now = refusal.command, refusal.refused_at
    return _Then(0, command, now, command.occurred_at or now, case, workflow, standing_of(known))


def _asked(then: _Then, new: Workflow) -> Differing | Unasked | None:
    case, command, old = then.case, then.command, then.workflow
    if case is None and then.begins_under is not None:
        mapping = new.migration_from(then.begins_under.version)
        command = _renamed(command, mapping)
    if case is not None and old is not None and old.identity != new.identity:
        move = Move(old, new, case, then.now)
        gone = tuple(unknown_there(move)) if case.is_open else ()
        if gone or not case.is_open:
            return Unasked(then.seq, then.command, gone)
        case, command = as_under(move), _renamed(command, move.mapping)
    was_allowed = then.seq > 0
    try:
        decision = decide(new, case, then.standing, command, then.now)
    except BadCommand as fault:
        if not was_allowed:
            return None
        return Differing(then.seq, then.at, command, was_allowed, None, str(fault))
    if decision.is_allowed == was_allowed:
        return None
    return Differing(then.seq, then.at, command, was_allowed, decision)


def _renamed(command: Command, mapping: Migration) -> Command:
    """The command in the other version's words."""
    roles, given = mapping.roles, dict[str, Any]()
    for one in fields(command):
        value = getattr(command, one.name)
        if one.name in IN_ENTRIES:
            given[one.name] = called(value, roles)
        elif one.name == "bindings":
            given[one.name] = tuple((roles.get(role, role), who) for role, who in value)
        elif one.name == "review":
            given[one.name] = mapping.reviews.get(value, value)
    actor = replace(command.actor, role=roles.get(command.actor.role, command.actor.role))
    return replace(command, actor=actor, **given)
