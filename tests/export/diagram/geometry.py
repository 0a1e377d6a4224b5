"""What an SVG shows and where, read back from the file itself, and what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from ddrflow.export.diagram.text import width

SVG: Final = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; a line is one without a width or without a height."""

    left: int
    top: int
    right: int
    bottom: int
    said: str = ""

    def meets(self, other: "Area") -> bool:
        """They share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def touches(self, other: "Area") -> bool:
        """They share a point at least."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def holds(self, other: "Area") -> bool:
        """The other is inside, edges included."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """One step as it is drawn: straight pieces, line by line, where its arrows end, its words."""

    name: str
    sources: tuple[str, ...]
    target: str
    lines: tuple[tuple[Area, ...], ...]
    tips: tuple[Area, ...]
    begins: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything in a file that has a place."""

    whole: Area
    bands: tuple[Area, ...]
    states: tuple[tuple[str, Area], ...]
    steps: tuple[Drawn, ...]
    texts: tuple[Area, ...]
    inside: tuple[tuple[str, Area], ...]


def parsed(text: str) -> Element:
    """The root; an error of the parser where the file is no XML."""
    return fromstring(text)  # noqa: S314 - what we wrote ourselves


def seen(text: str) -> Seen:
    """Read a file."""
    root = parsed(text)
    across, down = (int(one) for one in root.attrib["viewBox"].split()[2:])
    groups = list(root.iter(f"{SVG}g"))
    states = [one for one in groups if "data-state" in one.attrib]
    return Seen(
        whole=Area(0, 0, across, down),
        bands=tuple(_first_box(one) for one in groups if "data-phase" in one.attrib),
        states=tuple((one.attrib["data-state"], _first_box(one)) for one in states),
        steps=tuple(_step(one) for one in groups if "data-step" in one.attrib),
        texts=tuple(_words(one) for one in root.iter(f"{SVG}text")),
        inside=tuple(
            (group.attrib["data-state"], _words(one))
            for group in states
            for one in group.iter(f"{SVG}text")
        ),
    )


def _first_box(group: Element) -> Area:
    box = next(group.iter(f"{SVG}rect"))
    left, top, wide, high = (int(box.attrib[one]) for one in ("x", "y", "width", "height"))
    return Area(left, top, left + wide, top + high)


def _words(text: Element) -> Area:
    size, x, y = (int(text.attrib[one]) for one in ("font-size", "x", "y"))
    said = text.text or ""
    wide = width(said, size, bold="bold" in text.attrib["class"].split())
    anchor = text.attrib.get("text-anchor", "start")
    left = x - {"start": 0, "middle": wide // 2, "end": wide}[anchor]
    return Area(left, y - size, left + wide, y + size // 4, said)


def _step(group: Element) -> Drawn:
    paths = list(group.iter(f"{SVG}path"))
    return Drawn(
        name=group.attrib["data-step"],
        sources=tuple(group.attrib["data-from"].split()),
        target=group.attrib["data-to"],
        lines=tuple(tuple(_pieces(one)) for one in paths if one.attrib["class"] == "line"),
        tips=tuple(_tip(one) for one in paths if one.attrib["class"] == "head"),
        begins=sum(one.attrib["class"] == "begin" for one in group.iter(f"{SVG}circle")),
        words=tuple(one.text or "" for one in group.iter(f"{SVG}text")),
    )


def _points(path: Element) -> list[tuple[int, int]]:
    """Every point of a path; the corner of a round one stands for its whole curve."""
    numbers = [int(one) for one in re.findall(r"-?\d+", path.attrib["d"])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _pieces(path: Element) -> Iterator[Area]:
    points = _points(path)
    for (left, top), (right, bottom) in pairwise(points):
        assert left == right or top == bottom, "a line goes across or down, never askew"
        yield Area(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _tip(path: Element) -> Area:
    x, y = _points(path)[0]
    return Area(x, y, x, y)


def faults(shown: Seen) -> list[str]:
    """Everything that overlaps, crosses what it should not, or lies outside."""
    return [*_overlaps(shown), *_outside(shown), *_crossed(shown), *_shared(shown), *_loose(shown)]


def _overlaps(shown: Seen) -> Iterator[str]:
    for one, other in combinations(shown.texts, 2):
        if one.meets(other):
            yield f"`{one.said}` lies over `{other.said}`"
    for (name, one), (second, other) in combinations(shown.states, 2):
        if one.touches(other):
            yield f"state {name} lies over {second}"
    for one, other in combinations(shown.bands, 2):
        if one.touches(other):
            yield "two bands lie over each other"
    own = {area for _, area in shown.inside}
    for name, box in shown.states:
        for text in shown.texts:
            if text not in own and text.meets(box):
                yield f"`{text.said}` lies over state {name}"


def _outside(shown: Seen) -> Iterator[str]:
    boxes = dict(shown.states)
    for name, text in shown.inside:
        if not boxes[name].holds(text):
            yield f"`{text.said}` sticks out of state {name}"
    pieces = [one for step in shown.steps for line in step.lines for one in line]
    for one in (*shown.bands, *boxes.values(), *shown.texts, *pieces):
        if not shown.whole.holds(one):
            yield f"`{one.said}` lies outside: {one}"
    for name, box in shown.states:
        if not any(band.holds(box) for band in shown.bands):
            yield f"state {name} is in no band"


def _crossed(shown: Seen) -> Iterator[str]:
    for step in shown.steps:
        own = {*step.sources, step.target}
        for piece in (one for line in step.lines for one in line):
            for text in shown.texts:
                if piece.touches(text):
                    yield f"{step.name} runs through `{text.said}`"
            for name, box in shown.states:
                if piece.meets(box) or (name not in own and piece.touches(box)):
                    yield f"{step.name} runs through state {name}"


def _shared(shown: Seen) -> Iterator[str]:
    """Lines of two steps may cross, and may not run along each other or end in each other."""
    for step, second in combinations(shown.steps, 2):
        for one in (piece for line in step.lines for piece in line):
            for other in (piece for line in second.lines for piece in line):
                along = (one.left == one.right) == (other.left == other.right)
                if along and one.touches(other):
                    yield f"{step.name} runs along {second.name}"


def _loose(shown: Seen) -> Iterator[str]:
    """Each step leaves each of its states, or one place that stands for all; it ends at its own."""
    boxes = dict(shown.states)
    for step in shown.steps:
        if not step.tips or not all(one.touches(boxes[step.target]) for one in step.tips):
            yield f"{step.name} does not end at {step.target}"
        starts = [line[0] for line in step.lines]
        for source in step.sources:
            if not step.begins and not any(one.touches(boxes[source]) for one in starts):
                yield f"{step.name} does not leave {source}"
