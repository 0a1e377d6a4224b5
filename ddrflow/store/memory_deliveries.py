"""Deliveries in memory: as those of a database, behind the lock of the store."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from threading import RLock
from typing import Final

from ddrflow.clock import Clock
from ddrflow.model.events import Entry
from ddrflow.model.naming import kebab
from ddrflow.ports import Delivery, KeptDelivery, Outgoing, Patience, Wanted

Key = tuple[str, str, int]
DIED: Final = "E-DIED"


@dataclass(frozen=True, slots=True)
class Fenced:
    """A delivery as it is kept, and the number that every claim raises."""

    kept: KeptDelivery
    fence: int = 0


class MemoryDeliveries:
    """The deliveries of a store in memory.

    `outbox` answers with what stands in its outbox, case by case and in order; `delivered` takes
    a case's entries up to a number out.
    """

    def __init__(
        self,
        clock: Clock,
        lock: RLock,
        outbox: Callable[[], Iterator[Entry]],
        delivered: Callable[[str, int], None],
    ) -> None:
        self._clock = clock
        self._lock = lock
        self._outbox = outbox
        self._delivered = delivered
        self._kept: dict[Key, Fenced] = {}

    def hand_out(self, wanted: Wanted, limit: int) -> int:
        """All under the lock."""
        with self._lock:
            now = self._clock.now()
            entries = list(islice(self._outbox(), limit))
            for one in entries:
                for handler in dict.fromkeys(wanted(kebab(type(one.event)))):
                    kept = KeptDelivery(one.case_id, one.seq, handler, now, now)
                    self._kept.setdefault(_key(kept), Fenced(kept))
                self._delivered(one.case_id, one.seq)
            return len(entries)

    def claim(self, handler: str, patience: Patience) -> Delivery | None:
        """The earliest of each case alone can be claimed."""
        with self._lock:
            now = self._clock.now()
            for key, one in self._ready(handler, now):
                attempts = one.kept.attempts + 1
                if attempts <= patience.attempts and self._is_first(key):
                    until = now + patience.held(attempts)
                    kept = replace(one.kept, ready_at=until, attempts=attempts, failure=DIED)
                    self._kept[key] = Fenced(kept, one.fence + 1)
                    return Delivery(kept.case_id, kept.seq, handler, one.fence + 1, attempts)
        return None

    def _ready(self, handler: str, now: datetime) -> list[tuple[Key, Fenced]]:
        found = [
            (key, one)
            for key, one in self._kept.items()
            if one.kept.handler == handler and one.kept.ready_at and one.kept.ready_at <= now
        ]
        return sorted(found, key=lambda each: _order(each[1].kept))

    def _is_first(self, key: Key) -> bool:
        return not any(
            other[:2] == key[:2] and other[2] < key[2] and one.kept.dead_at is None
            for other, one in self._kept.items()
        )

    def _held(self, delivery: Delivery) -> Key | None:
        """Its key, while nobody else has claimed it."""
        key = (delivery.case_id, delivery.handler, delivery.seq)
        found = self._kept.get(key)
        return key if found is not None and found.fence == delivery.fence else None

    def _put(self, key: Key, **changes: object) -> None:
        one = self._kept[key]
        self._kept[key] = replace(one, kept=replace(one.kept, **changes))  # type: ignore[arg-type]

    def done(self, delivery: Delivery) -> bool:
        """What arrived is no longer here."""
        with self._lock:
            key = self._held(delivery)
            if key is not None:
                del self._kept[key]
            return key is not None

    def fail(
        self,
        delivery: Delivery,
        failure: str,
        patience: Patience,
        at_least: timedelta = timedelta(),
    ) -> bool:
        """Only who still holds the claim may say so."""
        if delivery.attempt >= patience.attempts:
            return self.give_up(delivery, failure)
        with self._lock:
            key = self._held(delivery)
            if key is not None:
                until = self._clock.now() + max(patience.after(delivery.attempt), at_least)
                self._put(key, ready_at=until, failure=failure)
                self._wait_with(key, until)
            return key is not None

    def _wait_with(self, key: Key, until: datetime) -> None:
        for other, one in self._kept.items():
            ready = one.kept.ready_at
            if other[:2] == key[:2] and other[2] > key[2] and ready is not None and ready < until:
                self._put(other, ready_at=until)

    def give_up(self, delivery: Delivery, failure: str) -> bool:
        """It stands in nobody's way from then on."""
        with self._lock:
            key = self._held(delivery)
            if key is not None:
                self._put(key, ready_at=None, dead_at=self._clock.now(), failure=failure)
            return key is not None

    def give_back(self, delivery: Delivery) -> None:
        """As it was before it was claimed."""
        with self._lock:
            key = self._held(delivery)
            if key is not None:
                attempts = self._kept[key].kept.attempts - 1
                self._put(key, ready_at=self._clock.now(), attempts=attempts, failure="")

    def put_away(self, handler: str, patience: Patience) -> tuple[KeptDelivery, ...]:
        """Those whose last claim ran out as well."""
        with self._lock:
            now = self._clock.now()
            found = [
                (key, one)
                for key, one in self._ready(handler, now)
                if one.kept.attempts >= patience.attempts
            ]
            for key, one in found:
                kept = replace(one.kept, ready_at=None, dead_at=now)
                self._kept[key] = Fenced(kept, one.fence + 1)
            return tuple(self._kept[key].kept for key, _ in found)

    def waiting(self, limit: int) -> tuple[KeptDelivery, ...]:
        """In the order in which they can be tried."""
        with self._lock:
            found = [one.kept for one in self._kept.values() if one.kept.dead_at is None]
        return tuple(sorted(found, key=_order)[:limit])

    def dead(self) -> tuple[KeptDelivery, ...]:
        """The one that was given up first comes first."""
        with self._lock:
            found = [one.kept for one in self._kept.values()]
        away = [(one.dead_at, one) for one in found if one.dead_at is not None]
        away.sort(key=lambda each: (each[0], each[1].case_id, each[1].seq, each[1].handler))
        return tuple(one for _, one in away)

    def replay(self, handler: str = "", case_id: str = "", seq: int = 0) -> int:
        """As if they had never been tried."""
        with self._lock:
            now = self._clock.now()
            wanted = [
                one
                for one in self.dead()
                if handler in ("", one.handler)
                and case_id in ("", one.case_id)
                and seq in (0, one.seq)
            ]
            for one in wanted:
                kept = KeptDelivery(one.case_id, one.seq, one.handler, one.written_at, now)
                self._kept[_key(one)] = Fenced(kept, self._kept[_key(one)].fence + 1)
            return len(wanted)

    def drop(self, handler: str) -> int:
        """Whatever became of them."""
        with self._lock:
            dropped = [key for key, one in self._kept.items() if one.kept.handler == handler]
            for key in dropped:
                del self._kept[key]
            return len(dropped)

    def outgoing(self) -> Outgoing:
        """By the clock of the store."""
        with self._lock:
            now, in_outbox = self._clock.now(), sum(1 for _ in self._outbox())
            found = [one.kept for one in self._kept.values()]
        waiting = [one for one in found if one.dead_at is None]
        oldest = min((one.written_at for one in waiting), default=None)
        dead = _by_handler(one for one in found if one.dead_at is not None)
        return Outgoing(now, in_outbox, _by_handler(iter(waiting)), oldest, dead)


def _by_handler(several: Iterator[KeptDelivery]) -> Mapping[str, int]:
    return dict(Counter(sorted(one.handler for one in several)))


def _key(kept: KeptDelivery) -> Key:
    return kept.case_id, kept.handler, kept.seq


def _order(kept: KeptDelivery) -> tuple[datetime, str, int, str]:
    return kept.ready_at or kept.written_at, kept.case_id, kept.seq, kept.handler
