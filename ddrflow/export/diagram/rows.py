"""Where arrows touch the states: straight down the middle, or in a row of their own at a side.

What happens is on the left of the states, what is asked for on the right. A row belongs to one
arrow alone, so that no line and no label meets another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ddrflow.export.diagram import labels
from ddrflow.export.diagram.grouping import is_grouped
from ddrflow.export.diagram.labels import Line
from ddrflow.export.diagram.picture import Link, Picture

#: Between the words of a row and its line, and below the line.
UNDER: Final = 4
BELOW: Final = 9
#: A row without words.
BARE: Final = 18


class End(StrEnum):
    """Which end of an arrow a row holds."""

    LEAVES = "leaves"
    LEAVES_TOO = "leaves too"
    ENTERS = "enters"
    #: The whole arrow, where it stands for many.
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Row:
    """One end of an arrow at a side of a state."""

    link: Link
    end: End
    lines: tuple[Line, ...]
    reach: int

    @property
    def height(self) -> int:
        """With its words over its line."""
        return labels.height(self.lines) + UNDER + BELOW if self.lines else BARE

    @property
    def line_at(self) -> int:
        """How far below its top the line runs."""
        return self.height - BELOW if self.lines else self.height // 2


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that touches the states.

    `straight` are the arrows down to the next state, by the state that they leave; `left` and
    `right` the rows of each state from above to below.
    """

    straight: Mapping[str, tuple[Link, ...]]
    left: Mapping[str, tuple[Row, ...]]
    right: Mapping[str, tuple[Row, ...]]
    grouped: frozenset[str]


def rows(picture: Picture) -> Rows:
    """The rows of every state, so ordered that lines at one side do not cross needlessly."""
    places = {node.name: place for place, node in enumerate(picture.nodes)}
    grouped = frozenset(one.name for one in picture.links if is_grouped(one, picture))
    straight = _straight(picture, places, grouped)
    gone_down = {link.name for links in straight.values() for link in links}
    left: dict[str, list[Row]] = {name: [] for name in places}
    right: dict[str, list[Row]] = {name: [] for name in places}
    for link in picture.links:
        if link.name in gone_down:
            continue
        side = left if link.happens else right
        if link.name in grouped:
            lines = labels.grouped(link, picture)
            side[link.target].append(Row(link, End.ALONE, lines, 0))
            continue
        for name, row in _ends(link, places):
            side[name].append(row)
    order = {link.name: number for number, link in enumerate(picture.links)}
    return Rows(straight, _sorted(left, order), _sorted(right, order), grouped)


def _straight(
    picture: Picture, places: Mapping[str, int], grouped: frozenset[str]
) -> dict[str, tuple[Link, ...]]:
    """From one state to the next: one arrow of each kind at the most."""
    found: dict[str, dict[bool, Link]] = {}
    for link in picture.links:
        if len(link.sources) == 1 and link.name not in grouped:
            [source] = link.sources
            if places[link.target] == places[source] + 1:
                found.setdefault(source, {}).setdefault(link.happens, link)
    return {name: tuple(kinds[key] for key in sorted(kinds)) for name, kinds in found.items()}


def _ends(link: Link, places: Mapping[str, int]) -> Iterator[tuple[str, Row]]:
    sources = sorted(link.sources, key=places.__getitem__)
    target = places[link.target]
    for source in sources:
        first = source == sources[0]
        lines = labels.whole(link) if first else labels.again(link)
        end = End.LEAVES if first else End.LEAVES_TOO
        yield source, Row(link, end, lines, target - places[source])
    furthest = max((places[one] - target for one in sources), key=abs)
    yield link.target, Row(link, End.ENTERS, (), furthest)


def _sorted(
    side: Mapping[str, Iterable[Row]], order: Mapping[str, int]
) -> dict[str, tuple[Row, ...]]:
    """What reaches up stands above, the shortest first; what reaches down below, the shortest last.

    Of two that reach equally far, the one that is above at its upper end is below at its lower
    end: so one encloses the other, and their lines do not cross.
    """

    def place(row: Row) -> tuple[int, int, int]:
        number = order[row.link.name]
        if row.reach < 0:
            return 0, -row.reach, -number
        return (1, 0, number) if row.end is End.ALONE else (2, -row.reach, number)

    return {name: tuple(sorted(found, key=place)) for name, found in side.items()}


def stacked(found: Sequence[Row]) -> int:
    """How high rows are together."""
    return sum(one.height for one in found)
