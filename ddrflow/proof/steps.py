"""States that no history leads to, and steps that no history can fire."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from ddrflow.decide.filling import actor_of
from ddrflow.model.commands import TakeStep
from ddrflow.model.rule import RuleUse
from ddrflow.model.workflow import Step, Workflow
from ddrflow.proof.exploring import Explored
from ddrflow.proof.found import Hole, KeyPath, stuck_at
from ddrflow.proof.line import Line
from ddrflow.proof.places import Places
from ddrflow.proof.reaching import Stuck, reach
from ddrflow.proof.situation import Node

COVERS: Final = "lead.covers-next-phase"


def unreached(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-UNREACHED: states that no history leads to, told once for all that lie behind one."""
    del places
    workflow, reached = explored.workflow, {one.state for one in explored.nodes}
    missing = [name for name in workflow.states if name not in reached]
    first = [name for name in missing if _into(workflow, name, reached)] or missing
    for name in first:
        stuck = _first_stuck(explored, _into(workflow, name, reached))
        others = [one for one in missing if one not in first]
        behind = f", nor to what lies behind it ({', '.join(others)})" if others else ""
        message = f"no history leads to the state `{name}`{behind}"
        help_line = "mend a step that leads there"
        yield stuck_at("E-UNREACHED", ("states", name), message, stuck, help_line)


def _into(workflow: Workflow, name: str, reached: set[str]) -> list[Step]:
    """The steps that would lead there from where a history comes."""
    steps = workflow.steps.values()
    return [one for one in steps if one.target.name == name and one.source_state in reached]


def dead(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-DEAD-STEP, E-CLASH, E-REMIT: a line of `steps` that no history can fire, and why."""
    taken = {places.step(one.step) for one in explored.edges if one.step}
    reached = {one.state for one in explored.nodes}
    for step in explored.workflow.steps.values():
        place = places.step(step)
        if step.source_state in reached and place not in taken:
            taken.add(place)
            yield _dead(explored, step, place)


def _dead(explored: Explored, step: Step, place: KeyPath) -> Hole:
    stuck = _first_stuck(explored, [step])
    refusing = [one.rule for one in stuck.decision.refusing] if stuck and stuck.decision else []
    named = f"the step `{step.trigger}` from `{step.source_state}`"
    if stuck is not None and _clashes(explored, step):
        message = f"the rules of {named} hold one by one, and never together"
        return stuck_at("E-CLASH", place, message, stuck, "leave out one of them")
    if refusing == [COVERS]:
        message = f"{named} asks for a lead that nobody can become before it"
        help_line = "let somebody lead in both phases, or let the successor's remit begin earlier"
        return stuck_at("E-REMIT", place, message, stuck, help_line)
    message, help_line = f"no history can fire {named}", "mend what the refusal says"
    return stuck_at("E-DEAD-STEP", place, message, stuck, help_line)


def _clashes(explored: Explored, step: Step) -> bool:
    asked = [one for one in step.rules if not one.entitles]
    return len(asked) > 1 and all(_holds_alone(explored, step, one) for one in asked)


def _holds_alone(explored: Explored, step: Step, rule: RuleUse) -> bool:
    """The step could be taken if it asked this rule, and who may take it, alone."""
    kept = tuple(one for one in step.rules if one is rule or one.entitles)
    alone = replace(step, rules=kept)
    steps = {**explored.workflow.steps, (step.source_state, step.trigger): alone}
    workflow = replace(explored.workflow, steps=steps)
    for node in _at(explored, step.source_state):
        line = replace(node.line, workflow=workflow)
        for role in sorted(step.by):
            command = TakeStep(actor=actor_of(line, role), trigger=step.trigger)
            if isinstance(reach(explored.search(says_no=False), line, command), Line):
                return True
    return False


def _at(explored: Explored, state: str) -> Iterable[Node]:
    return [
        node
        for situation, node in explored.nodes.items()
        if situation.state == state and not situation.says_no
    ]


def _first_stuck(explored: Explored, steps: Iterable[Step]) -> Stuck | None:
    """The refusal of the first of these steps, by the shortest history to it."""
    for step in steps:
        for (situation, trigger), stuck in explored.stuck.items():
            if (situation.state, trigger) == (step.source_state, step.trigger):
                return stuck
    return None
