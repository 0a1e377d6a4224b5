"""Processes in which replications are lived; they end with whoever waits for them."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import Thread, current_thread, main_thread

from ddrflow.errors import ProcessLost


@contextmanager
def processes(number: int) -> Iterator[Executor | None]:
    """So many processes to live replications in; none where one is enough.

    They end with whoever waits for them. Raises ProcessLost where one is ended by others.
    """
    if number <= 1:
        yield None
        return
    spawned = get_context("spawn")
    theirs, ours = spawned.Pipe(duplex=False)
    with theirs, ours, ProcessPoolExecutor(number, spawned, _awaited, (theirs,)) as executor:
        try:
            with _uninterrupted():
                for _ in range(number):
                    executor.submit(int)
            yield executor
        except BrokenProcessPool as fault:
            ours.close()
            raise ProcessLost from fault
        except BaseException:
            ours.close()
            _read_no_further(executor)
            raise


def _read_no_further(executor: ProcessPoolExecutor) -> None:
    """Whoever reads a result that breaks off in its midst hears of the end.

    It does not while anybody can go on writing, and our own end can. Nothing that is public
    closes that.
    """
    writer = getattr(getattr(executor, "_result_queue", None), "_writer", None)
    if writer is not None:
        writer.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that are started in here never hear of Ctrl-C; who waits for them does afterwards.

    They take over what is blocked, and not what is handled. Elsewhere than on POSIX they hear it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    with _put_off():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _put_off() -> Iterator[None]:
    """What interrupts the main thread in here does so at the end; no other is interrupted."""
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is None:
        yield
        return
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in heard:
            signal.raise_signal(number)


def _awaited(theirs: Connection) -> None:
    """A process lives cases while somebody holds the other end, and ends at once when nobody does.

    Who was killed holds nothing any more, and who was interrupted lets go.
    """
    Thread(target=_ends_with, args=(theirs,), daemon=True).start()


def _ends_with(theirs: Connection) -> None:
    wait([theirs])
    os._exit(1)
