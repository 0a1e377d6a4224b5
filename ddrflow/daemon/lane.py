"""One handler at work: its messages one after another, in a thread that waits for nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock, Thread
from time import monotonic
from typing import Final

from ddrflow.daemon.message import Attending, Handler, Message, NotDelivered, TurnedAway
from ddrflow.engine import Engine
from ddrflow.engine.together import OF_THE_STORE
from ddrflow.errors import Conflict, DdrflowError
from ddrflow.log import logger
from ddrflow.ports import Delivery, Patience

LOG: Final = logger("daemon")
CRASHED: Final = "E-CRASHED"
#: After so many failures in a row it is left alone until the next round.
IN_A_ROW: Final = 3
#: What a claim lasts beyond the time that a handler may take.
MARGIN: Final = timedelta(seconds=20)


@dataclass(slots=True)
class Delivered:
    """What came of rounds: how many entries were handed out, how many deliveries made or not."""

    handed_out: int = 0
    done: int = 0
    failed: int = 0
    dead: int = 0

    def add(self, other: "Delivered") -> None:
        """As well as what came of another."""
        self.handed_out += other.handed_out
        self.done += other.done
        self.failed += other.failed
        self.dead += other.dead


class Lane:
    """The deliveries of one handler. It works in a thread of its own until nothing is left."""

    def __init__(
        self, engine: Engine, handler: Handler, patience: Patience, goes_on: Callable[[], bool]
    ) -> None:
        self.handler = handler
        self._engine = engine
        self._patience = replace(patience, lease=max(patience.lease, handler.timeout + MARGIN))
        self._goes_on = goes_on
        self._thread: Thread | None = None
        self._fault: Exception | None = None
        self._came_of = Delivered()
        self._lock = Lock()
        self._since: float | None = None
        self._is_told_to_hang = False

    def hangs(self) -> bool:
        """Whether the handler does not come to an end; said in the log, once."""
        since, most = self._since, (self.handler.timeout + MARGIN).total_seconds()
        hangs = since is not None and monotonic() - since > most
        if hangs and not self._is_told_to_hang:
            LOG.error("handler hangs", handler=self.handler.name, seconds=most)
        self._is_told_to_hang = hangs
        return hangs

    @property
    def is_at_work(self) -> bool:
        """It has begun, and has not ended yet."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self) -> None:
        """Take up what is there, unless it is still at what it began before."""
        if not self.is_at_work:
            self._thread = Thread(
                target=self._run, name=f"ddrflow-handler-{self.handler.name}", daemon=True
            )
            self._thread.start()

    def wait(self, seconds: float | None) -> bool:
        """Wait for its end, so long at most; whether it ended."""
        if self._thread is not None:
            self._thread.join(seconds)
        return not self.is_at_work

    def taken(self) -> tuple[Delivered, Exception | None]:
        """What came of it since this was asked last, and what broke it off."""
        with self._lock:
            found, self._came_of = self._came_of, Delivered()
            fault, self._fault = self._fault, None
        return found, fault

    def _run(self) -> None:
        try:
            self._put_away()
            self._attend()
            in_a_row = 0
            while in_a_row < IN_A_ROW and (delivery := self._claimed()) is not None:
                in_a_row = 0 if self._deliver(delivery) else in_a_row + 1
        except Conflict:
            # Two were at it at once: the next round takes it up again.
            return
        except Exception as fault:  # noqa: BLE001 - told by the round, which waits for it
            with self._lock:
                self._fault = fault

    def _put_away(self) -> None:
        for one in self._engine.deliveries.put_away(self.handler.name, self._patience):
            self._count(Delivered(dead=1))
            self._tell_dead(one.case_id, one.seq, one.key, one.failure)

    def _attend(self) -> None:
        if not isinstance(self.handler, Attending):
            return
        try:
            self.handler.attend()
        except OF_THE_STORE:
            raise
        except Exception as fault:  # noqa: BLE001 - as with a message
            LOG.warning("not attended", handler=self.handler.name, **_named(fault))

    def _claimed(self) -> Delivery | None:
        if not self._goes_on():
            return None
        delivery = self._engine.deliveries.claim(self.handler.name, self._patience)
        if delivery is not None and not self._goes_on():
            self._engine.deliveries.give_back(delivery)
            return None
        return delivery

    def _deliver(self, delivery: Delivery) -> bool:
        """Whether it arrived."""
        deliveries = self._engine.deliveries
        fault = self._handed_on(delivery)
        if fault is None:
            # Where the claim ran out meanwhile it may be sent again, under the same key.
            deliveries.done(delivery)
            self._count(Delivered(done=1))
            return True
        code = fault.code if isinstance(fault, DdrflowError) else CRASHED
        is_last = delivery.attempt >= self._patience.attempts
        if isinstance(fault, TurnedAway) or is_last:
            deliveries.give_up(delivery, code)
            self._count(Delivered(failed=1, dead=1))
            self._tell_dead(delivery.case_id, delivery.seq, delivery.key, code, fault)
        else:
            at_least = fault.at_least if isinstance(fault, NotDelivered) else timedelta()
            deliveries.fail(delivery, code, self._patience, at_least)
            self._count(Delivered(failed=1))
            self._tell_failed(delivery, code, fault)
        return isinstance(fault, TurnedAway)

    def _handed_on(self, delivery: Delivery) -> Exception | None:
        """What kept it from arriving; raises where the store is away."""
        try:
            message = self._message(delivery)
        except OF_THE_STORE:
            raise
        except Exception as fault:  # noqa: BLE001 - of this entry: the others are to go on
            return fault
        self._since = monotonic()
        try:
            self.handler.handle(message)
        except Exception as fault:  # noqa: BLE001 - whatever a handler brings about is its own
            return fault
        finally:
            self._since = None
        return None

    def _message(self, delivery: Delivery) -> Message:
        post = self._engine.post(delivery.case_id, delivery.seq)
        return Message.of(delivery.key, post)

    def _count(self, more: Delivered) -> None:
        with self._lock:
            self._came_of.add(more)

    def _tell_failed(self, delivery: Delivery, code: str, fault: Exception) -> None:
        # What an error says may hold what nobody is to read.
        LOG.warning(
            "not delivered",
            handler=self.handler.name,
            case=delivery.case_id,
            seq=delivery.seq,
            key=delivery.key,
            attempt=delivery.attempt,
            code=code,
            **_named(fault),
        )

    def _tell_dead(
        self, case_id: str, seq: int, key: str, code: str, fault: Exception | None = None
    ) -> None:
        LOG.error(
            "dead letter",
            handler=self.handler.name,
            case=case_id,
            seq=seq,
            key=key,
            code=code,
            **(_named(fault) if fault is not None else {}),
            help=f"ddrflow outbox replay --handler {self.handler.name} --case {case_id}",
        )


def _named(fault: Exception) -> dict[str, str]:
    """Its kind, and the reason that its handler gives of itself: what else it says may be more."""
    reason = getattr(fault, "reason", "")
    return {"fault": type(fault).__name__, **({"reason": reason} if reason else {})}
