"""The tables that drive the engine are those of the machines that `transitions` makes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.model.workflow import Workflow
from ddrflow.states import machine
from ddrflow.states.cycles import CONSENT, HANDOVER, REVIEW
from ddrflow.states.cycles import conference as life_cycle
from ddrflow.states.graph import Arrow, Graph
from ddrflow.workflow.load import load, shipped


def case_graph(workflow: Workflow) -> Graph:
    """The graph of a case, drawn from the compiled steps."""
    arrows = tuple(
        Arrow(step.trigger, step.source_state, step.target.name) for step in workflow.steps.values()
    )
    name = workflow.identity.name
    return Graph(name, tuple(workflow.states), workflow.initial.name, arrows)


def graphs() -> list[Graph]:
    """Every life cycle there is in what we ship."""
    found = [HANDOVER, CONSENT, REVIEW]
    for name in shipped():
        workflow = load(name)
        found.append(case_graph(workflow))
        found += [
            life_cycle(kind.name, kind.stages) for kind in workflow.procedure.conferences.values()
        ]
    return found


@pytest.mark.parametrize("graph", graphs(), ids=lambda graph: graph.name)
def test_the_table_answers_as_the_machine_does(graph: Graph) -> None:
    """Every state with every trigger, those that lead nowhere included."""
    built = machine.build(graph)
    table = machine.compiled(built)
    triggers = {str(arrow.trigger) for arrow in graph.arrows} | {"no-such-trigger"}
    for state in graph.states:
        for trigger in triggers:
            assert table.get((state, trigger)) == machine.step(built, str(state), trigger)
    assert len(table) == len({(arrow.source, arrow.trigger) for arrow in graph.arrows})


@given(data=st.data(), graph=st.sampled_from(graphs()))
def test_a_walk_by_table_and_one_by_machine_meet(data: st.DataObject, graph: Graph) -> None:
    """Over any series of triggers, legal or not, both stand in the same state."""
    built = machine.build(graph)
    table = machine.compiled(built)
    triggers = sorted({str(arrow.trigger) for arrow in graph.arrows})
    by_table = by_machine = str(graph.initial)
    for trigger in data.draw(st.lists(st.sampled_from(triggers), max_size=30)):
        by_table = table.get((by_table, trigger), by_table)
        by_machine = machine.step(built, by_machine, trigger) or by_machine
        assert by_table == by_machine


@pytest.mark.parametrize("graph", graphs(), ids=lambda graph: graph.name)
def test_no_step_leads_past_the_rules(graph: Graph) -> None:
    """The library adds a `to_<state>` for every state unless it is told not to."""
    built = machine.build(graph)
    assert not [name for name in built.events if name.startswith("to_")]
    assert built.models == []


@pytest.mark.parametrize("name", shipped())
def test_the_steps_of_a_workflow_are_those_of_its_machine(name: str) -> None:
    """The compiled step leads where the machine leads."""
    workflow = load(name)
    table = machine.table(case_graph(workflow))
    assert {place: step.target.name for place, step in workflow.steps.items()} == dict(table)


def test_one_machine_serves_many_threads() -> None:
    """Eight threads step one machine with throw-away tokens and always agree with the table."""
    graph = case_graph(load("catalonia"))
    built = machine.build(graph)
    table = machine.compiled(built)
    pairs = [(state, str(arrow.trigger)) for state in graph.states for arrow in graph.arrows]

    def walk(_: int) -> bool:
        return all(
            machine.step(built, state, trigger) == table.get((state, trigger))
            for state, trigger in pairs * 5
        )

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(walk, range(16)))
