"""One replica of the benchmark of reviews: sweeps once when it is told to.

python -m benchmarks.sweeper URL
"""

import sys

from benchmarks.reviews import SETTINGS
from ddrflow.daemon.running import settle
from ddrflow.daemon.sweep import Sweep
from ddrflow.engine import Engine
from ddrflow.store.database import connected
from ddrflow.store.sql import SqlStore


def main(url: str) -> None:
    """Ready, go, and how many entries were recorded."""
    engine = Engine(SqlStore(connected(url)))
    engine.clockwork.timers.backlog()
    engine.clockwork.version(engine.clockwork.timers.versions()[0])
    settle()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    swept = Sweep(f"replica-{id(engine)}", SETTINGS).once(engine)
    sys.stdout.write(f"{swept.entries}\n")


if __name__ == "__main__":
    main(sys.argv[1])
