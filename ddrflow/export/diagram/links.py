"""The lines, heads and words of each step, once rows, lanes and columns are known."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from ddrflow.export.diagram import labels
from ddrflow.export.diagram.columns import BESIDE, PAIR, Columns
from ddrflow.export.diagram.heights import LABEL_PAD, Heights
from ddrflow.export.diagram.labels import Line
from ddrflow.export.diagram.picture import Link
from ddrflow.export.diagram.rows import End, Row, Rows
from ddrflow.export.diagram.shapes import PlacedLink, Point, Words

TO_LEFT: Final = -1
TO_RIGHT: Final = 1
DOWN: Final = 0


def links(
    found: Rows, placed: Heights, across: Columns, lanes: Mapping[str, int]
) -> Iterator[PlacedLink]:
    """Every step once: straight ones, those that stand for many, those that run in a lane."""
    for source, pair in found.straight.items():
        for number, link in enumerate(pair):
            shift = (PAIR if number == 0 else -PAIR) if len(pair) > 1 else 0
            yield _straight(link, source, across.middle + shift, placed)
    for on_left, side in ((True, found.left), (False, found.right)):
        by_link: dict[str, list[tuple[str, Row]]] = {}
        for name, rows in side.items():
            for row in rows:
                by_link.setdefault(row.link.name, []).append((name, row))
        for name, ends in by_link.items():
            if name in found.grouped:
                yield _alone(ends[0], placed, across, on_left=on_left)
            else:
                lane = across.lane(lanes[name], on_left=on_left)
                yield _in_lane(ends, lane, placed, across, on_left=on_left)


def _straight(link: Link, source: str, x: int, placed: Heights) -> PlacedLink:
    top, high = placed.states[source]
    begin, end = top + high, placed.states[link.target][0]
    anchor: Literal["start", "end"] = "end" if link.happens else "start"
    side = x - BESIDE if link.happens else x + BESIDE
    return PlacedLink(
        link=link,
        lines=(((x, begin), (x, end)),),
        heads=(((x, end), DOWN),),
        joints=(),
        begins=(),
        words=_words(labels.whole(link), side, begin + LABEL_PAD, anchor),
    )


def _alone(at: tuple[str, Row], placed: Heights, across: Columns, *, on_left: bool) -> PlacedLink:
    name, row = at
    y = placed.lines[row.link.name, name, row.end]
    edge = across.edge(on_left=on_left)
    out = BESIDE + max(one.width for one in row.lines)
    begin = edge - out if on_left else edge + out
    return PlacedLink(
        link=row.link,
        lines=(((begin, y), (edge, y)),),
        heads=(((edge, y), TO_RIGHT if on_left else TO_LEFT),),
        joints=(),
        begins=((begin, y),),
        words=_beside(row, y, edge, on_left=on_left),
    )


def _in_lane(
    ends: Sequence[tuple[str, Row]],
    lane: int,
    placed: Heights,
    across: Columns,
    *,
    on_left: bool,
) -> PlacedLink:
    """One line through the lane from the furthest state above, one from below, the rest join."""
    link, edge = ends[0][1].link, across.edge(on_left=on_left)
    at = [(row, placed.lines[link.name, name, row.end]) for name, row in ends]
    target = next(y for row, y in at if row.end is End.ENTERS)
    sources = sorted(y for row, y in at if row.end is not End.ENTERS)
    lines, joints = _joined(sources, target, edge, lane)
    return PlacedLink(
        link=link,
        lines=lines,
        heads=(((edge, target), TO_RIGHT if on_left else TO_LEFT),),
        joints=joints,
        begins=(),
        words=tuple(one for row, y in at for one in _beside(row, y, edge, on_left=on_left)),
    )


def _joined(
    sources: Sequence[int], target: int, edge: int, lane: int
) -> tuple[tuple[tuple[Point, ...], ...], tuple[Point, ...]]:
    through = [sources[0]] if sources[0] < target else []
    through += [sources[-1]] if sources[-1] > target else []
    lines: list[tuple[Point, ...]] = []
    joints: list[Point] = []
    for number, y in enumerate(through):
        way = ((edge, y), (lane, y), (lane, target))
        lines.append(way if number else (*way, (edge, target)))
        joints += [(lane, target)] if number else []
    for y in sources:
        if y not in through:
            lines.append(((edge, y), (lane, y)))
            joints.append((lane, y))
    return tuple(lines), tuple(joints)


def _beside(row: Row, line_at: int, edge: int, *, on_left: bool) -> tuple[Words, ...]:
    top = line_at - row.line_at
    if on_left:
        return _words(row.lines, edge - BESIDE, top, "end")
    return _words(row.lines, edge + BESIDE, top, "start")


def _words(
    lines: Sequence[Line], x: int, top: int, anchor: Literal["start", "end"]
) -> tuple[Words, ...]:
    found: list[Words] = []
    at = top
    for one in lines:
        at += labels.HEIGHTS[one.size]
        found.append(Words(one.text, x, at - 3, one.size, one.style, anchor, bold=one.is_bold))
    return tuple(found)
