"""Deliveries as a store keeps them: which entry is to go to which handler, and how that goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from ddrflow.ports.timers import Patience

#: From the kind of an event to the names of the handlers that are to have such an entry.
Wanted = Callable[[str], Sequence[str]]


def delivery_key(case_id: str, seq: int, handler: str) -> str:
    """The idempotency key of a delivery: however often it is tried, it is the same.

    It tells nothing of the case to who does not know it: it may stand in the head of a mail.
    """
    named = f"{len(case_id)}:{case_id}/{seq}/{handler}"
    return f"ddrflow-{sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An entry that is to go to a handler, claimed for a while.

    `fence` grows with every claim: who comes with an older one comes too late. `attempt` counts
    the claims, this one included; it is on record before anything is tried, so that it counts
    what killed the process, too.
    """

    case_id: str
    seq: int
    handler: str
    fence: int
    attempt: int

    @property
    def key(self) -> str:
        """The idempotency key."""
        return delivery_key(self.case_id, self.seq, self.handler)


@dataclass(frozen=True, slots=True)
class KeptDelivery:
    """A delivery as the store knows it.

    `ready_at` is when it can be claimed next, None for a dead letter; `failure` is the code of
    what went wrong last.
    """

    case_id: str
    seq: int
    handler: str
    written_at: datetime
    ready_at: datetime | None
    attempts: int = 0
    failure: str = ""
    dead_at: datetime | None = None

    @property
    def key(self) -> str:
        """The idempotency key."""
        return delivery_key(self.case_id, self.seq, self.handler)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How much is on its way: in the outbox, and by handler what waits and what is dead."""

    now: datetime
    in_outbox: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)
    oldest: datetime | None = None
    dead: Mapping[str, int] = field(default_factory=dict)


class Deliveries(Protocol):
    """What is to go to the handlers. The time is the store's own.

    Of one case, a handler is given one entry at a time, and in order: the next one when the one
    before it is done, or dead.
    """

    def hand_out(self, wanted: Wanted, limit: int) -> int:
        """Take entries out of the outbox, and make a delivery for each handler that wants one.

        All of it in one transaction, each case's entries in order. How many were taken out; where
        somebody is writing to a case at the moment, its entries may be left for the next time.
        """
        ...

    def claim(self, handler: str, patience: Patience) -> Delivery | None:
        """Claim what comes next for a handler, the one that has been ready longest first."""
        ...

    def done(self, delivery: Delivery) -> bool:
        """It arrived. False where somebody else has claimed it meanwhile: it may arrive again."""
        ...

    def fail(
        self,
        delivery: Delivery,
        failure: str,
        patience: Patience,
        at_least: timedelta = timedelta(),
    ) -> bool:
        """It did not arrive: it rests, for a time at least; after the last attempt it is dead.

        `failure` is the code of an error. False as with `done`.
        """
        ...

    def give_up(self, delivery: Delivery, failure: str) -> bool:
        """It will not arrive however often it is tried: a dead letter at once. False as above."""
        ...

    def give_back(self, delivery: Delivery) -> None:
        """Let go of a claim on which nothing was tried; it counts as never made."""
        ...

    def put_away(self, handler: str, patience: Patience) -> tuple[KeptDelivery, ...]:
        """Give up what was claimed as often as it may be and nobody told of: it killed them."""
        ...

    def waiting(self, limit: int) -> tuple[KeptDelivery, ...]:
        """What is still to arrive, by when it can be tried next."""
        ...

    def dead(self) -> tuple[KeptDelivery, ...]:
        """Dead letters, in the order in which they were given up."""
        ...

    def replay(self, handler: str = "", case_id: str = "", seq: int = 0) -> int:
        """Have dead letters tried again from the start, under their keys; how many there were.

        Those of a handler, of a case, of an entry, as far as they are named.
        """
        ...

    def drop(self, handler: str) -> int:
        """Forget all that is still to go to a handler, dead letters too; how many there were.

        What somebody has claimed may arrive all the same.
        """
        ...

    def outgoing(self) -> Outgoing:
        """How much is on its way."""
        ...
