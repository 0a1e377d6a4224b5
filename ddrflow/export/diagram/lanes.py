"""Which arrows run beside each other on their way up or down, and in which lane each runs."""

from collections.abc import Mapping
from typing import Final

#: Between one lane and the next, and between the ends of two arrows in the same lane.
LANE: Final = 14
APART: Final = 16


def lanes(spans: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """A lane for each span from above to below; 0 is the innermost.

    Short ones come first and so lie inside; two that share a lane never meet.
    """
    taken: list[list[tuple[int, int]]] = []
    found: dict[str, int] = {}
    by_length = sorted(spans, key=lambda name: (spans[name][1] - spans[name][0], spans[name]))
    for name in by_length:
        top, bottom = spans[name]
        number = next(
            (
                number
                for number, others in enumerate(taken)
                if all(bottom + APART <= other[0] or other[1] + APART <= top for other in others)
            ),
            len(taken),
        )
        if number == len(taken):
            taken.append([])
        taken[number].append((top, bottom))
        found[name] = number
    return found
