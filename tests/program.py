"""The real program in a process of its own, forked from one that has imported it already.

Starting Python and importing is most of what a short command costs, and several hundred tests would
pay for it anew. What a process has of its own, it has here: memory, streams, folder, environment,
end. What Python itself reads from the environment as it starts is not heeded.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Final

ROOT: Final = Path(__file__).parents[1]


class Program:
    """What is run again and again, one after the other."""

    def __init__(self) -> None:
        self._socket, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "tests.forking", str(other.fileno())],
                cwd=ROOT,
                env={**os.environ, "PYTHONUTF8": "1"},
                pass_fds=(other.fileno(),),
                stdin=subprocess.DEVNULL,
            )

    def run(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], *, joined: bool
    ) -> subprocess.CompletedProcess[str]:
        """Run it with these words in this folder; `joined`, both outputs stand in one."""
        asked = {"words": words, "folder": str(folder), "environment": dict(environment)}
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            files = [out.fileno(), out.fileno() if joined else err.fileno()]
            socket.send_fds(self._socket, [f"{json.dumps(asked)}\n".encode()], files)
            code = self._socket.recv(100)
            assert code, "what forks has ended"
            told = [_read(one) for one in (out, err)]
        return subprocess.CompletedProcess(list(words), int(code), *told)

    def end(self) -> None:
        """Nothing is run any more."""
        self._socket.close()
        self._process.wait()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


@cache
def program() -> Program:
    """The one of these tests; it ends with them."""
    found = Program()
    atexit.register(found.end)
    return found
