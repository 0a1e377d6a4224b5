"""A sweep that stops itself before a statement, as a process that is paused does.

    python -m tests.faults.sleeper URL NOW STOP_BEFORE IDLE

Stopped, it goes on when it is told to. The database ends a transaction that lies idle for so many
milliseconds.
"""

import signal
import sys
from datetime import datetime

from ddrflow.clock import ManualClock
from ddrflow.daemon.sweep import Sweep
from ddrflow.engine import Engine
from ddrflow.store.database import LIMITS, connected
from ddrflow.store.sql import SqlStore
from tests.faults.test_sweep_killed import FEW
from tests.faults.victim import Doomed


def main(url: str, now: str, stop_before: str, idle: str) -> None:
    """One sweep."""
    limits = {**LIMITS, "idle_in_transaction_session_timeout": f"{idle}ms"}
    clock = ManualClock(datetime.fromisoformat(now))
    store = SqlStore(connected(url, limits=limits), clock)
    Doomed(int(stop_before), signal.SIGSTOP).watch(store)
    swept = Sweep("sleeper", FEW).once(Engine(store))
    sys.stdout.write(f"{swept.entries}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
