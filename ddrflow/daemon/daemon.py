"""The daemon: sweeps a store again and again until it is stopped, alone or one of several."""

import os
import socket
from datetime import UTC, datetime, timedelta
from importlib import metadata
from secrets import token_hex
from time import monotonic
from types import TracebackType
from typing import Final, Self

from ddrflow.daemon.counts import Counts
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.settings import Settings
from ddrflow.daemon.sweep import Sweep, Swept
from ddrflow.daemon.tick import Tick
from ddrflow.daemon.worker import Worker
from ddrflow.engine import Engine
from ddrflow.engine.together import OF_THE_STORE
from ddrflow.log import logger
from ddrflow.ports import Beat, ReplicaState

LOG: Final = logger("daemon")
#: How often it says that it is there.
BEAT_SECONDS: Final = 5.0
#: A clock that differs by more is told of; nothing hangs on it.
SKEW: Final = timedelta(seconds=2)
#: A transaction that waits for its program for longer is one of a program that was stopped.
STALLED: Final = timedelta(seconds=15)
#: How long a round waits for handlers that take long; they go on by themselves.
ROUND: Final = timedelta(seconds=2)


class Daemon:
    """Records what time makes happen on the cases of an engine's store, when it is due.

    Any number of daemons can work on one PostgreSQL; on SQLite the second one stands by. A courier
    hands on what was recorded. Started, it works in threads of its own: `with Daemon(engine): ...`.
    """

    def __init__(
        self, engine: Engine, settings: Settings | None = None, courier: Courier | None = None
    ) -> None:
        self.engine = engine
        self.settings = settings or Settings()
        label = self.settings.name or f"{socket.gethostname()}:{os.getpid()}"
        # Never that of another one, or of one before: two of a name would take each other's watch.
        self.name = f"{label}:{token_hex(2)}"
        self.state = ReplicaState.ACTIVE
        self.counts = Counts()
        self._courier = courier
        self._left: list[Engine] = []
        self._sweep = self._made()
        longest = self._longest()
        self.sweeping = Worker("sweep", self._one_sweep, longest)
        self.deriving = Worker("derive", self._one_derivation, longest)
        self.delivering = Worker("deliver", self._one_delivery, longest)
        self._tick = self._ticking()
        self._is_stopping = self._has_swept = self._has_watch = False
        self._beat_at = self._derive_at = self._watch_at = 0.0

    # ---- from outside

    def start(self) -> None:
        """Begin. Started once, a daemon is not started again: make another."""
        LOG.info("starts", replica=self.name, every=self.settings.sweep.every.total_seconds())
        for one in self._workers():
            one.start()
        self._tick.start()

    def wake(self) -> None:
        """Sweep now, or as soon as the sweep that is under way has ended."""
        for one in self._workers():
            one.wake()

    def take(self, engine: Engine, settings: Settings, courier: Courier | None = None) -> None:
        """Go on with another engine on the same store, other settings, other handlers.

        Its name stays, and so does where it listens. Handlers end the message that they are at, as
        long as it would wait for them at its own end.
        """
        if self._courier is not None and not self._courier.stop(self.settings.drain):
            LOG.warning("went on without handlers", handlers=self._courier.still_at_work())
        self._left.append(self.engine)
        self.engine, self.settings, self._courier = engine, settings, courier
        self._sweep = self._made()
        self._derive_at = 0.0
        for one in self._workers():
            one.longest = self._longest()
        self._tick.stop()
        self._tick = self._ticking()
        self._tick.start()

    def stop(self) -> bool:
        """Finish what is begun, take up nothing new, and say so; whether that was done in time.

        In any case everything is as if the process had been killed: nothing is recorded by halves.
        Stopped again, it does nothing more.
        """
        if self.state is ReplicaState.STOPPED:
            return True
        self._is_stopping = True
        self.state = ReplicaState.DRAINING
        self._tick.stop()
        if self._courier is not None:
            self._courier.leave_off()
        until = monotonic() + self.settings.drain.total_seconds()
        ended = [one.stop(max(until - monotonic(), 0)) for one in self._workers()]
        if self._courier is not None:
            ended.append(self._courier.stop(timedelta(seconds=max(until - monotonic(), 0))))
        if all(ended):
            self.state = ReplicaState.STOPPED
            self._leave()
        LOG.info("stopped", replica=self.name, in_time=all(ended))
        return all(ended)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def troubles(self) -> tuple[str, ...]:
        """What keeps it from working, in words; empty where it is well."""
        found = []
        most = self.settings.sweep.stuck_after.total_seconds()
        for one in self._workers():
            if one.fault is not None:
                found.append(f"{one.name} failed: {type(one.fault).__name__}")
            elif one.still_for() > most:
                found.append(f"{one.name} has got no further for {most:g} seconds")
        return tuple(found)

    def is_ready(self) -> bool:
        """A sweep ended well not long ago, or gets on; or it stands by."""
        age = self.sweeping.age()
        longest = 3 * self.settings.sweep.every.total_seconds() + BEAT_SECONDS
        return not self.troubles() and age is not None and age <= longest

    # ---- inside

    def _made(self) -> Sweep:
        return Sweep(
            self.name,
            self.settings.sweep,
            goes_on=self._may_sweep,
            progress=self._progress,
        )

    def _ticking(self) -> Tick:
        sweep = self.settings.sweep
        return Tick(sweep.every, sweep.jitter, self.wake)

    def _longest(self) -> timedelta:
        """After which it looks by itself, where no tick came."""
        return 3 * self.settings.sweep.every

    def _workers(self) -> tuple[Worker, ...]:
        return (self.sweeping, self.deriving, self.delivering)

    def _may_sweep(self) -> bool:
        return not self._is_stopping and (self._has_watch or not self.engine.clockwork.is_for_one)

    def _progress(self) -> None:
        self.sweeping.progress()
        if self.engine.clockwork.is_for_one:
            self._keeps_watch()
        self._say()

    def _one_sweep(self) -> None:
        while self._left:
            self._left.pop().close()
        if self.engine.clockwork.is_for_one and not self._keeps_watch():
            self._turn(ReplicaState.STANDBY)
            self._say()
            return
        self._turn(ReplicaState.ACTIVE)
        swept = Swept()
        try:
            self._sweep.once(self.engine, swept)
        finally:
            self.counts.add(swept)
        self._has_swept = True
        self._say()

    def _one_derivation(self) -> None:
        """Beside the sweeps: it can have a million cases to go through, and one of them broken."""
        if monotonic() < self._derive_at or not self._may_sweep():
            return
        self.engine.clockwork.derive(self.deriving.progress)
        self._derive_at = monotonic() + self.settings.sweep.derive_every.total_seconds()

    def _one_delivery(self) -> None:
        courier = self._courier
        if courier is not None and self.state is ReplicaState.ACTIVE:
            self.counts.delivered += courier.round(ROUND, self.delivering.progress).done

    def _turn(self, state: ReplicaState) -> None:
        if state is not self.state and not self._is_stopping:
            LOG.warning("turns", replica=self.name, to=state.value)
            self.state = state
            self._beat_at = 0.0

    def _keeps_watch(self) -> bool:
        """Asked three times within a lease, so that one that is late costs nothing."""
        if self._has_watch and monotonic() < self._watch_at:
            return True
        lease = self.settings.watch.lease
        self._has_watch = False
        self._has_watch = self.engine.clockwork.replicas.keep_watch(self.name, lease)
        self._watch_at = monotonic() + lease.total_seconds() / 3
        return self._has_watch

    def _say(self) -> None:
        if monotonic() < self._beat_at:
            return
        self._beat_at = monotonic() + BEAT_SECONDS
        now = self.engine.clockwork.replicas.beat(self._beat(self.state))
        self._has_swept = False
        ended = self.engine.clockwork.replicas.end_stalled(STALLED)
        if ended:
            LOG.warning("ended what held others up", transactions=ended)
        skew, before = datetime.now(UTC) - now, self.counts.skew
        self.counts.skew = skew
        if abs(skew) > SKEW >= abs(before):
            # Nothing hangs on it: what is due the database decides.
            LOG.warning("clock differs from the database's", seconds=skew.total_seconds())

    def _beat(self, state: ReplicaState) -> Beat:
        counts = self.counts
        return Beat(
            self.name,
            state,
            metadata.version("ddrflow"),
            counts.entries,
            counts.failed,
            counts.delivered,
            has_swept=self._has_swept,
        )

    def _leave(self) -> None:
        replicas = self.engine.clockwork.replicas
        try:
            replicas.leave_watch(self.name)
            replicas.beat(self._beat(ReplicaState.STOPPED))
        except OF_THE_STORE as fault:
            # The others find out by themselves.
            LOG.warning("could not say that it stopped", code=fault.code)
