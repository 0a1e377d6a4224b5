"""Run in the environment of requirements/deep.txt, never imported: what pm4py makes of our files.

    python pm4py_reader.py QUESTIONS ANSWERS

QUESTIONS is JSON: `graphs` are paths of BPMN files; `logs` name a BPMN file as `graph`, an XES
file as `log`, and whether its cases may stand anywhere (`open`); `objects` name a BPMN file and
an OCEL file in the same way; `events` are paths of XES files. ANSWERS gets one answer each, in
order. Every question about behaviour is put to the Petri net that pm4py makes of the BPMN.
"""

import json
import sys
from collections import deque
from pathlib import Path
from typing import Any

from pm4py import (
    convert_to_event_log,
    convert_to_petri_net,
    ocel_flattening,
    read_bpmn,
    read_ocel2_json,
    read_xes,
)
from pm4py.algo.analysis.woflan import algorithm as woflan
from pm4py.algo.conformance.alignments.petri_net import algorithm as alignments
from pm4py.objects.conversion.bpmn.variants import to_petri_net
from pm4py.objects.petri_net.obj import PetriNet
from pm4py.objects.petri_net.semantics import enabled_transitions, execute
from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to, remove_transition

SKIP = ">>"
STEP = "step "
STANDS = "stands."


def unreduced(graph: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - pm4py has no types
    """The net with a transition for every node of the BPMN, by the id of the node."""
    wanted = {to_petri_net.Parameters.ENABLE_REDUCTION: False}
    net, start, end = to_petri_net.apply(graph, parameters=wanted)
    return net, start, end


def soundness(path: str) -> dict[str, Any]:
    """What WOFLAN says of the net, and which nodes never fire or are never left for the end."""
    graph = read_bpmn(path)
    net, start, end = convert_to_petri_net(graph)
    asked = {"return_asap_when_not_sound": True, "return_diagnostics": True}
    is_sound, _ = woflan.apply(net, start, end, parameters=asked)
    whole, start, end = unreduced(graph)
    reached, fired = explored(whole, start)
    ending = before(reached, end)
    lost = [places for places in reached if places not in ending]
    nodes = {one.get_id() for one in graph.get_nodes()}
    return {
        "sound": bool(is_sound),
        "nodes": len(nodes),
        "never": sorted(nodes - fired),
        "lost": sorted({one for places in lost for one in nodes if f"exi_{one}" in places}),
    }


def explored(net: Any, start: Any) -> tuple[dict[Any, set[Any]], set[str]]:  # noqa: ANN401
    """Every marking that can be reached, with those after it; every transition that fires."""
    first = named(start)
    markings = {first: start}
    after: dict[Any, set[Any]] = {first: set()}
    fired, waiting = set(), deque([first])
    while waiting:
        here = waiting.popleft()
        for transition in enabled_transitions(net, markings[here]):
            fired.add(transition.name)
            marking = execute(transition, net, markings[here])
            there = named(marking)
            after[here].add(there)
            if there not in markings:
                markings[there], after[there] = marking, set()
                waiting.append(there)
    return after, fired


def named(marking: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    """The places that hold a token; a net of a state machine never has two in one."""
    assert max(marking.values()) == 1
    return frozenset(place.name for place in marking)


def before(after: dict[Any, set[Any]], end: Any) -> set[Any]:  # noqa: ANN401 - as above
    """The markings from which the end can be reached."""
    found = {named(end)}
    while True:
        more = {one for one, others in after.items() if others & found} | found
        if more == found:
            return found
        found = more


def aligned(graph: str, log: str, *, is_open: bool) -> list[dict[str, Any]]:
    """How each trace fits: pm4py's fitness, every move that does not, where the case stands."""
    traces = read_xes(log, return_legacy_log_object=True)
    return held_to(graph, traces, is_open=is_open)


def held_to(graph: str, traces: Any, *, is_open: bool) -> list[dict[str, Any]]:  # noqa: ANN401
    """How each of some traces fits a graph."""
    net, start, end = may_stop(graph) if is_open else convert_to_petri_net(read_bpmn(graph))
    told = {"ret_tuple_as_trans_desc": True, "show_progress_bar": False}
    answers = alignments.apply_log(traces, net, start, end, parameters=told) if traces else []
    return [
        {"case": trace.attributes["concept:name"], **_fits(answer)}
        for trace, answer in zip(traces, answers, strict=True)
    ]


def objects(graph: str, log: str) -> dict[str, Any]:
    """What pm4py reads of an object-centric log, and how the steps of its cases fit the graph.

    The log is flattened: the events of each case in order, of which the steps are kept.
    """
    found = read_ocel2_json(log)
    flat = ocel_flattening(found, "case")
    steps = flat[flat["concept:name"].str.startswith(STEP)].copy()
    steps["concept:name"] = steps["trigger"]
    traces = convert_to_event_log(steps)
    related = found.relations
    return {
        "objects": found.objects["ocel:type"].value_counts().to_dict(),
        "events": len(found.events),
        "qualified": related["ocel:qualifier"].value_counts().to_dict(),
        "between": found.o2o["ocel:qualifier"].value_counts().to_dict(),
        "simulated": sorted({bool(one) for one in found.events["simulated"]}),
        "types": {name: type(one).__name__ for name, one in _firsts(found.events).items()},
        "last": _last(found),
        "fits": held_to(graph, traces, is_open=True) if len(steps) else [],
    }


def _firsts(table: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """One value of each column, as pm4py holds it."""
    return {name: table[name].dropna().iloc[0] for name in table.columns if table[name].count()}


def _last(found: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    """The state in which each case stands, by the changes that pm4py reads of it."""
    first = found.objects[found.objects["ocel:type"] == "case"]
    states = dict(zip(first["ocel:oid"], first["state"], strict=True))
    changes = found.object_changes
    if len(changes):
        for row in changes.sort_values("ocel:timestamp", kind="stable").to_dict("records"):
            if row["ocel:field"] == "state" and isinstance(row["state"], str):
                states[row["ocel:oid"]] = row["state"]
    return {name: str(state) for name, state in states.items()}


def told(log: str) -> list[dict[str, Any]]:
    """Every event of an XES log as pm4py reads it, without times."""
    traces = read_xes(log, return_legacy_log_object=True)
    return [
        {
            "case": trace.attributes["concept:name"],
            "simulated": [traces.attributes["simulated"], trace.attributes["simulated"]],
            "events": [
                {key: one for key, one in dict(event).items() if isinstance(one, str | int | float)}
                for event in trace
            ],
        }
        for trace in traces
    ]


def may_stop(path: str) -> tuple[Any, Any, Any]:
    """The net in which a case may stand in any state when the log ends: silently, and told.

    Final states too: a way to the end that does not say where the case stands is taken out.
    """
    net, start, end = unreduced(read_bpmn(path))
    [sink] = end
    for arc in list(sink.in_arcs):
        remove_transition(net, arc.source)
    for place in [one for one in net.places if one.name.startswith("exi_state.")]:
        state = place.name.removeprefix("exi_state.")
        stop = PetriNet.Transition(f"{STANDS}{state}", None)
        net.transitions.add(stop)
        add_arc_from_to(place, stop, net)
        add_arc_from_to(stop, sink, net)
    return net, start, end


def _fits(answer: dict[str, Any]) -> dict[str, Any]:
    """`log` is what only the trace did, `model` what only the graph did, `ran` all it did."""
    moves = [(*names, *labels) for names, labels in answer["alignment"]]
    stops = [name for _, name, _, _ in moves if name.startswith(STANDS)]
    return {
        "fitness": answer["fitness"],
        "log": [label for _, _, label, model in moves if model == SKIP],
        "model": [label for _, _, log, label in moves if log == SKIP and label is not None],
        "ran": [label for _, _, _, label in moves if label not in (SKIP, None)],
        "stands": stops[0].removeprefix(STANDS) if stops else None,
    }


def main(questions: str, answers: str) -> None:
    """Answer all the questions of a file into another; pm4py itself prints what it likes."""
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    found = {
        "graphs": [soundness(one) for one in asked["graphs"]],
        "logs": [aligned(one["graph"], one["log"], is_open=one["open"]) for one in asked["logs"]],
        "objects": [objects(one["graph"], one["log"]) for one in asked["objects"]],
        "events": [told(one) for one in asked["events"]],
    }
    Path(answers).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
