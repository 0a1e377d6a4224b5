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
WORDS: Final = ("simulate", "catalonia", "--cases", "4000", "--processes", "2", "-n", "2")
#: Two that live cases, and the one that Python has look after what they share.
ALL: Final = 3


def standing() -> dict[int, int]:
    """Every process that has not ended, and who began it; one that nobody asks after has ended."""
    found: dict[int, int] = {}
    for one in Path("/proc").glob("[0-9]*"):
        try:
            told = (one / "stat").read_text(encoding="utf-8", errors="replace")
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
        try:
            assert process.poll() is None
            yield process
        finally:
            process.kill()


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
        "E-PROCESS: a process in which cases were simulated ended before it answered\n"
        "  help: mostly it is for want of memory: use fewer `--processes`;"
        " or it could not start, and said why\n"
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


#: Interrupted while the half of a result is there, which is longer than a pipe holds.
AMID_A_RESULT: Final = """
import sys
from ddrflow.simulation.processes import processes

def is_read():
    frames = list(sys._current_frames().values())
    while frames:
        one = frames.pop()
        if one.f_code.co_name == "_recv":
            return one.f_locals.get("size", 0) > 1_000_000
        if one.f_back is not None:
            frames.append(one.f_back)
    return False

if __name__ == "__main__":
    try:
        with processes(2) as executor:
            waited = executor.submit(bytes, 150_000_000)
            while not is_read():
                assert not waited.done(), "too quick to be interrupted"
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        print("ended")
"""


def test_who_is_interrupted_amid_a_result_does_not_wait_for_the_rest(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(AMID_A_RESULT, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")


#: In a program that has a handler of its own, and has cases lived in another thread.
IN_A_THREAD: Final = """
import os, signal, threading
from ddrflow.simulation.processes import processes

def live():
    with processes(2) as executor:
        print(executor.submit(max, 1, 2).result())
        os.killpg(0, signal.SIGINT)
        print(executor.submit(max, 3, 4).result())

if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: print("heard"))
    thread = threading.Thread(target=live)
    thread.start()
    while thread.is_alive():
        thread.join(0.01)
"""


def test_an_interrupt_is_for_the_program_and_not_for_what_it_began(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(IN_A_THREAD, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        start_new_session=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(done.stdout.split()) == ["2", "4", "heard"]
