"""What stands over a picture: which procedure it is, and what its two sides are."""

from typing import Final

from ddrflow.export.diagram.columns import BESIDE, MARGIN, Columns
from ddrflow.export.diagram.picture import Picture
from ddrflow.export.diagram.shapes import Words
from ddrflow.export.diagram.text import wrapped

TITLE: Final = 20
SMALL: Final = 12
HAPPENS: Final = ("What happens", "recorded always")
ASKED: Final = ("What is asked for", "rules can refuse it")


def heading(picture: Picture, across: Columns) -> tuple[Words, ...]:
    """Line by line; the last ones stand over the sides of the states."""
    at, found = MARGIN, list[Words]()
    room = across.end - MARGIN
    for one in wrapped(picture.title, room, TITLE, bold=True):
        at += TITLE + 5
        found.append(Words(one, MARGIN, at, TITLE, "ink", bold=True))
    at += 3
    for one in wrapped(picture.identity, room, SMALL):
        at += SMALL + 5
        found.append(Words(one, MARGIN, at, SMALL, "quiet"))
    at += 10
    left, right = across.boxes - BESIDE, across.boxes_end + BESIDE
    sides = {link.happens for link in picture.links}
    for number, size in enumerate((SMALL + 1, SMALL - 1)):
        at += size + 5
        style = "quiet" if number else "ink"
        if True in sides:
            found.append(Words(HAPPENS[number], left, at, size, style, "end", bold=not number))
        if False in sides:
            found.append(Words(ASKED[number], right, at, size, style, bold=not number))
    return tuple(found)
