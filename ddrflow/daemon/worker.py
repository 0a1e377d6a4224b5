"""A thread that does one thing whenever it is woken, and can be asked how far it is."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from traceback import extract_tb
from typing import Final

from ddrflow.engine.together import OF_THE_STORE
from ddrflow.errors import BadRecord, Conflict, DdrflowError
from ddrflow.log import logger

LOG: Final = logger("daemon")


class Worker:
    """Does `act` once for any number of wakes that came meanwhile.

    Where nobody wakes it for `longest`, it does so by itself: a tick goes by the clock of the
    machine, which can be set back. That the store is away, or somebody else was faster, ends a
    round and no more; the next wake tries again. Any other error is a fault of ddrflow: it is kept,
    and the thread ends.
    """

    def __init__(self, name: str, act: Callable[[], None], longest: timedelta) -> None:
        self.name = name
        self.longest = longest
        self.fault: Exception | None = None
        self.rounds = 0
        #: What keeps it from its work since when it last tried, in words; empty where nothing does.
        self.kept_by = ""
        self._act = act
        self._bell = Event()
        self._is_stopping = False
        self._moved_at = monotonic()
        self._well_at: float | None = None
        self._is_under_way = False
        self._thread = Thread(target=self._run, name=f"ddrflow-{name}", daemon=True)

    def start(self) -> None:
        """Wait for the first wake."""
        self._thread.start()

    def wake(self) -> None:
        """There may be something to be done."""
        self._bell.set()

    def progress(self) -> None:
        """A part of what it is at is done."""
        self._moved_at = self._well_at = monotonic()

    def stop(self, seconds: float) -> bool:
        """Let it end what it began; whether it did in time."""
        self._is_stopping = True
        self._bell.set()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def still_for(self) -> float:
        """For how many seconds it has got no further in what it is at; 0 where it waits."""
        return monotonic() - self._moved_at if self._is_under_way else 0.0

    def age(self) -> float | None:
        """How many seconds ago a round, or a part of one, ended well; None where none did."""
        return None if self._well_at is None else monotonic() - self._well_at

    def _run(self) -> None:
        while True:
            self._bell.wait(self.longest.total_seconds())
            self._bell.clear()
            if self._is_stopping:
                return
            self._moved_at = monotonic()
            self._is_under_way = True
            try:
                self._round()
            except Exception as fault:  # noqa: BLE001 - told to whoever runs it, who ends the process
                self.fault = fault
                LOG.critical("failed", worker=self.name, **_told(fault))
                return
            finally:
                self._is_under_way = False

    def _round(self) -> None:
        try:
            self._act()
        except OF_THE_STORE as fault:
            self._is_kept(fault, "store is away")
        except BadRecord as fault:
            # Of what stands above all cases: nothing is decided until somebody has looked.
            self._is_kept(fault, "record cannot be read")
        except Conflict:
            LOG.debug("somebody else was faster", worker=self.name)
        else:
            self.rounds += 1
            self._well_at = monotonic()
            if self.kept_by:
                self.kept_by = ""
                LOG.warning("store is back", worker=self.name)

    def _is_kept(self, fault: DdrflowError, words: str) -> None:
        if self.kept_by != words:
            self.kept_by = words
            LOG.warning(words, worker=self.name, code=fault.code)


def _told(fault: Exception) -> dict[str, str]:
    """Its kind, and where it came about: what it says may hold what nobody is to read."""
    *_, last = extract_tb(fault.__traceback__)
    return {"fault": type(fault).__name__, "where": f"{Path(last.filename).name}:{last.lineno}"}
