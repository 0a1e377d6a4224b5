"""Threads and processes that write at once lose no update and leave no gap."""

import json
import signal
import subprocess
import sys
from typing import Final

import pytest

from ddrflow.engine import Engine
from tests.contract.script import OPENING, neustart
from tests.faults.checker import History
from tests.stores import Place

PROCESSES: Final = 4
THREADS: Final = 8
COMMANDS: Final = 6


def opened(place: Place, cases: int) -> tuple[Engine, list[str], History]:
    """So many cases, and a history that knows of their opening."""
    engine, history = place.engine(neustart()), History()
    names = [f"C-{number}" for number in range(cases)]
    for case_id in names:
        history.ask(case_id, "open")
        done = engine.open_case("neustart", case_id, OPENING, key="open")
        history.acknowledge(case_id, "open", [one.seq for one in done.entries])
    return engine, names, history


def writer(place: Place, name: str, cases: list[str]) -> subprocess.Popen[str]:
    """A process with eight threads that writes to the cases."""
    words = [place.url, name, str(THREADS), str(COMMANDS), *cases]
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.faults.writer", *words],
        stdout=subprocess.PIPE,
        text=True,
    )


def all_asked(history: History, cases: list[str]) -> None:
    """What the writers are about to ask for."""
    for process in range(PROCESSES):
        for thread in range(THREADS):
            for number in range(COMMANDS):
                case_id = cases[number % len(cases)]
                history.ask(case_id, f"w{process}-{thread}-{number}")


def told(history: History, lines: str) -> None:
    """What a writer acknowledged; a line that was cut off was not."""
    for line in lines.splitlines(keepends=True):
        if line.endswith("\n"):
            history.acknowledge(*json.loads(line))


@pytest.mark.parametrize("cases", [1, 6], ids=["one case", "many cases"])
def test_four_processes_of_eight_threads_lose_nothing(durable: Place, cases: int) -> None:
    """Every command of every thread is acknowledged, and is there."""
    engine, names, history = opened(durable, cases)
    all_asked(history, names)
    writers = [writer(durable, f"w{number}", names) for number in range(PROCESSES)]
    for one in writers:
        out, _ = one.communicate(timeout=120)
        assert one.returncode == 0
        told(history, out)
    for case_id in names:
        history.see(case_id, engine.case(case_id).version)
    assert len(history.acknowledged) == cases + PROCESSES * THREADS * COMMANDS
    history.check(durable.durable)


def test_a_process_that_is_killed_among_others_leaves_all_or_nothing(durable: Place) -> None:
    """One of four is killed after its first answer; the others go on."""
    engine, names, history = opened(durable, 2)
    all_asked(history, names)
    writers = [writer(durable, f"w{number}", names) for number in range(PROCESSES)]
    first = writers[0].stdout
    assert first is not None
    begun = first.readline()
    writers[0].send_signal(signal.SIGKILL)
    for one in writers:
        out, _ = one.communicate(timeout=120)
        told(history, begun + out if one is writers[0] else out)
    assert [one.returncode for one in writers] == [-signal.SIGKILL, 0, 0, 0]
    for case_id in names:
        history.see(case_id, engine.case(case_id).version)
    history.check(durable.durable)
