"""The daemons on a store in memory: those of one process."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from threading import RLock

from ddrflow.clock import Clock
from ddrflow.model.case import Case
from ddrflow.model.review import ReviewStatus
from ddrflow.ports import Beat, KeptReplica, Overview


class MemoryReplicas:
    """As those of a database; `cases` answers with the cases of the store, by id."""

    def __init__(self, clock: Clock, lock: RLock, cases: Callable[[], Mapping[str, Case]]) -> None:
        self._clock = clock
        self._lock = lock
        self._cases = cases
        self._replicas: dict[str, KeptReplica] = {}
        self._watch: tuple[str, datetime] | None = None

    def beat(self, beat: Beat) -> datetime:
        """The first time it is entered."""
        with self._lock:
            now = self._clock.now()
            known = self._replicas.get(beat.replica)
            kept = KeptReplica(
                beat.replica,
                beat.state,
                beat.release,
                known.started_at if known else now,
                now,
                known.swept_at if known else None,
                beat.recorded,
                beat.failed,
                beat.delivered,
            )
            self._replicas[beat.replica] = replace(kept, swept_at=now) if beat.has_swept else kept
            return now

    def keep_watch(self, replica: str, lease: timedelta) -> bool:
        """Until its time is over."""
        with self._lock:
            now = self._clock.now()
            if self._watch is None or self._watch[0] == replica or self._watch[1] <= now:
                self._watch = (replica, now + lease)
            return self._watch[0] == replica

    def leave_watch(self, replica: str) -> None:
        """Where it is another's, nothing changes."""
        with self._lock:
            if self._watch is not None and self._watch[0] == replica:
                self._watch = None

    def end_stalled(self, after: timedelta) -> int:
        """Nothing here outlives its program."""
        del after
        return 0

    def known(self) -> tuple[KeptReplica, ...]:
        """In the order in which they started."""
        with self._lock:
            found = list(self._replicas.values())
        return tuple(sorted(found, key=lambda one: (one.started_at, one.replica)))

    def overview(self) -> Overview:
        """From every case."""
        overdue: Counter[str] = Counter()
        unreviewed: Counter[tuple[str, str]] = Counter()
        with self._lock:
            cases = list(self._cases().values())
        for one in cases:
            missed = [each for each in one.reviews.values() if each.status is ReviewStatus.MISSED]
            if missed:
                overdue[one.lead.current.organisation] += len(missed)
            if one.is_open and not one.reviews:
                unreviewed[one.workflow.digest, one.position.state] += 1
        return Overview(overdue, unreviewed)
