"""Ways to the client: through whom, how, by whose leave (paper R44, R45, R49-R51)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ddrflow.model.rule import RuleUse
from ddrflow.model.source import Source


class Modality(StrEnum):
    """How people meet on a channel."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A way to the client that the file knows.

    `through` are the roles that open the way for others, such as a lawyer or the family; none
    where those who use it go themselves. On a mediated channel it is they who do the work, and
    those who use it support them: where it rests on no other, they are who is helped, and
    nobody gets to the client by it. `rests_on` is another kind without which this one is none.
    The rule uses hold everything that the engine asks.
    """

    name: str
    used_by: tuple[str, ...]
    through: tuple[str, ...]
    modalities: tuple[Modality, ...]
    opened_by: tuple[str, ...]
    closed_by: tuple[str, ...]
    rests_on: str
    is_mediated: bool
    source: Source
    to_open: tuple[RuleUse, ...]
    to_close: tuple[RuleUse, ...]
    to_use: tuple[RuleUse, ...]
    #: Hours a week, at least and at most; None where the file agrees on none.
    hours_a_week: tuple[int, int] | None = None

    @property
    def reaches_client(self) -> bool:
        """Through it, or through what it rests on, somebody gets to the client."""
        return bool(self.rests_on) or not self.is_mediated


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to the client that was opened; closed when `closed_at` is set, and why as a code.

    `organisation` and `person` are who of the role it goes through, where that was said;
    `leave_of` is the organisation that opened it, in the role `opened_by`.
    """

    channel: str
    kind: str
    through: str
    modality: Modality
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    why: str = ""
    last_session_at: datetime | None = None
    organisation: str = ""
    person: str = ""
    leave_of: str = ""

    def is_open(self, instant: datetime) -> bool:
        """It could be used at this instant."""
        return self.opened_at <= instant and (self.closed_at is None or instant < self.closed_at)


@dataclass(frozen=True, slots=True)
class Access:
    """Every channel of one case, in the order in which they were opened.

    `ended` tells for a kind when a step last ended all channels of it.
    """

    channels: tuple[Channel, ...] = ()
    ended: Mapping[str, datetime] = field(default_factory=dict)

    def channel(self, name: str) -> Channel | None:
        """The channel of this id."""
        return next((one for one in self.channels if one.channel == name), None)

    def is_any_open(self, kind: str, instant: datetime) -> bool:
        """Some channel of the kind could be used at this instant."""
        return any(one.kind == kind and one.is_open(instant) for one in self.channels)
