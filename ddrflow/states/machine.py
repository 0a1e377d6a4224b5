"""The one place that knows `transitions`: a frozen flat machine for each life cycle.

The machine holds the graph and nothing else: no registered models, no automatic
transitions, no conditions and no callbacks, since a condition there answers only False and
a callback runs after the state has changed. The table compiled from it drives the engine;
the machine stays the oracle that a property test holds the table to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from transitions import Machine, MachineError

from ddrflow.states.graph import Graph


@dataclass(slots=True)
class _Token:
    """A throw-away model: the machine never keeps it."""

    state: str


def build(graph: Graph) -> Machine:
    """Make the machine of a graph, once; it is never changed afterwards.

    States are handed over as plain text: `transitions` would take an enum by its name.
    """
    return Machine(
        model=None,
        states=[str(one) for one in graph.states],
        initial=str(graph.initial),
        transitions=[
            {"trigger": one.trigger, "source": str(one.source), "dest": str(one.target)}
            for one in graph.arrows
        ],
        auto_transitions=False,
        send_event=True,
        queued=False,
    )


def compiled(machine: Machine) -> Mapping[tuple[str, str], str]:
    """The machine as a table: (state, trigger) to the next state."""
    table: dict[tuple[str, str], str] = {}
    for trigger, event in machine.events.items():
        for source, found in event.transitions.items():
            for transition in found:
                table[source, trigger] = str(transition.dest)
    return MappingProxyType(table)


def step(machine: Machine, state: str, trigger: str) -> str | None:
    """What the machine itself does; None where it knows no such step."""
    event = machine.events.get(trigger)
    if event is None:
        return None
    token = _Token(state)
    try:
        event.trigger(token)
    except MachineError:
        return None
    return token.state


def table(graph: Graph) -> Mapping[tuple[str, str], str]:
    """The table of a graph, compiled from its machine."""
    return compiled(build(graph))
