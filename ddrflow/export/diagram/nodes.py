"""The box of a state: its name, whether a case begins or ends there, how long it may stay."""

from typing import Final

from ddrflow.export.diagram.picture import Node
from ddrflow.export.diagram.shapes import Box, Words
from ddrflow.export.diagram.text import shortened, width, wrapped

NAME: Final = 15
SMALL: Final = 11
#: A box is so wide at least, and its words at the most.
LEAST: Final = 150
ROOM: Final = 190
PAD: Final = 14
HEIGHTS: Final = {NAME: 20, SMALL: 15}

Line = tuple[str, int, str]


def lines(node: Node) -> tuple[Line, ...]:
    """What stands in the box, line by line, with size and style."""
    found: list[Line] = []
    if node.is_initial:
        found.append(("begins here", SMALL, "quiet"))
    names = wrapped(f"{node.mark.prefix}{node.name}", ROOM, NAME, bold=True)
    found += [(one, NAME, "ink") for one in names]
    if node.is_final:
        found.append(("ends here", SMALL, "quiet"))
    if node.limit:
        found += [(one, SMALL, "quiet") for one in wrapped(f"at most {node.limit}", ROOM, SMALL)]
    if node.told:
        told = shortened(node.told[0], len(node.told) - 1, ROOM, SMALL, 2)
        found += [(one, SMALL, "change") for one in told]
    return tuple(found)


def needed(node: Node) -> tuple[int, int]:
    """Width and height of what stands in the box, with room around it."""
    written = lines(node)
    wide = max(width(text, size, bold=size == NAME) for text, size, _ in written)
    high = sum(HEIGHTS[size] for _, size, _ in written)
    return max(LEAST, wide + 2 * PAD), high + 2 * PAD


def words(node: Node, box: Box) -> tuple[Words, ...]:
    """The lines in the middle of a box."""
    written = lines(node)
    at = box.y + (box.height - sum(HEIGHTS[size] for _, size, _ in written)) // 2
    found: list[Words] = []
    for text, size, style in written:
        at += HEIGHTS[size]
        found.append(
            Words(text, box.middle, at - size // 3, size, style, "middle", bold=size == NAME)
        )
    return tuple(found)
