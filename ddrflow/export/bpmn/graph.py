"""The case graph in the shapes of BPMN: a state is a gateway, a step is a task of its own.

A gateway merges every way into a state and splits the ways out of it. A step that leaves
several states is a task for each of them: what it asks can differ from state to state, and a
task with two flows into it would hide where they meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ddrflow.export.outline import rule_row
from ddrflow.model.workflow import State, Step, StepKind, Workflow

OPENED: Final = "opened"


class Shape(StrEnum):
    """What a node is drawn as; each value is the name of its element."""

    START = "startEvent"
    STATE = "exclusiveGateway"
    ASKS = "userTask"
    HAPPENED = "receiveTask"
    END = "endEvent"


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its id is unique in the document and a valid XML name; `says` explains it."""

    id: str
    shape: Shape
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One arrow between two nodes, by their ids."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, and the flows between them, both in the order of the file."""

    nodes: dict[str, Node]
    flows: tuple[Flow, ...]

    def into(self, node: str) -> tuple[Flow, ...]:
        """The flows that end at a node."""
        return tuple(one for one in self.flows if one.target == node)

    def out_of(self, node: str) -> tuple[Flow, ...]:
        """The flows that begin at a node."""
        return tuple(one for one in self.flows if one.source == node)


def state_id(state: str) -> str:
    """The id of the node of a state. Ids of files hold no dot, so none can clash."""
    return f"state.{state}"


def step_id(step: Step) -> str:
    """The id of the node of a step."""
    return f"step.{step.source_state}.{step.trigger}"


def graph_of(workflow: Workflow) -> Graph:
    """Every state and every step of a workflow, also those that nothing leads to."""
    nodes = {one.id: one for one in _nodes(workflow)}
    return Graph(nodes, tuple(_flows(workflow)))


def _nodes(workflow: Workflow) -> Iterator[Node]:
    yield Node(OPENED, Shape.START, "case opened", "A lead opens the case and answers for it.")
    for state in workflow.states.values():
        if state.phase is None:
            yield Node(state_id(state.name), Shape.END, state.name, "The case is closed.")
        else:
            yield Node(state_id(state.name), Shape.STATE, state.name, _of_state(state))
    for step in workflow.steps.values():
        happened = step.kind is StepKind.HAPPENED
        shape = Shape.HAPPENED if happened else Shape.ASKS
        yield Node(step_id(step), shape, step.trigger, _of_step(step))


def _flows(workflow: Workflow) -> Iterator[Flow]:
    first = state_id(workflow.initial.name)
    yield Flow(f"to.{first}", OPENED, first)
    for step in workflow.steps.values():
        task = step_id(step)
        yield Flow(f"to.{task}", state_id(step.source_state), task)
        yield Flow(f"from.{task}", task, state_id(step.target.name))


def _of_state(state: State) -> str:
    told = [f"The case is in this state, in the phase {state.phase}."]
    if state.limit is not None:
        told.append(f"For {state.limit.after} at the most, then a breach is opened.")
    return " ".join(told)


def _of_step(step: Step) -> str:
    """What a diagram cannot show of a step: who takes it, and what it asks."""
    by = f"By {', '.join(sorted(step.by))}."
    happened = step.kind is StepKind.HAPPENED
    kind = (
        "Happened: recorded always, an unmet rule becomes a breach."
        if happened
        else "Asks: refused while a rule that binds is unmet."
    )
    rows = [rule_row(use) for use in step.rules if not use.entitles]
    asked = ", ".join(f"{one.rule} ({one.strength})" for one in rows)
    return " ".join([by, kind, *([f"Rules: {asked}."] if asked else [])])
