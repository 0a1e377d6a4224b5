"""What is written at an arrow: its trigger, who does it, what is asked, what changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.export.diagram.grouping import from_where
from ddrflow.export.diagram.picture import Link, Picture
from ddrflow.export.diagram.text import named, shortened, width, wrapped

#: Labels are wrapped at this width.
ROOM: Final = 214
TRIGGER: Final = 13
SMALL: Final = 11
HEIGHTS: Final = {TRIGGER: 16, SMALL: 14}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    text: str
    size: int = SMALL
    style: str = "quiet"

    @property
    def is_bold(self) -> bool:
        """The trigger stands out."""
        return self.size == TRIGGER

    @property
    def width(self) -> int:
        """At the most."""
        return width(self.text, self.size, bold=self.is_bold)


def height(lines: Sequence[Line]) -> int:
    """Of the lines below each other."""
    return sum(HEIGHTS[one.size] for one in lines)


def whole(link: Link) -> tuple[Line, ...]:
    """Everything that is said of a step where it leaves its state."""
    return (*_trigger(link), *_details(link))


def again(link: Link) -> tuple[Line, ...]:
    """A step where it leaves one more state: what is said of it stands at the first."""
    return tuple(
        Line(one, SMALL, "trigger") for one in wrapped(f"{link.trigger}, too", ROOM, SMALL)
    )


def grouped(link: Link, picture: Picture) -> tuple[Line, ...]:
    """A step that is drawn once for many states, with the states."""
    where = wrapped(from_where(link, picture), ROOM, SMALL)
    return (*_trigger(link), *(Line(one, SMALL, "ink") for one in where), *_details(link))


def _trigger(link: Link) -> tuple[Line, ...]:
    lines = wrapped(f"{link.mark.prefix}{link.trigger}", ROOM, TRIGGER, bold=True)
    return tuple(Line(one, TRIGGER, "trigger") for one in lines)


def _details(link: Link) -> tuple[Line, ...]:
    found = list(named(("by", "agencies"), link.by, ROOM, SMALL, 2))
    if link.binding:
        found += named(("asks", "rules"), link.binding, ROOM, SMALL, 2)
    if link.advice:
        found += named(("advises", "rules"), link.advice, ROOM, SMALL, 1)
    lines = [Line(one) for one in found]
    if link.told:
        told = shortened(link.told[0], len(link.told) - 1, ROOM, SMALL, 2)
        lines += [Line(one, SMALL, "change") for one in told]
    return tuple(lines)
