"""A life cycle as data, before a machine is made of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one state to another, by a trigger."""

    trigger: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The states, the first of them, and the arrows of one life cycle."""

    name: str
    states: tuple[str, ...]
    initial: str
    arrows: tuple[Arrow, ...]
