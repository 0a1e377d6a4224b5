"""How wide text will be at the most, so that what is laid out by it never overlaps.

Which font a reader has is not known. The widths are those of a wide one, so what is shown is
narrower than its place, and never wider.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

#: Hundredths of the size of the font, by the characters that are that wide at the most.
_PLAIN: Final = {
    30: "'IJijl",
    35: " \N{NO-BREAK SPACE},./:;\\|\N{MIDDLE DOT}",
    40: "()-[]ft",
    45: "!r",
    50: '"*_`\N{EN DASH}',
    55: "?csz",
    60: "FLkvxy",
    65: "$0123456789EPSTYabdeghnopqu{}",
    70: "ABCKRVXZ",
    75: "NU",
    80: "&DGHOQ",
    85: "#+<=>^w~\N{MINUS SIGN}",
}
_BOLD: Final = {
    35: " \N{NO-BREAK SPACE}'ijl",
    40: ",./:;IJ\\|\N{MIDDLE DOT}",
    45: "-f",
    50: "!()[]_`rt\N{EN DASH}",
    55: '"*',
    60: "?csz",
    65: "Lx",
    70: "$0123456789EFTaekovy",
    75: "CPSYZbdghnpqu{}",
    80: "ABKRVX",
    85: "#+<=>DGHNU^~\N{MINUS SIGN}",
    90: "&OQ",
    95: "w",
}
#: Anything else: the widest letters, and signs of every script.
_WIDEST: Final = 120
_WIDTHS: Final = {
    bold: {one: width for width, characters in table.items() for one in characters}
    for bold, table in ((False, _PLAIN), (True, _BOLD))
}
#: Where a line may end: not at a space that keeps two words together.
BREAKS: Final = re.compile(r"[ \t\n\r]+")


def width(text: str, size: int, *, bold: bool = False) -> int:
    """In whole pixels, at the most."""
    table = _WIDTHS[bold]
    return math.ceil(sum(table.get(one, _WIDEST) for one in text) * size / 100)


def wrapped(text: str, room: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines that fit: broken at spaces, then after hyphens, then anywhere."""
    lines: list[str] = []
    line = ""
    for word, space in _words(text, room, size, bold=bold):
        longer = f"{line}{space if line else ''}{word}"
        if line and width(longer, size, bold=bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)


def _words(text: str, room: int, size: int, *, bold: bool) -> Iterator[tuple[str, str]]:
    """Pieces that each fit, with what stands before each where it follows another."""
    for word in BREAKS.split(text.strip()):
        pieces = [word] if width(word, size, bold=bold) <= room else _hyphened(word)
        space = " "
        for piece in pieces:
            for short in _cut(piece, room, size, bold=bold):
                yield short, space
                space = ""


def _hyphened(word: str) -> list[str]:
    parts = word.split("-")
    return [*(f"{one}-" for one in parts[:-1]), parts[-1]]


def _cut(piece: str, room: int, size: int, *, bold: bool) -> Iterator[str]:
    while width(piece, size, bold=bold) > room and len(piece) > 1:
        end = max(
            1,
            next(n for n in range(1, len(piece) + 1) if width(piece[:n], size, bold=bold) > room)
            - 1,
        )
        yield piece[:end]
        piece = piece[end:]
    if piece:
        yield piece


def named(
    said: tuple[str, str], names: Sequence[str], room: int, size: int, lines: int
) -> tuple[str, ...]:
    """Names after a verb, in so many lines at the most; how many more there are is said.

    `said` are the verb and what such names are called, for where not even one fits.
    """
    verb, noun = said
    for shown in range(len(names), 0, -1):
        left = len(names) - shown
        more = f" and {left} more" if left else ""
        fitting = wrapped(f"{verb} {', '.join(names[:shown])}{more}", room, size)
        if len(fitting) <= lines:
            return fitting
    return wrapped(f"{verb} {len(names)} {noun}", room, size)


def shortened(text: str, more: int, room: int, size: int, lines: int) -> tuple[str, ...]:
    """A sentence in so many lines at the most, cut off where it is longer.

    `more` is how many others there are that are not told.
    """
    tail = f" and {more} more" if more else ""
    fitting = wrapped(f"{text}{tail}", room, size)
    words = text.split()
    while len(fitting) > lines and words:
        words.pop()
        fitting = wrapped(f"{' '.join(words)} \N{HORIZONTAL ELLIPSIS}{tail}", room, size)
    return fitting
