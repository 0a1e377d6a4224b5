"""Everything of a picture in its place.

Bands lie below each other in the order of the phases, and in them the states, one below the
other. Arrows touch a state in rows of their own, run sideways under their words, and up or down
in lanes beyond all words. So no line meets a word or a box, whatever the procedure is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.export.diagram.columns import MARGIN, Columns, columns
from ddrflow.export.diagram.heading import heading
from ddrflow.export.diagram.heights import PAD, Heights, heights
from ddrflow.export.diagram.lanes import lanes
from ddrflow.export.diagram.legend import Legend, legend
from ddrflow.export.diagram.links import links
from ddrflow.export.diagram.marks import Mark
from ddrflow.export.diagram.nodes import words
from ddrflow.export.diagram.panels import panel
from ddrflow.export.diagram.picture import Band, Picture
from ddrflow.export.diagram.rows import Row, Rows, rows
from ddrflow.export.diagram.shapes import Box, PlacedBand, PlacedLink, PlacedNode, Words

STRIP: Final = 6
#: Of what nobody leads.
NO_COLOUR: Final = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture with everything in its place, in pixels."""

    picture: Picture
    width: int
    height: int
    heading: tuple[Words, ...]
    bands: tuple[PlacedBand, ...]
    nodes: tuple[PlacedNode, ...]
    links: tuple[PlacedLink, ...]
    legend: Legend


def lay_out(picture: Picture) -> Layout:
    """Give everything its place; the same picture always gets the same places."""
    found = rows(picture)
    own = heights(picture, found, 0)
    left, right = (_lanes(side, found, own) for side in (found.left, found.right))
    across = columns(picture, found, _count(left), _count(right))
    over = heading(picture, across)
    placed = heights(picture, found, over[-1].y + MARGIN // 2)
    below = legend(picture, across.panel, placed.bottom + MARGIN, across.end - MARGIN)
    return Layout(
        picture=picture,
        width=across.end + MARGIN,
        height=below.bottom + MARGIN // 2,
        heading=over,
        bands=tuple(_band(one, picture, placed, across) for one in picture.bands),
        nodes=tuple(_nodes(picture, placed, across)),
        links=tuple(links(found, placed, across, {**left, **right})),
        legend=below,
    )


def _lanes(side: Mapping[str, Sequence[Row]], found: Rows, own: Heights) -> dict[str, int]:
    names = {row.link.name for listed in side.values() for row in listed} - found.grouped
    return lanes({name: own.span(name) for name in names})


def _count(numbers: Mapping[str, int]) -> int:
    return max(numbers.values(), default=-1) + 1


def _band(band: Band, picture: Picture, placed: Heights, across: Columns) -> PlacedBand:
    top, high = placed.bands[band.phase]
    box = Box(MARGIN, top, across.end - MARGIN, high)
    said = panel(band, picture.roles, across.panel, top + PAD)
    leads = _leads(band, picture)
    strips = tuple((_strip(box, number, len(leads)), colour) for number, colour in enumerate(leads))
    return PlacedBand(band, box, (*strips, *said.swatches), said.words)


def _strip(box: Box, number: int, count: int) -> Box:
    """The part of the left edge that one of several leads has."""
    begin, end = (box.height * one // count for one in (number, number + 1))
    return Box(box.x, box.y + begin, STRIP, end - begin)


def _leads(band: Band, picture: Picture) -> list[int]:
    """The colours of those who may lead now; of those who might before, where nobody may."""
    now = [one for one in band.leads if one.mark is not Mark.GONE] or band.leads
    return [picture.roles.index(one.name) for one in now]


def _nodes(picture: Picture, placed: Heights, across: Columns) -> Iterator[PlacedNode]:
    for band in picture.bands:
        colour = next(iter(_leads(band, picture)), NO_COLOUR)
        for node in band.nodes:
            top, high = placed.states[node.name]
            box = Box(across.boxes, top, across.boxes_end - across.boxes, high)
            yield PlacedNode(node, box, words(node, box), colour)
