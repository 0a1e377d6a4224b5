"""The case graph as BPMN: everything of it and nothing else, with a diagram that can be read."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import Final
from xml.etree.ElementTree import Element, fromstring

import pytest

from ddrflow.export import bpmn
from ddrflow.export.bpmn.graph import graph_of
from ddrflow.export.bpmn.places import Bounds, Point, places_of
from ddrflow.model.workflow import StepKind, Workflow
from ddrflow.workflow.load import check_text, load, shipped
from tests.proof.sound import grown

MODEL: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAM: Final = "{http://www.omg.org/spec/BPMN/20100524/DI}"
#: XML's names without a colon, as far as ASCII goes.
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
SHIPPED: Final = shipped()
GROWN: Final = tuple(f"grown {seed}" for seed in range(0, 200, 20))


@cache
def workflow(name: str) -> Workflow:
    """A shipped workflow, or a grown one by its seed."""
    if not name.startswith("grown "):
        return load(name)
    document = grown(int(name.removeprefix("grown ")))
    found = check_text(json.dumps(document).encode(), f"{document['workflow']}.yaml").workflow
    assert found is not None
    return found


def read(text: str) -> Element:
    """The document as a reader of XML sees it."""
    return fromstring(text)  # noqa: S314 - our own document


def parts(top: Element) -> Mapping[str, Element]:
    """Whatever has an id, by it; no id comes twice."""
    found = [one for one in top.iter() if one.get("id")]
    by_id = {one.attrib["id"]: one for one in found}
    assert len(by_id) == len(found)
    return by_id


def arrows(top: Element) -> set[tuple[str, str, str, str]]:
    """The steps as the flows draw them: from which state, by which trigger, where to, what kind."""
    process = top.find(f"{MODEL}process")
    assert process is not None
    named = {one.get("id"): one for one in process}
    flows = list(process.iter(f"{MODEL}sequenceFlow"))
    into = {one.get("targetRef"): one.get("sourceRef") for one in flows}
    out_of = {one.get("sourceRef"): one.get("targetRef") for one in flows}
    tasks = {name: one for name, one in named.items() if one.tag.endswith("Task")}
    return {
        (
            named[into[name]].attrib["name"],
            one.attrib["name"],
            named[out_of[name]].attrib["name"],
            one.tag.removeprefix(MODEL),
        )
        for name, one in tasks.items()
    }


@pytest.mark.parametrize("name", [*SHIPPED, *GROWN])
def test_the_steps_that_the_flows_draw_are_those_of_the_workflow(name: str) -> None:
    """Each step from each state, and no other."""
    found = workflow(name)
    kinds = {StepKind.ASKS: "userTask", StepKind.HAPPENED: "receiveTask"}
    wanted = {
        (one.source_state, one.trigger, one.target.name, kinds[one.kind])
        for one in found.steps.values()
    }
    assert arrows(read(bpmn(found))) == wanted


@pytest.mark.parametrize("name", SHIPPED)
def test_a_state_is_a_gateway_an_end_an_end_event_and_the_opening_the_start(name: str) -> None:
    found = workflow(name)
    top = read(bpmn(found))
    drawn = {
        kind: [one.get("name") for one in top.iter(f"{MODEL}{kind}")]
        for kind in ("exclusiveGateway", "endEvent", "startEvent")
    }
    lasting = [one.name for one in found.states.values() if one.phase]
    ends = [one.name for one in found.states.values() if not one.phase]
    assert drawn == {"exclusiveGateway": lasting, "endEvent": ends, "startEvent": ["case opened"]}
    [first] = [one for one in top.iter(f"{MODEL}sequenceFlow") if one.get("sourceRef") == "opened"]
    assert first.get("targetRef") == f"state.{found.initial.name}"


@pytest.mark.parametrize("name", [*SHIPPED, *GROWN])
def test_every_reference_in_the_document_leads_somewhere(name: str) -> None:
    """And every id is a name that XML knows."""
    top = read(bpmn(workflow(name)))
    by_id = parts(top)
    assert all(NAME.fullmatch(one) for one in by_id)
    for one in top.iter():
        for key in ("sourceRef", "targetRef", "bpmnElement"):
            assert one.get(key, next(iter(by_id))) in by_id
    flows = list(top.iter(f"{MODEL}sequenceFlow"))
    for tag, end in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
        told = {(node.get("id"), one.text) for node in top.iter() for one in node.iter(MODEL + tag)}
        nodes = {(node, text) for node, text in told if node in _ends(flows, end)}
        assert nodes == {(one.get(end), one.get("id")) for one in flows}


def _ends(flows: list[Element], end: str) -> set[str | None]:
    return {one.get(end) for one in flows}


@pytest.mark.parametrize("name", SHIPPED)
def test_everything_that_is_in_the_process_is_drawn(name: str) -> None:
    """One shape a node, one edge a flow; without it a tool has no diagram to show."""
    top = read(bpmn(workflow(name)))
    process = top.find(f"{MODEL}process")
    assert process is not None
    listed = [one.get("id") for one in process if one.get("id")]
    drawn = [one.get("bpmnElement") for one in top.iter() if one.tag.startswith(DIAGRAM)]
    assert sorted(filter(None, drawn)) == sorted([*filter(None, listed), process.attrib["id"]])


@pytest.mark.parametrize("name", [*SHIPPED, *GROWN])
def test_no_node_lies_on_another_and_no_flow_runs_through_one(name: str) -> None:
    graph = graph_of(workflow(name))
    places = places_of(graph)
    for one, other in combinations(places.bounds.values(), 2):
        assert not _overlap(one, other)
    for flow in graph.flows:
        way = places.ways[flow.id]
        assert way[0] == places.bounds[flow.source].right
        assert way[-1] == places.bounds[flow.target].left
        for line in pairwise(way):
            assert not any(_crosses(line, one) for one in places.bounds.values()), flow


def _overlap(one: Bounds, other: Bounds) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _crosses(line: tuple[Point, Point], bounds: Bounds) -> bool:
    """The inside of the bounds holds a part of the line, which is level or upright."""
    (x1, y1), (x2, y2) = line
    assert x1 == x2 or y1 == y2
    wide = max(x1, x2) > bounds.x and min(x1, x2) < bounds.x + bounds.width
    high = max(y1, y2) > bounds.y and min(y1, y2) < bounds.y + bounds.height
    return wide and high


@pytest.mark.parametrize(
    ("state", "direction"),
    [
        ("referred", "Diverging"),
        ("in-custody", "Mixed"),
        ("lonely", "Unspecified"),
        ("waited-for", "Converging"),
    ],
)
def test_a_gateway_says_whether_ways_meet_or_part_there(state: str, direction: str) -> None:
    top = read(bpmn(_with_more_states()))
    [found] = [one for one in top.iter(f"{MODEL}exclusiveGateway") if one.get("name") == state]
    assert found.get("gatewayDirection") == direction


def _with_more_states() -> Workflow:
    """The Austrian workflow with a state of one way in and out, and one of two ways in."""
    found = workflow("neustart")
    near = found.states["in-custody"]
    lonely, waited = replace(near, name="lonely"), replace(near, name="waited-for")
    step = found.steps["in-custody", "prepare-release"]
    more = [
        replace(step, trigger="a", target=lonely),
        replace(step, trigger="b", source_state="lonely", target=waited),
        replace(step, trigger="c", target=waited),
        replace(step, trigger="d", source_state="waited-for", target=found.states["closed"]),
        replace(step, trigger="e", target=near),
    ]
    return replace(
        found,
        states={**found.states, "lonely": lonely, "waited-for": waited},
        steps={**found.steps, **{(one.source_state, one.trigger): one for one in more}},
    )


def test_a_step_that_leads_back_to_its_own_state_is_drawn_around() -> None:
    found = _with_more_states()
    assert ("in-custody", "e", "in-custody", "userTask") in arrows(read(bpmn(found)))
    way = places_of(graph_of(found)).ways["from.step.in-custody.e"]
    assert len(way) == 6


def test_a_state_that_nothing_leads_to_is_drawn_apart() -> None:
    """The graph is told as it is: whether it is sound is for the reader to find."""
    found = workflow("neustart")
    steps = {key: one for key, one in found.steps.items() if one.target.name != "detained"}
    graph = graph_of(replace(found, steps=steps))
    assert graph.into("state.detained") == ()
    bounds = places_of(graph).bounds
    assert bounds["state.detained"].x > bounds["state.closed"].x


def test_text_of_a_file_cannot_change_the_document() -> None:
    """Nor break it: XML has no place for some characters, escaped or not."""
    found = replace(workflow("mappa"), title='</x> & "quoted" \x07\ud800')
    process = read(bpmn(found)).find(f"{MODEL}process")
    assert process is not None
    assert process.get("name") == '</x> & "quoted" \ufffd\ufffd'


def test_what_a_step_asks_stands_in_words_at_its_task() -> None:
    by_id = parts(read(bpmn(workflow("neustart"))))
    [told] = list(by_id["step.in-community.recall"].iter(f"{MODEL}documentation"))
    assert told.text == (
        "By court, neustart, prison. Happened: recorded always, an unmet rule becomes a breach. "
        "Rules: lead.covers-next-phase (must)."
    )
    [told] = list(by_id["step.in-custody.prepare-release"].iter(f"{MODEL}documentation"))
    assert "Asks: refused while a rule that binds is unmet." in str(told.text)
    assert "notice.given (must)" in str(told.text)


def test_the_same_workflow_gives_the_same_document() -> None:
    assert bpmn(load("pairs")) == bpmn(load("pairs"))


def _texts(top: Element) -> Iterator[str]:
    return (str(one.text) for one in top.iter() if one.text)


def test_the_document_says_of_which_workflow_it_is() -> None:
    found = workflow("pairs")
    top = read(bpmn(found))
    assert top.get("targetNamespace") == "urn:ddrflow:pairs"
    assert any(found.identity.digest[:12] in one for one in _texts(top))
