"""Ways to the client, and the sessions held on them."""

from dataclasses import dataclass

from ddrflow.model.access import Modality
from ddrflow.model.events.base import Event


@dataclass(frozen=True, slots=True)
class ChannelOpened(Event):
    """A way to the client was opened; `through` is empty where those who use it go themselves."""

    channel: str
    kind: str
    modality: Modality
    through: str
    organisation: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class ChannelClosed(Event):
    """A way to the client was closed."""

    channel: str
    why: str


@dataclass(frozen=True, slots=True)
class SessionHeld(Event):
    """Somebody worked with the client, or with those who do the work; 0 minutes are not known."""

    channel: str
    minutes: int = 0
