"""What stands under a picture: what its lines and colours mean, and what it leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ddrflow.export.diagram.grouping import is_grouped
from ddrflow.export.diagram.picture import Picture
from ddrflow.export.diagram.shapes import Box, Words
from ddrflow.export.diagram.text import width, wrapped

SIZE: Final = 12
LINE: Final = 20
SAMPLE: Final = 34
SWATCH: Final = 12
APART: Final = 26


class Sample(StrEnum):
    """What is shown before the words of an entry."""

    ASKS = "asks"
    HAPPENED = "happened"
    MANY = "many"
    LEAD = "lead"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample in its box, its words, and the colour of a lead."""

    sample: Sample
    box: Box
    words: tuple[Words, ...]
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries, the lines under them, and where all of it ends."""

    entries: tuple[Entry, ...]
    words: tuple[Words, ...]
    bottom: int


def legend(picture: Picture, x: int, y: int, end: int) -> Legend:
    """Entries from left to right as many as fit, then what is to be known besides."""
    entries: list[Entry] = []
    at, line = x, y
    for sample, text, colour in _samples(picture):
        sampled = SWATCH if sample is Sample.LEAD else SAMPLE
        lines = wrapped(text, end - x - sampled - 8, SIZE)
        wide = sampled + 8 + max(width(one, SIZE) for one in lines)
        if at > x and at + wide > end:
            at, line = x, line + LINE
        words = tuple(
            Words(one, at + sampled + 8, line + SIZE + number * LINE, SIZE, "ink")
            for number, one in enumerate(lines)
        )
        entries.append(Entry(sample, Box(at, line, sampled, LINE - 4), words, colour))
        line += LINE * (len(lines) - 1)
        at += wide + APART
    line += LINE + 6
    said: list[Words] = []
    for text, style in _notes(picture):
        for one in wrapped(text, end - x, SIZE):
            said.append(Words(one, x, line + SIZE, SIZE, style))
            line += LINE - 3
    return Legend(tuple(entries), tuple(said), line)


def _samples(picture: Picture) -> Iterator[tuple[Sample, str, int]]:
    kinds = {link.happens for link in picture.links}
    if False in kinds:
        yield Sample.ASKS, "asked for: rules can refuse it", 0
    if True in kinds:
        yield Sample.HAPPENED, "happens: recorded always", 0
    if any(is_grouped(link, picture) for link in picture.links):
        yield Sample.MANY, "one arrow for many states, which it names", 0
    if picture.is_compared:
        yield Sample.NEW, "+ new", 0
        yield Sample.CHANGED, "~ changed", 0
        yield Sample.GONE, "\N{MINUS SIGN} gone", 0
    titles = {item.name: item.text for band in picture.bands for item in band.leads}
    for number, role in enumerate(picture.roles):
        yield Sample.LEAD, f"{titles[role]} may lead", number


def _notes(picture: Picture) -> Iterator[tuple[str, str]]:
    yield "At an arrow: who does or records it, what it asks, and what it only advises.", "quiet"
    if picture.elsewhere:
        yield f"Conferences that no step and no review asks for: {_listed(picture)}.", "quiet"
    for note in picture.notes:
        yield note, "ink"


def _listed(picture: Picture) -> str:
    return "; ".join(f"{one.mark.prefix}{one.text}" for one in picture.elsewhere)
