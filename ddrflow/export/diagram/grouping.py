"""A step that leaves very many states: drawn once, with the states in words."""

from collections.abc import Iterable
from typing import Final

from ddrflow.export.diagram.picture import Link, Picture

#: From so many states on, lines would hide more than they show.
MANY: Final = 5
#: Fewer where the case ends, and fewer still where that happens to it.
MANY_END: Final = 3
SEVERAL: Final = 2


def is_grouped(link: Link, picture: Picture) -> bool:
    """It is drawn as one arrow beside its target, from states that are named there."""
    ends = any(one.is_final for one in picture.nodes if one.name == link.target)
    if not ends:
        return len(link.sources) >= MANY
    return len(link.sources) >= (SEVERAL if link.happens else MANY_END)


def from_where(link: Link, picture: Picture) -> str:
    """The states that a step leaves, in the fewest words."""
    sources = frozenset(link.sources)
    open_states = [one.name for one in picture.nodes if not one.is_final]
    left = [one for one in open_states if one not in sources]
    if not left:
        return "from every state"
    named = list(_by_phase(sources, picture))
    if len(left) <= SEVERAL and len(left) < len(named):
        return f"from every state but {' and '.join(left)}"
    return f"from {', '.join(named)}"


def _by_phase(sources: frozenset[str], picture: Picture) -> Iterable[str]:
    """A phase that is left from each of its states, or the states by name."""
    for band in picture.bands:
        here = [one.name for one in band.nodes]
        if len(here) >= SEVERAL and sources.issuperset(here):
            yield f"all of {band.phase}"
        else:
            yield from (one for one in here if one in sources)
