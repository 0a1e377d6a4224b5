"""A store in memory: for tests, stories and simulation. Nothing survives the process."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from ddrflow.clock import Clock, SystemClock
from ddrflow.errors import Conflict, VersionClash
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Keyed, Refusal


class MemoryStore:
    """Cases in dictionaries behind one lock; what is handed out is frozen."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = Lock()
        self._cases: dict[str, Case] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._keyed: dict[tuple[str, str], Keyed] = {}
        self._digests: dict[tuple[str, int], str] = {}
        self._documents: dict[str, str] = {}
        self._refusals: dict[str, list[Refusal]] = {}

    def now(self) -> datetime:
        """What the injected clock says."""
        return self._clock.now()

    def remember(self, workflow: Workflow) -> None:
        """Keep the document by digest; one name and version has one content."""
        identity = workflow.identity
        with self._lock:
            known = self._digests.setdefault((identity.name, identity.version), identity.digest)
            if known != identity.digest:
                raise VersionClash(identity.name, identity.version, known, identity.digest)
            self._documents[identity.digest] = workflow.document

    def case(self, case_id: str) -> Case | None:
        """The case as it stands."""
        return self._cases.get(case_id)

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry so far."""
        with self._lock:
            return tuple(self._entries.get(case_id, ()))

    def case_ids(self) -> tuple[str, ...]:
        """In the order of opening."""
        with self._lock:
            return tuple(self._cases)

    def append(
        self, case: Case, entries: Sequence[Entry], expected: int, keyed: Keyed | None
    ) -> None:
        """All under the lock; the version is checked first, so a conflict changes nothing."""
        with self._lock:
            known = self._cases.get(case.case_id)
            if (known.version if known else 0) != expected:
                raise Conflict(case.case_id, expected)
            self._cases[case.case_id] = case
            self._entries.setdefault(case.case_id, []).extend(entries)
            if keyed is not None:
                self._keyed[case.case_id, keyed.key] = keyed

    def keyed(self, case_id: str, key: str) -> Keyed | None:
        """The accepted command of this key."""
        return self._keyed.get((case_id, key))

    def note_refusal(self, refusal: Refusal) -> None:
        """One more line in the journal."""
        with self._lock:
            self._refusals.setdefault(refusal.case_id, []).append(refusal)

    def refusals(self, case_id: str) -> tuple[Refusal, ...]:
        """The journal of one case."""
        with self._lock:
            return tuple(self._refusals.get(case_id, ()))
