"""From a refusal to where it is none any more: found as the proof finds it, done on an engine."""

from collections.abc import Callable, Sequence
from datetime import datetime

from ddrflow.decide.filling import actor_of, organisation_of
from ddrflow.engine import Engine
from ddrflow.model.agency import Actor, Phase
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Line, Move
from ddrflow.proof.found import reasons
from ddrflow.proof.reaching import Budget, Search, Stuck, World, reach
from ddrflow.wire import name_of

#: Everybody does what a refusal says would help; so many questions are asked for one command.
PATIENCE = 20_000
#: How an engine comes to the instant of a move.
Until = Callable[[datetime], object]


def openings(workflow: Workflow) -> tuple[OpenCase, ...]:
    """The case opened with an organisation in every role, by each who may lead at first.

    Those who may lead in most phases come first: the case has the fewest changes of its lead.
    """
    phase = workflow.initial.phase
    leads = sorted(
        workflow.procedure.leads_of(phase) if phase else (),
        key=lambda role: -sum(workflow.procedure.may_lead(role, one) for one in Phase),
    )
    bindings = tuple((role, organisation_of(role)) for role in workflow.procedure.agencies)
    return tuple(
        OpenCase(actor=Actor(f"person-{one}", organisation_of(one), one), bindings=bindings)
        for one in leads
    )


def line_of(engine: Engine, workflow: Workflow, case_id: str) -> Line:
    """The case as it stands on an engine, to be lived on in thought; no case where none is open."""
    above = engine.standing_entries()
    case = engine.case(case_id) if case_id in engine.cases() else None
    # Ids that are made on the way count on from here, so that none is made twice.
    length = (case.version if case else 0) + len(above)
    return Line(workflow, engine.now(), case, engine.standing(), above, length=length)


def actor_in(line: Line, role: str) -> Actor:
    """Who acts in a role."""
    return actor_of(line, role)


def way_to(line: Line, command: Command) -> tuple[Move, ...] | str:
    """What is done up to a command and with it, the command itself last; else why it stays so."""
    found = reach(Search(World("willing"), Budget(limit=PATIENCE)), line, command)
    if isinstance(found, Stuck):
        return f"`{name_of(found.command)}` is refused and no remedy helps: {_why(found)}"
    return found.moves()


def play(
    engine: Engine, workflow: Workflow, case_id: str, moves: Sequence[Move], until: Until
) -> None:
    """Do on an engine what was done in thought, each at its instant. Raises as the engine does.

    What time alone did is left to whoever lets it pass.
    """
    for move in moves:
        until(move.at)
        if isinstance(move.done, OpenCase):
            engine.open_case(workflow.identity.name, case_id, move.done)
        elif isinstance(move.done, Command):
            engine.do(case_id, move.done)
        elif move.done is not None:
            engine.record_standing(move.actor, move.done)


def _why(stuck: Stuck) -> str:
    return reasons(stuck.decision) or "it cannot be asked"
