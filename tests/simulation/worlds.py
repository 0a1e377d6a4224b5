"""Small worlds and studies for the tests of the simulation."""

from datetime import date, timedelta
from typing import Final

from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import Study, study
from ddrflow.simulation.world_file import load_world, read_world
from ddrflow.workflow.load import load, shipped_folder

BEGINS: Final = date(2026, 1, 5)
YEAR: Final = timedelta(days=365)
#: No person goes through it.
OF_NO_PERSON: Final = "partnership"


def world_text() -> str:
    """The shipped world as text, for tests that change a line of it."""
    return (shipped_folder() / "worlds" / "region.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> bytes:
    """The shipped world with one text in place of another, which has to be there."""
    text = world_text()
    assert old in text
    return text.replace(old, new, 1).encode()


def small_study(name: str = "catalonia", *, cases: int = 6, years: int = 3, seed: int = 7) -> Study:
    """A study of a shipped workflow in the shipped world."""
    window = Window(cases, BEGINS, years * YEAR)
    return study(load(name), load_world("region"), window, seed)


def study_in(text: bytes, name: str = "catalonia", *, cases: int = 6) -> Study:
    """A study in a world of its own."""
    return study(load(name), read_world(text, "world.yaml"), Window(cases, BEGINS, 3 * YEAR), 7)
