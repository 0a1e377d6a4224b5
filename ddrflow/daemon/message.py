"""What a handler is given, and what it answers: nothing where it arrived, an error where not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, Self, runtime_checkable

from ddrflow.decide import Appointment, Letter, Post
from ddrflow.errors import DdrflowError
from ddrflow.model.naming import kebab


@dataclass(frozen=True, slots=True)
class Message:
    """One entry on its way to one handler: references alone, no names and no free text.

    `key` is the same however often it is sent: who has seen it has seen the message. `letters`
    and `appointments` are each for the organisation that they name, and for no other.
    """

    key: str
    case_id: str
    seq: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    letters: tuple[Letter, ...] = ()
    appointments: tuple[Appointment, ...] = ()

    @classmethod
    def of(cls, key: str, post: Post) -> Self:
        """What goes out of an entry, under the key of a delivery."""
        entry = post.entry
        return cls(
            key,
            entry.case_id,
            entry.seq,
            kebab(type(entry.event)),
            entry.occurred_at,
            entry.recorded_at,
            post.letters,
            post.appointments,
        )

    @property
    def organisations(self) -> tuple[str, ...]:
        """Everybody who is told something by it."""
        found = (*(one.to for one in self.letters), *(one.to for one in self.appointments))
        return tuple(dict.fromkeys(found))


class NotDelivered(DdrflowError):
    """It did not arrive this time; it is tried again, after a time at least.

    `reason` goes into the log: a status or the kind of an error, and nothing of what was sent. What
    else there is to say, `why`, does not.
    """

    code = "E-NOT-DELIVERED"

    def __init__(
        self, why: str = "", at_least: timedelta = timedelta(), *, reason: str = ""
    ) -> None:
        super().__init__(why or reason)
        self.at_least = at_least
        self.reason = reason


class TurnedAway(DdrflowError):
    """Who it goes to will never take it: it is a dead letter at once. `reason` as above."""

    code = "E-TURNED-AWAY"

    def __init__(self, why: str = "", *, reason: str = "") -> None:
        super().__init__(why or reason)
        self.reason = reason


class Handler(Protocol):
    """Hands messages on to somebody outside."""

    @property
    def name(self) -> str:
        """What its deliveries are kept under: changed, it is another handler."""
        ...

    @property
    def timeout(self) -> timedelta:
        """How long it may take over one message before it says that it did not arrive."""
        ...

    def wants(self, kind: str) -> bool:
        """Whether it is to be given entries of a kind, such as `review-fell-due`."""
        ...

    def handle(self, message: Message) -> None:
        """Hand one on. Raises NotDelivered, TurnedAway; any other error counts as the first.

        It may come again under the same key, where nobody could say that it arrived.
        """
        ...


@runtime_checkable
class Attending(Protocol):
    """A handler that looks after something of its own, also where nothing is to be handed on."""

    def attend(self) -> None:
        """Called at the beginning of each of its turns. Raises NotDelivered."""
        ...
