"""A process that carries a plan out and is killed with -9 before a statement.

    python -m tests.faults.mover URL PLAN BATCH KILL_BEFORE

It counts what it sends; with a number that is never reached it ends and prints how many moved.
"""

import sys
from pathlib import Path

from ddrflow.engine import Engine
from ddrflow.migration import Decided, carry_out, digest_of, plan_from_json
from ddrflow.store.database import connected
from ddrflow.store.sql import SqlStore
from tests.builders import START
from tests.faults.victim import Doomed
from tests.synthetic import built
from tests.versions import version


def main(url: str, plan: str, batch: int, kill_before: int) -> None:
    """Carry the plan out with death in wait."""
    store = SqlStore(connected(url))
    planned = plan_from_json(Path(plan).read_text(encoding="utf-8"))
    decided = Decided("board-1", START.date(), digest_of(planned))
    Doomed(kill_before).watch(store)
    done = carry_out(Engine(store, (built(), version())), planned, decided, batch=batch)
    sys.stdout.write(f"{len(done.moved)}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
