"""Imports the program once, and forks a process from that for each time it is run.

`tests.program` starts it and tells it what to run, over the socket whose number it is given.
"""

import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import ddrflow

#: What runs longer than this, in seconds, is ended.
LONGEST: Final = 120
#: What runs when it is imported, and what no command runs on.
LEFT_OUT: Final = ("ddrflow.__main__", "ddrflow.store.migrations.", "ddrflow.testing")


def import_all() -> None:
    """Import every module of the program: what it imports when it runs is there by then."""
    for one in pkgutil.walk_packages(ddrflow.__path__, "ddrflow."):
        if not one.name.startswith(LEFT_OUT):
            import_module(one.name)
    # What is there already is not to be copied because somebody looks for garbage.
    gc.collect()
    gc.freeze()


def request(one: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """What to run next, and where its output goes; none once nobody asks any more."""
    text, files, _, _ = socket.recv_fds(one, 1 << 16, 2)
    while text and not text.endswith(b"\n"):
        text += one.recv(1 << 16)
    return (json.loads(text), files) if text else None


def become(asked: dict[str, Any], files: list[int]) -> None:
    """Run as a process that was started with these words, this folder and this environment."""
    signal.alarm(LONGEST)
    for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), *files)):
        os.dup2(file, number)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    sys.path[0] = str(Path.cwd())
    sys.argv = ["ddrflow", *asked["words"]]
    runpy.run_module("ddrflow", run_name="__main__", alter_sys=True)


def main(number: int) -> None:
    """Until nobody asks any more."""
    import_all()
    with socket.socket(fileno=number) as one:
        while (asked := request(one)) is not None:
            pid = os.fork()
            if not pid:
                one.close()
                become(*asked)
                return
            for file in asked[1]:
                os.close(file)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            one.sendall(f"{code}\n".encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
