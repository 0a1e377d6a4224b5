"""The history checker bites: each thing that it promises to notice, it notices."""

from collections.abc import Callable
from typing import Final

import pytest
from sqlalchemy import text

from tests.faults.checker import History
from tests.faults.test_concurrent import opened
from tests.store.record import unguarded
from tests.stores import Place


def test_a_history_that_is_true_passes(durable: Place) -> None:
    _, _, history = opened(durable, 2)
    history.see("C-0", 1)
    history.check(durable.durable)


def unasked(history: History) -> None:
    """Nobody opened the second case."""
    history.asked.discard(("C-1", "open"))
    history.acknowledged.pop(("C-1", "open"))


def backwards(history: History) -> None:
    """A client that read a version and then the one before it."""
    history.see("C-0", 3)
    history.see("C-0", 2)


LIES: Final[dict[str, Callable[[History], None]]] = {
    "acknowledged and lost": lambda history: history.acknowledge("C-0", "k-9", (2,)),
    "that nobody asked for": unasked,
    r"read \[3, 2\]": backwards,
    "a version was lost": lambda history: history.see("C-0", 2),
}


@pytest.mark.parametrize("says", LIES)
def test_a_history_that_is_not_is_noticed(durable: Place, says: str) -> None:
    _, _, history = opened(durable, 2)
    history.ask("C-1", "never-given")
    LIES[says](history)
    with pytest.raises(AssertionError, match=says):
        history.check(durable.durable)


def test_an_answer_that_changes_is_noticed() -> None:
    history = History()
    history.acknowledge("C-0", "k-1", (1,))
    with pytest.raises(AssertionError, match="answered"):
        history.acknowledge("C-0", "k-1", (2,))


def test_a_gap_is_noticed(durable: Place) -> None:
    _, _, history = opened(durable, 1)
    unguarded(durable)
    with durable.durable.database.reading() as connection:
        connection.execute(text("UPDATE ddrflow_event SET seq = 2"))
    with pytest.raises(AssertionError, match="a gap"):
        history.check(durable.durable)
