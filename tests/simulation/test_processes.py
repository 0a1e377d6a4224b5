"""Cases that are lived in several processes, one of which is killed, or all of them interrupted."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.daemon.cases import until

#: Where this runs in the background of a shell, Ctrl-C is ignored, and would be by the program too.
PROGRAM: Final = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from ddrflow.cli import main; main()"
)
WORDS: Final = ("simulate", "catalonia", "--cases", "2000", "--processes", "2", "-n", "2")
#: Two that live cases, and the one that Python has look after what they share.
ALL: Final = 3


def standing() -> dict[int, int]:
    """Every process that has not ended, and who began it; one that nobody asks after has ended."""
    found: dict[int, int] = {}
    for one in Path("/proc").glob("[0-9]*"):
        try:
            told = (one / "stat").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, parent = told.rpartition(")")[2].split()[:2]
        if state != "Z":
            found[int(one.name)] = int(parent)
    return found


def begun_by(process: int) -> set[int]:
    """The processes that one has begun."""
    return {one for one, parent in standing().items() if parent == process}


@contextmanager
def living() -> Iterator[subprocess.Popen[str]]:
    """A simulation, in a group of its own, of which all processes have begun."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *WORDS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        until(lambda: len(begun_by(process.pid)) == ALL or process.poll() is not None)
        assert process.poll() is None
        yield process


def those_that_live(process: int) -> set[int]:
    """The processes in which cases are lived, or will be."""
    words = {one: Path(f"/proc/{one}/cmdline").read_bytes() for one in begun_by(process)}
    return {one for one, said in words.items() if b"spawn_main" in said}


def test_nobody_goes_on_living_cases_for_somebody_who_was_killed() -> None:
    with living() as process:
        left = begun_by(process.pid)
        process.kill()
    until(lambda: not left & standing().keys())


def test_a_process_that_was_killed_is_told_of_and_no_result_is() -> None:
    with living() as process:
        os.kill(those_that_live(process.pid).pop(), signal.SIGKILL)
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out) == (7, "")
    assert told == (
        "E-PROCESS: a process in which cases were simulated was ended by something else than"
        " ddrflow\n  help: most often it is for want of memory; use fewer `--processes`\n"
    )


def test_who_interrupts_it_is_told_nothing_and_nobody_is_left() -> None:
    """By Ctrl-C, which goes to all processes of a terminal."""
    with living() as process:
        left = begun_by(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told) == (130, "", "")
    until(lambda: not left & standing().keys())


def test_who_ends_the_program_alone_ends_what_it_began() -> None:
    with living() as process:
        left = begun_by(process.pid)
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told) == (130, "", "")
    until(lambda: not left & standing().keys())
