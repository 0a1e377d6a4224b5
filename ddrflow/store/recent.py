"""Cases that were read or written last, so that a snapshot is not parsed twice."""

from threading import Lock
from typing import Final

from ddrflow.ports import Loaded

KEPT: Final = 1_024


class Recent:
    """The latest cases by id, good for as long as the hash of the last entry is the same.

    The hash is over all entries, so a case under the same hash is the same case.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._cases: dict[str, Loaded] = {}

    def get(self, case_id: str, head: str) -> Loaded | None:
        """The case as it is after that entry, if it is among the latest."""
        loaded = self._cases.get(case_id)
        return loaded if loaded is not None and loaded.head == head else None

    def keep(self, loaded: Loaded) -> Loaded:
        """Remember this one in place of the one that was kept first."""
        with self._lock:
            self._cases[loaded.case.case_id] = loaded
            if len(self._cases) > KEPT:
                del self._cases[next(iter(self._cases))]
        return loaded
