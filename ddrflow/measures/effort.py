"""What the work costs the agencies, in the paper's three classes."""

from collections.abc import Iterator

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.events import EffortRecorded


def time_spent(past: Past) -> Iterator[Seen]:
    """How much time was recorded as human, financial or administrative effort."""
    for _, one in past.of(EffortRecorded):
        if one.minutes:
            yield Seen(one.minutes, f"{one.role} {one.resource}")


def money_spent(past: Past) -> Iterator[Seen]:
    """How much money was recorded as human, financial or administrative effort.

    It is in whole units of the money that all agencies count in.
    """
    for _, one in past.of(EffortRecorded):
        if one.cost:
            yield Seen(one.cost, f"{one.role} {one.resource}")
