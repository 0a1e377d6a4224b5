"""What a picture of a procedure shows, before anything has a place."""

from dataclasses import dataclass

from ddrflow.export.diagram.marks import Mark
from ddrflow.model.workflow import StepKind


@dataclass(frozen=True, slots=True)
class Item:
    """A lead, a conference or a review that a band names."""

    name: str
    text: str
    mark: Mark = Mark.SAME


@dataclass(frozen=True, slots=True)
class Node:
    """A state; `told` is what changes of it, in words."""

    name: str
    phase: str
    is_initial: bool
    limit: str
    mark: Mark = Mark.SAME
    told: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """The case ends there."""
        return not self.phase


@dataclass(frozen=True, slots=True)
class Link:
    """A step, from every state that it leaves; rules by whether they can stop it."""

    trigger: str
    sources: tuple[str, ...]
    target: str
    kind: str
    by: tuple[str, ...]
    binding: tuple[str, ...]
    advice: tuple[str, ...]
    mark: Mark = Mark.SAME
    told: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """By what two versions of it are compared: its trigger and where it leads."""
        return f"{self.trigger} to {self.target}"

    @property
    def happens(self) -> bool:
        """It is recorded always."""
        return self.kind == StepKind.HAPPENED


@dataclass(frozen=True, slots=True)
class Band:
    """A phase with who may lead in it, what is held in it, and its states; the last is the end."""

    phase: str
    leads: tuple[Item, ...]
    conferences: tuple[Item, ...]
    reviews: tuple[Item, ...]
    nodes: tuple[Node, ...]

    @property
    def title(self) -> str:
        """As it is written over the band."""
        return self.phase.capitalize() if self.phase else "The end"


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole procedure, or what becomes of it from one version to the next.

    `elsewhere` are conferences that no band names; `notes` what else is to be known.
    """

    name: str
    title: str
    identity: str
    bands: tuple[Band, ...]
    links: tuple[Link, ...]
    elsewhere: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    is_compared: bool = False

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every state, band by band."""
        return tuple(node for band in self.bands for node in band.nodes)

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that may lead somewhere, once."""
        return tuple(dict.fromkeys(one.name for band in self.bands for one in band.leads))
