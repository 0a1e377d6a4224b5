"""What a picture is made of once everything has its place, in whole pixels."""

from dataclasses import dataclass
from typing import Literal

from ddrflow.export.diagram.picture import Band, Link, Node
from ddrflow.export.diagram.text import width

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """Half of its width."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: where it begins, or ends, or its middle, and its baseline."""

    text: str
    x: int
    y: int
    size: int
    style: str
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False

    @property
    def box(self) -> Box:
        """The room that it takes at the most."""
        wide = width(self.text, self.size, bold=self.bold)
        left = {"start": self.x, "middle": self.x - wide // 2, "end": self.x - wide}[self.anchor]
        return Box(left, self.y - self.size, wide, self.size + self.size // 4)


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A state with its box."""

    node: Node
    box: Box
    words: tuple[Words, ...]
    colour: int


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A step with its lines, where each arrow points to, where lines join, and its words.

    `begins` is where an arrow begins that stands for many; `heads` are tips with the way that
    they point: 1 to the right, -1 to the left, 0 down.
    """

    link: Link
    lines: tuple[tuple[Point, ...], ...]
    heads: tuple[tuple[Point, int], ...]
    joints: tuple[Point, ...]
    begins: tuple[Point, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A phase with its box, the swatches of its leads, and its words."""

    band: Band
    box: Box
    swatches: tuple[tuple[Box, int], ...]
    words: tuple[Words, ...]
