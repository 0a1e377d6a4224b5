"""A week with one to eight replicas, kills, pauses, outages and clock steps, for many seeds."""

import secrets

import pytest

from tests.faults.week import Week
from tests.postgres import Server
from tests.stores import Place, place

SEEDS = 40
IN_DATABASE = 3
DEEP = 1_000
DEEP_IN_DATABASE = 60


def lived(server: Server, kind: str, seeds: range) -> None:
    """Each seed in a store of its own; the one that fails is named."""
    for seed in seeds:
        with place(kind, server) as found:
            try:
                Week(found, seed).live()
            except Exception as fault:
                message = f"seed {seed} on {kind}: {fault}"
                raise AssertionError(message) from fault


def test_a_week_of_kills_pauses_and_clock_steps_loses_and_doubles_nothing(server: Server) -> None:
    lived(server, "memory", range(SEEDS))


def test_the_same_week_in_a_database_ends_the_same(timed_database: Place) -> None:
    for seed in range(IN_DATABASE):
        Week(timed_database, seed).live()


@pytest.mark.deep
def test_a_thousand_weeks_lose_and_double_nothing(server: Server) -> None:
    first = secrets.randbelow(2**31)
    print(f"seeds from {first}")  # noqa: T201 - to run them again
    lived(server, "memory", range(first, first + DEEP))


@pytest.mark.deep
def test_many_weeks_in_a_database_lose_and_double_nothing(timed_database: Place) -> None:
    first = secrets.randbelow(2**31)
    print(f"seeds from {first}")  # noqa: T201 - as above
    for seed in range(first, first + DEEP_IN_DATABASE):
        Week(timed_database, seed).live()
