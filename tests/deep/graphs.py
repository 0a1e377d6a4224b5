"""Graphs for the independent reader: with faults in them, and as the proof lived them."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Final
from xml.etree.ElementTree import fromstring, tostring

from ddrflow.model.workflow import State, Step, StepKind, Workflow
from ddrflow.proof.exploring import Edge, Explored
from ddrflow.proof.situation import Situation
from tests.proof.documents import Document, sources

END: Final = "end"
Key = tuple[str, str]


def one_by_one(document: Document) -> Document:
    """The same file with a step for each state that one leaves."""
    found = deepcopy(document)
    found["steps"] = [
        {**step, "from": source}
        for step in document["steps"]
        for source in sources(document, step)
        if not (step["from"] == "any" and source == step["to"])
    ]
    return found


def broken(document: Document, chance: Random) -> Document:
    """The file with some of its arrows left out, and some led elsewhere."""
    found = one_by_one(document)
    names = list(found["states"])
    gone = chance.choice((0.0, 0.1, 0.3, 0.5))
    found["steps"] = [one for one in found["steps"] if chance.random() >= gone]
    for one in found["steps"]:
        if chance.random() < 0.1:
            one["to"] = chance.choice(names)
    return found


def drawn(workflow: Workflow, document: Document) -> Workflow:
    """The workflow with the arrows of a document that no loader would take."""
    steps = {
        (one["from"], one["trigger"]): replace(
            workflow.steps[one["from"], one["trigger"]], target=workflow.states[one["to"]]
        )
        for one in document["steps"]
    }
    return replace(workflow, steps=steps)


def without_ways_into(text: str, steps: Iterable[Key]) -> str:
    """The BPMN without the flow from a state into each of these steps: a rule closes it for good.

    What becomes of the step and of all behind it is for the reader to find.
    """
    shut = {f"to.step.{state}.{trigger}" for state, trigger in steps}
    top = fromstring(text)  # noqa: S314 - our own document
    for parent in list(top.iter()):
        for one in list(parent):
            if {one.get("id"), one.text, one.get("bpmnElement")} & shut:
                parent.remove(one)
    return tostring(top, encoding="unicode")


def as_lived(explored: Explored) -> tuple[Workflow, dict[str, Situation]]:
    """The situations of a proof as states and what leads between them as steps; states by name.

    An end is one that somebody decides on, where the file has such a one, as for the proof.
    """
    workflow = explored.workflow
    by_name = {f"s{number}": one for number, one in enumerate(explored.nodes)}
    names = {one: name for name, one in by_name.items()}
    initial = workflow.initial
    lasting = [name for name, one in by_name.items() if not _is_end(explored, one)]
    states = {name: replace(initial, name=name) for name in lasting}
    begin, end = replace(initial, name="begin"), State(END, None)
    some = next(iter(workflow.steps.values()))
    steps: dict[Key, Step] = {}

    def arrow(source: str, target: State) -> None:
        trigger = f"t{len(steps)}"
        steps[source, trigger] = replace(some, trigger=trigger, source_state=source, target=target)

    for situation in _openings(explored):
        arrow(begin.name, states[names[situation]])
    for edge in explored.edges:
        if not _is_end(explored, edge.end):
            arrow(names[edge.start], states[names[edge.end]])
        elif _is_decided(workflow, edge):
            arrow(names[edge.start], end)
    lived = replace(
        workflow, states={"begin": begin, **states, END: end}, initial=begin, steps=steps
    )
    return lived, by_name


def _is_end(explored: Explored, situation: Situation) -> bool:
    return explored.workflow.states[situation.state].phase is None


def _openings(explored: Explored) -> list[Situation]:
    """The situations that a case begins in: whoever may open it leads it."""
    workflow = explored.workflow
    phase = workflow.initial.phase
    leads = workflow.procedure.leads_of(phase) if phase else ()
    opening = [one for one in leads if one not in explored.not_opened]
    begun = [Situation(workflow.initial.name, one) for one in opening]
    return [one for one in begun if one in explored.nodes]


def _is_decided(workflow: Workflow, edge: Edge) -> bool:
    kinds = {one.kind for one in workflow.steps.values() if one.target.phase is None}
    wanted = StepKind.ASKS if StepKind.ASKS in kinds else StepKind.HAPPENED
    return edge.step is not None and edge.step.kind is wanted
