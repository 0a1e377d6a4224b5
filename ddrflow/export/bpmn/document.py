"""A graph and its places as a document of BPMN 2.0 with diagram interchange."""

from typing import Final
from xml.etree.ElementTree import Element

from ddrflow.export.bpmn.graph import Flow, Graph, Node, Shape, graph_of
from ddrflow.export.bpmn.places import Bounds, Places, places_of
from ddrflow.export.markup import child, document, root
from ddrflow.export.procedure import identity_line
from ddrflow.model.workflow import Workflow

#: The names that the standard gives its parts; no program looks anything up there.
NAMESPACES: Final = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
}
NOT_SHOWN: Final = (
    "Rules are no part of the graph: what a step asks stands in words at its task, and is asked "
    "by ddrflow."
)


def bpmn(workflow: Workflow) -> str:
    """The case graph of a workflow as BPMN 2.0 XML, with a diagram that tools can draw.

    Where a case begins is the start event, a state an exclusive gateway, a final state an end
    event, a step a task for each state that it leaves (a user task if it asks, a receive task if
    it happened). The process is not executable: a gateway carries no conditions. The same
    workflow gives the same text.
    """
    graph = graph_of(workflow)
    name = workflow.identity.name
    top = root(
        "bpmn:definitions",
        NAMESPACES | {"id": f"definitions.{name}", "targetNamespace": f"urn:ddrflow:{name}"},
    )
    title = workflow.title or name
    process = child(top, "bpmn:process", id=f"process.{name}", name=title, isExecutable="false")
    child(process, "bpmn:documentation", f"{identity_line(workflow)}. {NOT_SHOWN}")
    for node in graph.nodes.values():
        _node(process, graph, node)
    for flow in graph.flows:
        child(
            process, "bpmn:sequenceFlow", id=flow.id, sourceRef=flow.source, targetRef=flow.target
        )
    _diagram(top, graph, places_of(graph), name)
    return document(top)


def _node(process: Element, graph: Graph, node: Node) -> None:
    into, out_of = graph.into(node.id), graph.out_of(node.id)
    element = child(process, f"bpmn:{node.shape}", id=node.id, name=node.name)
    if node.shape is Shape.STATE:
        element.set("gatewayDirection", _direction(len(into), len(out_of)))
    child(element, "bpmn:documentation", node.says)
    for flow in into:
        child(element, "bpmn:incoming", flow.id)
    for flow in out_of:
        child(element, "bpmn:outgoing", flow.id)


def _direction(into: int, out_of: int) -> str:
    """What the standard calls a gateway with so many flows."""
    if into > 1:
        return "Mixed" if out_of > 1 else "Converging"
    return "Diverging" if out_of > 1 else "Unspecified"


def _diagram(top: Element, graph: Graph, places: Places, name: str) -> None:
    diagram = child(top, "bpmndi:BPMNDiagram", id=f"diagram.{name}")
    plane = child(diagram, "bpmndi:BPMNPlane", id=f"plane.{name}", bpmnElement=f"process.{name}")
    for node in graph.nodes.values():
        _shape(plane, node, places.bounds[node.id])
    for flow in graph.flows:
        _edge(plane, flow, places)


def _shape(plane: Element, node: Node, bounds: Bounds) -> None:
    shape = child(plane, "bpmndi:BPMNShape", id=f"shape.{node.id}", bpmnElement=node.id)
    if node.shape is Shape.STATE:
        shape.set("isMarkerVisible", "true")
    child(
        shape,
        "dc:Bounds",
        x=str(bounds.x),
        y=str(bounds.y),
        width=str(bounds.width),
        height=str(bounds.height),
    )


def _edge(plane: Element, flow: Flow, places: Places) -> None:
    edge = child(plane, "bpmndi:BPMNEdge", id=f"edge.{flow.id}", bpmnElement=flow.id)
    for x, y in places.ways[flow.id]:
        child(edge, "di:waypoint", x=str(x), y=str(y))
