"""The left part of a band: the phase, who may lead, which conferences and reviews there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.export.diagram.marks import Mark
from ddrflow.export.diagram.picture import Band, Item
from ddrflow.export.diagram.shapes import Box, Words
from ddrflow.export.diagram.text import wrapped

WIDTH: Final = 232
TITLE: Final = 16
SIZE: Final = 12
LINE: Final = 16
SWATCH: Final = 11
INDENT: Final = 18
STYLES: Final[Mapping[Mark, str]] = {
    Mark.SAME: "ink",
    Mark.NEW: "ink new",
    Mark.CHANGED: "ink changed",
    Mark.GONE: "ink gone",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """The words of a band and the swatches of its leads, from an upper left corner on."""

    words: tuple[Words, ...]
    swatches: tuple[tuple[Box, int], ...]
    height: int


def panel(band: Band, roles: Sequence[str], x: int, y: int) -> Panel:
    """Everything that a band says in words; colours are numbers of roles."""
    words: list[Words] = []
    swatches: list[tuple[Box, int]] = []
    at = y
    for one in wrapped(band.title, WIDTH, TITLE, bold=True):
        at += TITLE + 4
        words.append(Words(one, x, at, TITLE, "ink", bold=True))
    at += 4
    for heading, items in _parts(band):
        at += LINE + 4
        words.append(Words(heading, x, at, SIZE, "quiet"))
        for item in items:
            if heading == "may lead":
                box = Box(x, at + LINE - SWATCH + 1, SWATCH, SWATCH)
                swatches.append((box, roles.index(item.name)))
            bold = heading == "may lead"
            told = f"{item.mark.prefix}{item.text}"
            for one in wrapped(told, WIDTH - INDENT, SIZE, bold=bold):
                at += LINE
                words.append(Words(one, x + INDENT, at, SIZE, STYLES[item.mark], bold=bold))
    return Panel(tuple(words), tuple(swatches), at + 6 - y)


def _parts(band: Band) -> Iterator[tuple[str, tuple[Item, ...]]]:
    parts: Iterable[tuple[str, tuple[Item, ...]]] = (
        ("may lead", band.leads),
        ("conferences asked for", band.conferences),
        ("reviews", band.reviews),
    )
    return ((heading, items) for heading, items in parts if items)
