"""From left to right: what a band says, lanes, labels, states, labels, lanes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ddrflow.export.diagram import labels, nodes, panels
from ddrflow.export.diagram.lanes import LANE
from ddrflow.export.diagram.picture import Link, Picture
from ddrflow.export.diagram.rows import Rows

MARGIN: Final = 20
PAD: Final = 16
#: Between a box and the words of its rows, and between a straight arrow and its words.
BESIDE: Final = 12
#: How far two arrows that go straight down are from the middle.
PAIR: Final = 16
#: A side without any words, and at the least one with some: its heading is over it.
EMPTY: Final = 24
LEAST: Final = 140


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins, and where all end; lane 0 is beside the labels."""

    panel: int
    left_lane: int
    boxes: int
    boxes_end: int
    right_lane: int
    end: int

    @property
    def middle(self) -> int:
        """Where arrows go straight down."""
        return (self.boxes + self.boxes_end) // 2

    def edge(self, *, on_left: bool) -> int:
        """Where arrows touch the boxes."""
        return self.boxes if on_left else self.boxes_end

    def lane(self, number: int, *, on_left: bool) -> int:
        """Where a lane runs."""
        return self.left_lane - LANE * number if on_left else self.right_lane + LANE * number


def columns(picture: Picture, found: Rows, left_lanes: int, right_lanes: int) -> Columns:
    """As wide as what stands in them."""
    box = max(nodes.needed(one)[0] for one in picture.nodes)
    box += box % 2
    panel = MARGIN + PAD
    left_lane = panel + panels.WIDTH + PAD + LANE * left_lanes
    boxes = left_lane + _room(found, box, on_left=True)
    right_lane = boxes + box + _room(found, box, on_left=False)
    end = right_lane + LANE * right_lanes + PAD
    return Columns(panel, left_lane, boxes, boxes + box, right_lane, end)


def _room(found: Rows, box: int, *, on_left: bool) -> int:
    """For the widest words at a side, those beside straight arrows too."""
    side = found.left if on_left else found.right
    wide = [line.width + BESIDE for rows in side.values() for row in rows for line in row.lines]
    wide += _beside(found, box, on_left=on_left)
    return max(LEAST, max(wide) + BESIDE) if wide else EMPTY


def _beside(found: Rows, box: int, *, on_left: bool) -> Iterator[int]:
    for links in found.straight.values():
        for link in links:
            if link.happens is on_left:
                yield _widest(link) + BESIDE + PAIR - box // 2


def _widest(link: Link) -> int:
    return max(one.width for one in labels.whole(link))
