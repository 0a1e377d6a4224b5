"""The tick: APScheduler wakes the daemon, and nothing more. It stores nothing and skips nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import uniform

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger


class Again(BaseTrigger):  # type: ignore[misc]  # it comes without types
    """A while after now, and never after what was: a machine that wakes up has missed one tick.

    APScheduler's own interval lists every tick of the time that a clock jumped over.
    """

    def __init__(self, every: timedelta, jitter: float) -> None:
        self._every = every
        self._jitter = jitter

    def get_next_fire_time(self, before: datetime | None, now: datetime) -> datetime:
        """Up to a part of the interval later, at random."""
        if before is None:
            return now
        return now + self._every * (1 + uniform(0, self._jitter))  # noqa: S311 - no secret


class Tick:
    """Calls `wake` now, and then again and again, each time a little later at random.

    `wake` must return at once: what takes long is not the tick's business. It goes by the clock
    of the machine; whoever is woken does not wait for it for ever (see `Worker`).
    """

    def __init__(self, every: timedelta, jitter: float, wake: Callable[[], None]) -> None:
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            wake,
            Again(every, jitter),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._scheduler.start()

    def stop(self) -> None:
        """No more; a call under way is not waited for. Stopped again, nothing happens."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
