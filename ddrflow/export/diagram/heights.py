"""From above to below: bands, the states in them, and where each arrow touches a state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.export.diagram import labels, nodes
from ddrflow.export.diagram.panels import panel
from ddrflow.export.diagram.picture import Band, Picture
from ddrflow.export.diagram.rows import End, Row, Rows, stacked

#: Inside a band over its first state and under its last; between bands; between two states.
PAD: Final = 18
BANDS_APART: Final = 10
STATES_APART: Final = 26
#: Over and under the label of an arrow that goes straight down.
LABEL_PAD: Final = 9
#: A box is higher than its rows by this much.
ROWS_PAD: Final = 8


@dataclass(frozen=True, slots=True)
class Heights:
    """Top and height of each band and each state; where the line of each row runs; the end."""

    bands: dict[str, tuple[int, int]]
    states: dict[str, tuple[int, int]]
    lines: dict[tuple[str, str, End], int]
    bottom: int

    def span(self, link: str) -> tuple[int, int]:
        """From its highest row to its lowest."""
        found = [at for (name, _, _), at in self.lines.items() if name == link]
        return min(found), max(found)


def heights(picture: Picture, found: Rows, top: int) -> Heights:
    """Everything as high as it must be, band after band."""
    placed = Heights({}, {}, {}, top)
    at = top
    for band in picture.bands:
        own = [_box(node.name, nodes.needed(node)[1], found) for node in band.nodes]
        gaps = _gaps(band, found)
        inside = sum(own) + sum(gaps) + 2 * PAD
        said = panel(band, picture.roles, 0, 0).height + 2 * PAD
        high = max(inside, said)
        placed.bands[band.phase] = at, high
        below = at + PAD + (high - inside) // 2
        for node, box, gap in zip(band.nodes, own, gaps, strict=True):
            placed.states[node.name] = below, box
            for side in (found.left, found.right):
                _rows(node.name, side[node.name], below, box, placed)
            below += box + gap
        at += high + BANDS_APART
    return Heights(placed.bands, placed.states, placed.lines, at - BANDS_APART)


def _box(name: str, needed: int, found: Rows) -> int:
    sides = (stacked(found.left[name]), stacked(found.right[name]))
    return max(needed, max(sides) + ROWS_PAD)


def _gaps(band: Band, found: Rows) -> list[int]:
    """Below each state: room for the label of what goes straight down, or a little."""
    gaps = []
    for number, node in enumerate(band.nodes):
        links = found.straight.get(node.name, ())
        last = number == len(band.nodes) - 1
        room = max((labels.height(labels.whole(one)) + 2 * LABEL_PAD for one in links), default=0)
        gaps.append(max(room, 0 if last else STATES_APART))
    return gaps


def _rows(name: str, rows: Sequence[Row], top: int, high: int, placed: Heights) -> None:
    at = top + (high - stacked(rows)) // 2
    for row in rows:
        placed.lines[row.link.name, name, row.end] = at + row.line_at
        at += row.height
