"""A daemon as a process of its own: signals, systemd, and an end that tells how it was."""

import gc
import logging
import os
import signal
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Final

from ddrflow.daemon.daemon import Daemon
from ddrflow.daemon.notify import Notifier
from ddrflow.log import logger

LOG: Final = logger("daemon")
#: How often it looks whether the daemon is well.
LOOK_SECONDS: Final = 1.0
#: Ended because something failed or got stuck: whoever supervises it starts it anew.
FAILED: Final = 75
#: So many more than before, and somebody looks which of them are garbage.
NEW_OBJECTS: Final = 20_000
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def run(daemon: Daemon, notifier: Notifier, reload: Callable[[], None]) -> int:
    """Run until a signal ends it; the exit code.

    SIGTERM and SIGINT let it finish what it began, a second one ends it at once; SIGHUP calls
    `reload`. A daemon that failed, or got stuck, ends the process.
    """
    told: SimpleQueue[int] = SimpleQueue()

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        told.put(number)

    before = {one: signal.signal(one, note) for one in SIGNALS}
    try:
        settle()
        daemon.start()
        notifier.ready()
        if not _until_told(daemon, notifier, reload, told):
            _end_at_once(FAILED)
        signal.signal(signal.SIGTERM, _at_once)
        signal.signal(signal.SIGINT, _at_once)
        notifier.stopping()
        if not daemon.stop():
            # Nothing is lost by it: what was not ended was not recorded.
            _end_at_once(FAILED)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def settle() -> None:
    """Look for garbage where it is; for a process of our own.

    What is there by now stays to the end, and what a batch makes is gone without being looked
    for. Looked through again and again, both are a sixth of what a sweep costs.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _end_at_once(code: int) -> None:
    """Past everything that could still wait; what was logged gets a moment."""
    for one in logging.getLogger("ddrflow").handlers:
        one.close()
    os._exit(code)


def _at_once(number: int, frame: FrameType | None) -> None:
    del frame
    os._exit(128 + number)


def _until_told(
    daemon: Daemon, notifier: Notifier, reload: Callable[[], None], told: SimpleQueue[int]
) -> bool:
    """Look after the daemon until it is to stop; False where it cannot go on."""
    while True:
        troubles = daemon.troubles()
        if troubles:
            LOG.critical("cannot go on", troubles=list(troubles))
            return False
        notifier.alive()
        notifier.status(f"{daemon.state}, {daemon.counts.entries} entries recorded")
        try:
            number = told.get(timeout=LOOK_SECONDS)
        except Empty:
            continue
        if number != signal.SIGHUP:
            LOG.info("is to stop", signal=signal.Signals(number).name)
            return True
        notifier.reloading()
        reload()
        notifier.ready()
