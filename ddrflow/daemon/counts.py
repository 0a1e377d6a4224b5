"""What a daemon has done since its start."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Final

from ddrflow.daemon.sweep import Swept

#: Upper bounds of the lateness histogram, in seconds.
BOUNDS: Final = (0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 86400)


@dataclass(slots=True)
class Counts:
    """Sums over all sweeps; `late` counts how many timers were late by up to each bound or more."""

    entries: int = 0
    failed: int = 0
    put_away: int = 0
    delivered: int = 0
    late: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    late_seconds: float = 0.0
    skew: timedelta = timedelta()
    _lock: Lock = field(default_factory=Lock)

    def add(self, swept: Swept) -> None:
        """As well as what came of one sweep."""
        with self._lock:
            self.entries += swept.entries
            self.failed += swept.failed
            self.put_away += swept.put_away
            for one in swept.late:
                seconds = one.total_seconds()
                self.late[bisect_left(BOUNDS, seconds)] += 1
                self.late_seconds += seconds
