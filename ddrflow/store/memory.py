"""A store in memory: for tests, stories and simulation. Nothing survives the process."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from threading import RLock

from ddrflow.clock import Clock, SystemClock
from ddrflow.errors import Conflict
from ddrflow.model.case import Case
from ddrflow.model.events import ContentErased, Entry
from ddrflow.model.standing import Standing, StandingEntry, standing_of
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter, Keyed, Loaded, Reading, Refusal, Summary, Write, bare, bare_entry
from ddrflow.store.memory_deliveries import MemoryDeliveries
from ddrflow.store.memory_replicas import MemoryReplicas
from ddrflow.store.memory_timers import MemoryTimers
from ddrflow.store.summaries import fits, summary
from ddrflow.store.versions import check_version


class MemoryStore:
    """Cases in dictionaries behind one lock; what is handed out is frozen."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = RLock()
        self._cases: dict[str, Case] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._keyed: dict[tuple[str, str], Keyed] = {}
        self._digests: dict[tuple[str, int], str] = {}
        self._documents: dict[str, str] = {}
        self._refusals: dict[str, list[Refusal]] = {}
        self._standing: list[StandingEntry] = []
        self._view: Standing | None = None
        self._delivered: dict[str, int] = {}
        self._timers = MemoryTimers(self._clock, self._lock, lambda: self._cases)
        self._deliveries = MemoryDeliveries(self._clock, self._lock, self._waiting, self.delivered)
        self._replicas = MemoryReplicas(self._clock, self._lock, lambda: self._cases)

    @property
    def timers(self) -> MemoryTimers:
        """By the injected clock."""
        return self._timers

    @property
    def deliveries(self) -> MemoryDeliveries:
        """Of this process."""
        return self._deliveries

    @property
    def is_for_one(self) -> bool:
        """Those of one process take turns."""
        return False

    @property
    def replicas(self) -> MemoryReplicas:
        """Those of this process."""
        return self._replicas

    def now(self) -> datetime:
        """What the injected clock says."""
        return self._clock.now()

    def remember(self, workflow: Workflow) -> None:
        """One name and version has one content."""
        identity = workflow.identity
        with self._lock:
            known = self._digests.setdefault((identity.name, identity.version), identity.digest)
        check_version(identity, known)

    def document(self, digest: str) -> str | None:
        """As it was kept with the first case."""
        return self._documents.get(digest)

    def read(self, wanted: Sequence[tuple[str, str]]) -> Reading:
        """All under the lock, so that it is as of one instant."""
        with self._lock:
            cases = {
                case_id: Loaded(self._cases[case_id])
                for case_id, _ in wanted
                if case_id in self._cases
            }
            keyed = {one: self._keyed[one] for one in wanted if one[1] and one in self._keyed}
            return Reading(self._clock.now(), self._view, cases, keyed)

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry so far."""
        with self._lock:
            return tuple(self._entries.get(case_id, ()))

    def append(self, writes: Sequence[Write], standing_seq: int) -> None:
        """Everything is checked first, so a conflict changes nothing."""
        with self._lock:
            for one in writes:
                known = self._cases.get(one.case.case_id)
                expected = one.before.case.version if one.before else 0
                if (known.version if known else 0) != expected:
                    raise Conflict(one.case.case_id, expected)
                if any((one.case.case_id, each.key) in self._keyed for each in one.keyed):
                    raise Conflict(one.case.case_id, expected)
                if not self._timers.is_held(one.claims):
                    raise Conflict(one.case.case_id, expected)
                if len(self._standing) != standing_seq:
                    raise Conflict(one.case.case_id, expected)
            for one in writes:
                self._record(one)

    def _record(self, write: Write) -> None:
        case_id = write.case.case_id
        for one in write.begins:
            self._documents[one.identity.digest] = one.document
        self._cases[case_id] = write.case
        self._timers.write(write)
        self._entries.setdefault(case_id, []).extend(write.entries)
        for keyed in write.keyed:
            self._keyed[case_id, keyed.key] = keyed
        for entry in write.entries:
            if isinstance(entry.event, ContentErased):
                self._erase(case_id, entry.event.entries, entry.seq)

    def _erase(self, case_id: str, named: tuple[int, ...], before: int) -> None:
        gone = set(named or range(1, before))
        self._entries[case_id] = [bare_entry(one, gone) for one in self._entries[case_id]]
        for (owner, key), keyed in self._keyed.items():
            if owner == case_id:
                self._keyed[owner, key] = keyed.without(gone)
        if not named:
            self._refusals[case_id] = [bare(one) for one in self._refusals.get(case_id, ())]

    def note(self, refusals: Sequence[Refusal]) -> None:
        """More lines in the journal."""
        with self._lock:
            for one in refusals:
                self._refusals.setdefault(one.case_id, []).append(one)

    def refusals(self, case_id: str) -> tuple[Refusal, ...]:
        """The journal of one case."""
        with self._lock:
            return tuple(self._refusals.get(case_id, ()))

    def summaries(self, wanted: Filter) -> tuple[Summary, ...]:
        """Made from each case when it is asked for."""
        with self._lock:
            now = self._clock.now()
            lines = [
                summary(one, self._entries[case_id][0].recorded_at)
                for case_id, one in self._cases.items()
                if fits(one, wanted, now)
            ]
        lines.sort(key=lambda one: (one.opened_at, one.case_id))
        if wanted.after:
            lines = self._after(lines, wanted.after)
        return tuple(lines[: wanted.limit] if wanted.limit else lines)

    def _after(self, lines: list[Summary], case_id: str) -> list[Summary]:
        """What comes after a case, whether it is in the list itself or not; nothing after none."""
        entries = self._entries.get(case_id)
        if not entries:
            return []
        last = (entries[0].recorded_at, case_id)
        return [one for one in lines if (one.opened_at, one.case_id) > last]

    def standing_entries(self) -> tuple[StandingEntry, ...]:
        """The whole stream."""
        with self._lock:
            return tuple(self._standing)

    def append_standing(self, entry: StandingEntry) -> None:
        """The next number, or a conflict."""
        with self._lock:
            if entry.seq != len(self._standing) + 1:
                raise Conflict("standing", entry.seq - 1)
            self._standing.append(entry)
            self._view = standing_of(self._standing)

    def undelivered(self, limit: int) -> tuple[Entry, ...]:
        """What comes after the last number that was delivered."""
        with self._lock:
            return tuple(islice(self._waiting(), limit))

    def _waiting(self) -> Iterator[Entry]:
        for case_id in sorted(self._entries):
            yield from self._entries[case_id][self._delivered.get(case_id, 0) :]

    def delivered(self, case_id: str, seq: int) -> None:
        """The number only ever grows."""
        with self._lock:
            reached = min(seq, len(self._entries.get(case_id, ())))
            self._delivered[case_id] = max(self._delivered.get(case_id, 0), reached)

    def close(self) -> None:
        """There is nothing to let go of."""
