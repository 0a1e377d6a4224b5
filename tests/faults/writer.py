"""A process of several threads that write to cases, and tell what was acknowledged.

    python -m tests.faults.writer URL NAME THREADS COMMANDS CASE [CASE ...]

Each thread gives so many commands, over the cases in turn, under keys of its own; every
answer is one line on standard output as soon as it is known.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from ddrflow.bootstrap import on_database
from ddrflow.engine import Engine
from ddrflow.model.agency import Actor
from ddrflow.model.commands import IdentifyNeed

WORKER = Actor("p-1", "neustart-graz", "neustart")
LINE = Lock()


def write(engine: Engine, name: str, count: int, cases: list[str]) -> None:
    """One thread's commands."""
    for number in range(count):
        case_id = cases[number % len(cases)]
        key = f"{name}-{number}"
        need = IdentifyNeed(actor=WORKER, need=key, kind="housing", owner="neustart")
        done = engine.do(case_id, need, key=key)
        seqs = [one.seq for one in done.entries]
        with LINE:
            print(json.dumps([case_id, key, seqs]), flush=True)  # noqa: T201 - its answer


def main() -> None:
    """All threads, until every command is answered."""
    url, name, threads, count, *cases = sys.argv[1:]
    engine = on_database(url)
    with ThreadPoolExecutor(int(threads)) as pool:
        tasks = [
            pool.submit(write, engine, f"{name}-{number}", int(count), cases)
            for number in range(int(threads))
        ]
        for task in tasks:
            task.result()


if __name__ == "__main__":
    main()
