"""Where lines go that must never hold up whoever writes them: a full pipe loses lines, not time."""

import atexit
import logging
import os
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Final

ROOM: Final = 10_000
#: How long the end of the process waits for lines that are still on their way.
LAST_SECONDS: Final = 1.0


class Unbuffered:
    """A stream past all buffers and their locks: whoever is blocked in it blocks nobody else."""

    def __init__(self, file: int) -> None:
        self._file = file

    def write(self, words: str) -> int:
        """All of it, however long that takes."""
        left = words.encode("utf-8", "replace")
        while left:
            left = left[os.write(self._file, left) :]
        return len(words)

    def flush(self) -> None:
        """There is nothing to be flushed."""


class NoLock:
    """The lock of what one thread alone writes to."""

    def acquire(self) -> bool:
        """At once."""
        return True

    def release(self) -> None:
        """Nothing was taken."""

    def __enter__(self) -> None:
        """At once."""

    def __exit__(self, *fault: object) -> None:
        """Nothing was taken."""


class UnblockedHandler(logging.Handler):
    """Hands lines to another handler in a thread of its own.

    Where that one takes none any more, lines are lost once there is no room; how many were, the
    next line that gets through is followed by.
    """

    def __init__(self, target: logging.Handler, room: int = ROOM) -> None:
        super().__init__()
        self._target = target
        # One thread alone writes to it; at the end of the process nobody is to wait for a lock.
        target.lock = NoLock()  # type: ignore[assignment] # as much of one as `logging` asks for
        self._lines: Queue[logging.LogRecord] = Queue(room)
        self._lost = 0
        self._is_idle = Event()
        self._is_idle.set()
        Thread(target=self._write, name="ddrflow-log", daemon=True).start()
        atexit.register(self.close)

    def emit(self, record: logging.LogRecord) -> None:
        """Never waits."""
        try:
            self._lines.put_nowait(record)
            self._is_idle.clear()
        except Full:
            self._lost += 1

    def close(self) -> None:
        """What is on its way gets a moment."""
        self._is_idle.wait(LAST_SECONDS)
        super().close()

    def _write(self) -> None:
        while True:
            try:
                record = self._lines.get(timeout=LAST_SECONDS)
            except Empty:
                continue
            self._target.handle(record)
            if self._lost:
                lost, self._lost = self._lost, 0
                self._target.handle(_of_lost(record, lost))
            if self._lines.empty():
                self._is_idle.set()


def _of_lost(record: logging.LogRecord, lost: int) -> logging.LogRecord:
    words = f"{lost} lines were lost: nobody read them"
    return logging.LogRecord(record.name, logging.WARNING, "", 0, words, (), None)
