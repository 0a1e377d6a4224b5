"""Where the nodes of a diagram stand and how its flows run: in columns, from left to right.

States stand in columns by how many steps they are away from the opening, each step in a column
between. A flow to the next column turns in the channel between the two; every other flow runs
below all nodes, in a lane of its own. So no flow runs through a node.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ddrflow.export.bpmn.graph import OPENED, Graph, Shape

COLUMN: Final = 220
ROW: Final = 120
LANE: Final = 16
#: Between two flows that turn in the same channel.
APART: Final = 6
MARGIN: Final = 60
EVENT: Final = (36, 36)
GATEWAY: Final = (50, 50)
TASK: Final = (120, 80)
SIZES: Final[Mapping[Shape, tuple[int, int]]] = {
    Shape.START: EVENT,
    Shape.STATE: GATEWAY,
    Shape.ASKS: TASK,
    Shape.HAPPENED: TASK,
    Shape.END: EVENT,
}
#: How many flows turn beside one another in a channel before the next lies over the first.
BESIDE: Final = (COLUMN - TASK[0] - 20) // APART

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in pixels, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def left(self) -> Point:
        """The middle of the left side, where flows end."""
        return self.x, self.y + self.height // 2

    @property
    def right(self) -> Point:
        """The middle of the right side, where flows begin."""
        return self.x + self.width, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Places:
    """The bounds of every node and the points of every flow, by id."""

    bounds: Mapping[str, Bounds]
    ways: Mapping[str, tuple[Point, ...]]


def places_of(graph: Graph) -> Places:
    """Place a graph; the same graph is placed the same way each time."""
    columns = _columns(graph)
    bounds = _bounds(graph, columns)
    return Places(bounds, _ways(graph, columns, bounds))


def _columns(graph: Graph) -> dict[str, int]:
    """By distance from the opening; ends come last, and what nothing leads to comes after them."""
    columns = {OPENED: 0}
    queue = [OPENED]
    for here in queue:
        for flow in graph.out_of(here):
            if flow.target not in columns:
                columns[flow.target] = columns[here] + 1
                queue.append(flow.target)
    last = max(columns.values()) + 1
    lost = {one: last + 1 for one in graph.nodes if one not in columns}
    ends = {one: last for one, node in graph.nodes.items() if node.shape is Shape.END}
    return columns | lost | ends


def _bounds(graph: Graph, columns: Mapping[str, int]) -> dict[str, Bounds]:
    taken: Counter[int] = Counter()
    found: dict[str, Bounds] = {}
    for name, node in graph.nodes.items():
        column = columns[name]
        width, height = SIZES[node.shape]
        middle_x = MARGIN + column * COLUMN + COLUMN // 2
        middle_y = MARGIN + taken[column] * ROW + ROW // 2
        found[name] = Bounds(middle_x - width // 2, middle_y - height // 2, width, height)
        taken[column] += 1
    return found


def _ways(
    graph: Graph, columns: Mapping[str, int], bounds: Mapping[str, Bounds]
) -> dict[str, tuple[Point, ...]]:
    lowest = max(one.y + one.height for one in bounds.values()) + ROW // 2
    turned: Counter[int] = Counter()
    lanes = 0
    found: dict[str, tuple[Point, ...]] = {}
    for flow in graph.flows:
        start, end = bounds[flow.source].right, bounds[flow.target].left
        out = _channel(turned, columns[flow.source])
        if columns[flow.target] == columns[flow.source] + 1:
            found[flow.id] = _straight((start, (out, start[1]), (out, end[1]), end))
            continue
        back = _channel(turned, columns[flow.target] - 1)
        lane = lowest + lanes * LANE
        lanes += 1
        found[flow.id] = (start, (out, start[1]), (out, lane), (back, lane), (back, end[1]), end)
    return found


def _channel(turned: Counter[int], column: int) -> int:
    """Where the next flow turns in the channel to the right of a column."""
    number = turned[column] % BESIDE
    turned[column] += 1
    return MARGIN + (column + 1) * COLUMN - (BESIDE // 2 - number) * APART


def _straight(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without the turns of a flow that does not turn."""
    return (points[0], points[-1]) if points[0][1] == points[-1][1] else points
