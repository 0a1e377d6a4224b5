"""A store that was closed leaves no connection open, whoever was at work then."""

from collections import Counter

from sqlalchemy import event

from ddrflow.store.database import connected
from ddrflow.store.sql import SqlStore
from tests.stores import Place


def counting(store: SqlStore) -> Counter[str]:
    """How many connections are made and closed from here on."""
    found: Counter[str] = Counter()
    engine = store.database.engine
    event.listen(engine, "connect", lambda *_: found.update(["made"]))
    event.listen(engine, "close", lambda *_: found.update(["closed"]))
    return found


def test_one_that_lies_idle_is_closed(durable: Place) -> None:
    store = SqlStore(connected(durable.url))
    found = counting(store)
    assert store.entries("C-0") == ()
    assert found == {"made": 1}
    store.close()
    assert found == {"made": 1, "closed": 1}


def test_one_that_is_in_use_is_closed_by_whoever_uses_it(durable: Place) -> None:
    store = SqlStore(connected(durable.url))
    found = counting(store)
    with store.database.snapshot():
        store.close()
        assert found["closed"] == 0
    assert found == {"made": 1, "closed": 1}


def test_whoever_comes_afterwards_is_served_and_leaves_none_open(durable: Place) -> None:
    store = SqlStore(connected(durable.url))
    store.close()
    found = counting(store)
    assert store.entries("C-0") == ()
    assert store.entries("C-0") == ()
    assert found == {"made": 2, "closed": 2}
