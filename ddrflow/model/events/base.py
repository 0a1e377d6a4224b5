"""What every event is, and how it stands in the record."""

from dataclasses import dataclass
from datetime import datetime

from ddrflow.model.agency import Actor
from ddrflow.model.quick import quick
from ddrflow.model.verdict import Noted

Content = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was recorded of a case."""


@quick
@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in the record: numbered, with both times and the actor.

    `occurred_at` is given, `recorded_at` is the store's clock; `content` is free text that
    can be erased; `noted` are the rules that were not met and did not refuse. `cause` is the
    number of the entry that the same command made first; `standing_seq` is the number of the
    standing facts that it was decided on.
    """

    case_id: str
    seq: int
    occurred_at: datetime
    recorded_at: datetime
    actor: Actor
    event: Event
    cause: int
    content: Content = ()
    standing_seq: int = 0
    noted: tuple[Noted, ...] = ()
