"""What was recorded is handed on: at least once, in order for each case, to each handler."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Final

from ddrflow.daemon.lane import Delivered, Lane
from ddrflow.daemon.message import Handler
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand, Conflict
from ddrflow.ports import Patience

#: As receivers of webhooks are used to: all of it takes a little more than three days.
PATIENCE: Final = Patience(
    lease=timedelta(minutes=1),
    pauses=(
        timedelta(seconds=5),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=5),
        timedelta(hours=10),
        timedelta(hours=14),
        timedelta(hours=20),
        timedelta(hours=24),
    ),
    attempts=10,
)
#: How many entries are taken out of the outbox in one transaction, and how often in a round.
BATCH: Final = 500
BATCHES: Final = 20
#: How often it looks whether a handler that is waited for hangs.
LOOK_SECONDS: Final = 0.5


class Courier:
    """Hands what was recorded on to handlers, each in a thread of its own.

    A handler that fails, or hangs, keeps none of the others from its messages. Any number of
    couriers can work on one store. Without handlers nothing is taken out of the outbox: it is
    left to programs that read it themselves.
    """

    def __init__(
        self,
        engine: Engine,
        handlers: Sequence[Handler],
        patience: Patience = PATIENCE,
        *,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> None:
        names = [one.name for one in handlers]
        for one in names:
            if names.count(one) > 1:
                raise BadCommand("handlers", f"two are called `{one}`", "give each its own name")
        self._engine = engine
        self._handlers = tuple(handlers)
        self._is_stopping = False
        self._goes_on = goes_on
        self._lanes = tuple(Lane(engine, one, patience, self._may_go_on) for one in handlers)

    def round(
        self, within: timedelta | None = None, progress: Callable[[], None] = lambda: None
    ) -> Delivered:
        """Hand on what there is; what came of it since the round before.

        A handler that is not through `within` that time goes on by itself, as one that hangs does,
        and what comes of it is told by a later round; `progress` is told of every step. Raises
        StoreFault, Busy, Unanswered where the store is away: then claims run out by themselves, and
        what was sent may be sent again.
        """
        came_of = Delivered(handed_out=self._hand_out(progress))
        for one in self._lanes:
            one.begin()
        until = inf if within is None else monotonic() + within.total_seconds()
        for one in self._lanes:
            # At least once, also where there is no time to wait: else nobody hears that it hangs.
            while not one.wait(min(LOOK_SECONDS, max(until - monotonic(), 0))):
                progress()
                if one.hangs() or monotonic() >= until:
                    break
        faults = []
        for one in self._lanes:
            found, fault = one.taken()
            came_of.add(found)
            faults += [fault] if fault is not None else []
        if faults:
            raise faults[0]
        return came_of

    def leave_off(self) -> None:
        """Take up nothing new; what is under way goes on."""
        self._is_stopping = True

    def stop(self, within: timedelta) -> bool:
        """Let each handler end the message that it is at; whether all did in time."""
        self.leave_off()
        until = monotonic() + within.total_seconds()
        return all([one.wait(max(until - monotonic(), 0)) for one in self._lanes])  # noqa: C419 - all are waited for

    def still_at_work(self) -> tuple[str, ...]:
        """The handlers that have begun and not ended."""
        return tuple(one.handler.name for one in self._lanes if one.is_at_work)

    def _may_go_on(self) -> bool:
        return not self._is_stopping and self._goes_on()

    def _hand_out(self, progress: Callable[[], None]) -> int:
        total = 0
        if not self._handlers:
            return total
        for _ in range(BATCHES):
            if not self._may_go_on():
                break
            try:
                taken = self._engine.deliveries.hand_out(self._wanted, BATCH)
            except Conflict:
                # Another was at the same cases: what is left is there in the next round.
                break
            total += taken
            progress()
            if not taken:
                break
        return total

    def _wanted(self, kind: str) -> tuple[str, ...]:
        return tuple(one.name for one in self._handlers if one.wants(kind))
