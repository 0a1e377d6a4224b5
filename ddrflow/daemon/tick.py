"""The tick: APScheduler wakes the daemon, and nothing more. It stores nothing and skips nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Tick:
    """Calls `wake` now, and then again and again, a little earlier or later at random.

    `wake` must return at once: what takes long is not the tick's business. A tick that comes
    late, after a pause of the machine, comes once for all that were missed.
    """

    def __init__(self, every: timedelta, jitter: float, wake: Callable[[], None]) -> None:
        seconds = every.total_seconds()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            wake,
            IntervalTrigger(seconds=seconds, jitter=seconds * jitter or None, timezone=UTC),
            next_run_time=datetime.now(UTC),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._scheduler.start()

    def stop(self) -> None:
        """No more; a call under way is not waited for."""
        self._scheduler.shutdown(wait=False)
