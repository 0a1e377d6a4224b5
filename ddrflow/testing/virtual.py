"""Time that only passes where a test lets it, and a daemon that sweeps while it does."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ddrflow.clock import ManualClock
from ddrflow.daemon import Settings, Swept, sweep_once
from ddrflow.decide import timers
from ddrflow.engine import Engine
from ddrflow.testing.flow import Kept

#: A Monday morning: where time begins if a test does not say otherwise.
BEGIN: Final = "2026-01-05 09:00"
FORM: Final = "%Y-%m-%d %H:%M"
Passing = Callable[[datetime], None]


def instant(local: str, zone: ZoneInfo) -> datetime:
    """What the clocks of a place say, as an instant; raises ValueError."""
    return datetime.strptime(local, FORM).replace(tzinfo=zone)


def clock_at(local: str, kept: Kept | None) -> "VirtualClock":
    """A clock of the place of a workflow, or in UTC; raises ValueError."""
    zone = kept.workflow.procedure.zone if kept else ZoneInfo("UTC")
    return VirtualClock(instant(local or BEGIN, zone))


class VirtualClock(ManualClock):
    """A clock that a test moves, on and never back; it waits for nothing.

    What follows it, such as a daemon, sees each instant that matters on the way.
    """

    def __init__(self, at: datetime) -> None:
        super().__init__(at.astimezone(UTC))
        self._zone = at.tzinfo
        self._passing: Passing | None = None

    def __repr__(self) -> str:
        return f"<clock {self.now().astimezone(self._zone):{FORM}}>"

    def followed_by(self, passing: Passing | None) -> None:
        """Who lets time pass from now on; None for nobody."""
        self._passing = passing

    def advance(self, by: timedelta) -> datetime:
        """Let so much time pass; what time it is then. Raises ValueError for going back."""
        return self._on_to(self.now() + by)

    def advance_to(self, when: date) -> datetime:
        """Go on to an instant, or to the same time of a day; what time it is then.

        A time without offset is one of the place of the workflow. Raises ValueError for one that
        has passed.
        """
        local = self.now().astimezone(self._zone)
        if not isinstance(when, datetime):
            when = datetime.combine(when, local.time())
        return self._on_to(when if when.tzinfo else when.replace(tzinfo=self._zone))

    def _on_to(self, target: datetime) -> datetime:
        target = target.astimezone(UTC)
        if target < self.now():
            local, now = (one.astimezone(self._zone) for one in (target, self.now()))
            message = f"{local:{FORM}} has passed: it is {now:{FORM}}"
            raise ValueError(message)
        if self._passing is not None:
            self._passing(target)
        self.set(target)
        return target


class VirtualDaemon:
    """The daemon's own sweep, at the time of the clock: no thread, and nothing is waited for.

    Started, it records each thing on its own day while the clock moves on; stopped, time passes
    and nobody records what it brings: an outage.
    """

    def __init__(self, engine: Engine, clock: VirtualClock) -> None:
        self._engine = engine
        self._clock = clock
        self._settings = Settings(name="test")
        self.is_running = False

    def __repr__(self) -> str:
        return f"<daemon, {'running' if self.is_running else 'stopped'}>"

    def start(self) -> Swept:
        """Begin, with a sweep for all that is due by now; what came of it."""
        self.is_running = True
        self._clock.followed_by(self._pass)
        return self.sweep()

    def stop(self) -> None:
        """Record nothing more until it is started again."""
        self.is_running = False
        self._clock.followed_by(None)

    def sweep(self) -> Swept:
        """Record all that is due by now, once, running or not; what came of it."""
        return sweep_once(self._engine, self._settings)

    def _pass(self, target: datetime) -> None:
        """From one due instant to the next; each is swept when it comes, and the target too."""
        self.sweep()
        while (following := self._next()) is not None and following < target:
            self._clock.set(following)
            self.sweep()
        self._clock.set(target)
        self.sweep()

    def _next(self) -> datetime | None:
        """The first instant after this one at which something is due."""
        now, engine = self._clock.now(), self._engine
        cases = (engine.case(one) for one in engine.cases())
        due = (one.due_at for case in cases for one in timers(engine.workflow(case), case))
        return min((one for one in due if one > now), default=None)
