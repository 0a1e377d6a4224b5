"""Worlds near one that is known: what nobody measured may be otherwise."""

from hypothesis import strategies as st

from ddrflow.simulation.world import World
from ddrflow.simulation.world_file import load_world


def worlds(near: str = "region", *, most: int = 3) -> st.SearchStrategy[World]:
    """Worlds in which up to `most` assumed parameters are anywhere within their ranges.

    `near` is a shipped world or a path; drawn to nothing, it is that world itself.
    """
    world = load_world(near)
    assumed = {one.path: one for one in world.assumed()}

    @st.composite
    def drawn(draw: st.DrawFn) -> World:
        found = world
        for path in draw(st.lists(st.sampled_from(sorted(assumed)), max_size=most, unique=True)):
            one = assumed[path]
            found = found.changed(path, draw(st.floats(one.low, one.high)))
        return found

    return drawn()
