"""A picture that has its places, as SVG: one file that needs nothing else.

No network, no script, no font of its own. The tree is built by the standard library, which
escapes every text; the same picture always gives the same bytes.
"""

import re
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ddrflow.export.diagram.layout import Layout
from ddrflow.export.diagram.legend import Entry, Sample
from ddrflow.export.diagram.palette import lead_colour
from ddrflow.export.diagram.shapes import (
    Box,
    PlacedBand,
    PlacedLink,
    PlacedNode,
    Point,
    Words,
)
from ddrflow.export.diagram.style import SCOPE, style_sheet
from ddrflow.export.diagram.telling import state, step, told

ROUND: Final = 7
DOT: Final = 3
BEGIN: Final = 6
HEAD: Final = (10, 5)
#: What no XML text may hold.
FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def drawn(layout: Layout) -> str:
    """The whole file, with a line break at its end."""
    picture = layout.picture
    named = f"{SCOPE}-{picture.name}"
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": SCOPE,
            "viewBox": f"0 0 {layout.width} {layout.height}",
            "width": str(layout.width),
            "height": str(layout.height),
            "role": "img",
            "aria-labelledby": f"{named}-title {named}-told",
        },
    )
    _text(svg, "title", picture.title, {"id": f"{named}-title"})
    _text(svg, "desc", told(picture), {"id": f"{named}-told"})
    _text(svg, "style", style_sheet(), {})
    _box(svg, Box(0, 0, layout.width, layout.height), "paper")
    _words(svg, layout.heading)
    for band in layout.bands:
        _band(svg, band)
    for link in layout.links:
        _link(svg, link, step(link.link, picture))
    for node in layout.nodes:
        _node(svg, node)
    legend = SubElement(svg, "g", {"class": "legend"})
    for entry in layout.legend.entries:
        _entry(legend, entry)
    _words(legend, layout.legend.words)
    indent(svg, space=" ")
    return f"{tostring(svg, encoding='unicode')}\n"


def _text(parent: Element, tag: str, text: str, attributes: dict[str, str]) -> None:
    SubElement(parent, tag, attributes).text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _box(parent: Element, box: Box, style: str, rounded: int = 0) -> None:
    place = {name: str(getattr(box, name)) for name in ("x", "y", "width", "height")}
    more = {"rx": str(rounded)} if rounded else {}
    SubElement(parent, "rect", {"class": style, **place, **more})


def _words(parent: Element, found: Iterable[Words]) -> None:
    for one in found:
        style = f"{one.style} bold" if one.bold else one.style
        place = {"x": str(one.x), "y": str(one.y), "font-size": str(one.size)}
        anchor = {} if one.anchor == "start" else {"text-anchor": one.anchor}
        _text(parent, "text", one.text, {"class": style, **place, **anchor})


def _band(svg: Element, placed: PlacedBand) -> None:
    group = SubElement(svg, "g", {"data-phase": placed.band.phase})
    first = placed.swatches[0][1] if placed.swatches else -1
    _box(group, placed.box, f"band {lead_colour(first)}")
    for box, colour in placed.swatches:
        _box(group, box, f"swatch {lead_colour(colour)}")
    _words(group, placed.words)


def _node(svg: Element, placed: PlacedNode) -> None:
    node = placed.node
    group = SubElement(svg, "g", {"class": f"state {node.mark}".strip(), "data-state": node.name})
    _text(group, "title", state(node), {})
    style = f"box {lead_colour(placed.colour)}"
    _box(group, placed.box, style, ROUND)
    box = placed.box
    if node.is_final:
        _box(group, Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8), style, ROUND - 3)
    if node.is_initial:
        _circle(group, (box.x + 2 * ROUND, box.y), BEGIN, "initial")
    _words(group, placed.words)


def _link(svg: Element, placed: PlacedLink, said: str) -> None:
    link = placed.link
    said_of = {
        "class": f"step {link.kind} {link.mark}".strip(),
        "data-step": link.name,
        "data-from": " ".join(link.sources),
        "data-to": link.target,
    }
    group = SubElement(svg, "g", said_of)
    _text(group, "title", said, {})
    for points in placed.lines:
        SubElement(group, "path", {"class": "line", "d": _way(points)})
    for point in placed.joints:
        _circle(group, point, DOT, "joint")
    for point in placed.begins:
        _circle(group, point, DOT + 1, "begin")
    for tip, way in placed.heads:
        SubElement(group, "path", {"class": "head", "d": _head(tip, way)})
    _words(group, placed.words)


def _circle(parent: Element, at: Point, radius: int, style: str) -> None:
    place = {"cx": str(at[0]), "cy": str(at[1]), "r": str(radius)}
    SubElement(parent, "circle", {"class": style, **place})


def _way(points: tuple[Point, ...]) -> str:
    """Straight lines with round corners."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _towards(at, before), _towards(at, after)
        parts.append(f"L{near[0]} {near[1]}Q{at[0]} {at[1]} {far[0]} {far[1]}")
    return "".join((*parts, f"L{points[-1][0]} {points[-1][1]}"))


def _towards(at: Point, other: Point) -> Point:
    """A little from a corner on the way to the next point, at most half of it."""
    across, down = other[0] - at[0], other[1] - at[1]
    far = min(ROUND, (abs(across) + abs(down)) // 2)
    return at[0] + far * _sign(across), at[1] + far * _sign(down)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _head(tip: Point, way: int) -> str:
    x, y = tip
    long, half = HEAD
    if way:
        back = x - way * long
        return f"M{x} {y}L{back} {y - half}L{back} {y + half}Z"
    return f"M{x} {y}L{x - half} {y - long}L{x + half} {y - long}Z"


def _entry(legend: Element, entry: Entry) -> None:
    box, middle = entry.box, entry.box.y + entry.box.height // 2
    if entry.sample is Sample.LEAD:
        swatch = Box(box.x, box.y + 2, 12, 12)
        _box(legend, swatch, f"swatch {lead_colour(entry.colour)}")
    elif entry.sample in {Sample.NEW, Sample.CHANGED, Sample.GONE}:
        group = SubElement(legend, "g", {"class": f"asks {entry.sample}"})
        _sample(group, box, middle)
    else:
        many = entry.sample is Sample.MANY
        group = SubElement(legend, "g", {"class": "happened" if many else str(entry.sample)})
        _sample(group, box, middle)
        if many:
            _circle(group, (box.x + DOT + 1, middle), DOT + 1, "begin")
    _words(legend, entry.words)


def _sample(group: Element, box: Box, middle: int) -> None:
    SubElement(group, "path", {"class": "line", "d": f"M{box.x} {middle}L{box.right} {middle}"})
    SubElement(group, "path", {"class": "head", "d": _head((box.right, middle), 1)})
