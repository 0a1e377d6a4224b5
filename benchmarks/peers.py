"""Others who keep what they do: eventsourcing and DBOS, on the same database, with the same step.

Each moves a case to and fro between two states after asking three facts. eventsourcing reads
the aggregate's events, moves, and saves one more; DBOS runs a workflow of one step.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sqlalchemy import make_url

COUNT = 200


def measured(name: str, url: str) -> float:
    """Milliseconds a step of a peer, in a process of its own: both keep much in their modules."""
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "benchmarks.peers", name, url],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(json.loads(done.stdout.splitlines()[-1]))


def with_eventsourcing(url: str) -> float:
    """Get, move, save: the aggregate is read every time, as a command line or a worker would."""
    from eventsourcing.application import Application  # noqa: PLC0415 - a process measures one peer, and loads no other
    from eventsourcing.domain import Aggregate, event  # noqa: PLC0415 - as above

    class Case(Aggregate):
        """A case with the three facts that its step asks."""

        @event("Opened")
        def __init__(self) -> None:
            self.state = "here"
            self.facts = {"told": True, "planned": True, "named": True}

        @event("Moved")
        def moved(self, target: str) -> None:
            self.state = target

        def move(self) -> None:
            if all(self.facts[one] for one in ("told", "planned", "named")):
                self.moved("there" if self.state == "here" else "here")

    application: Any = Application(env=_environment(url))
    cases = []
    for _ in range(20):
        case = Case()
        application.save(case)
        cases.append(case.id)
    begun = time.perf_counter()
    for number in range(2 * COUNT):
        if number == COUNT:
            begun = time.perf_counter()
        case = application.repository.get(cases[number % len(cases)])
        case.move()
        application.save(case)
    taken = time.perf_counter() - begun
    application.close()
    return taken / COUNT * 1000


def _environment(url: str) -> dict[str, str]:
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        return {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(made.database),
        }
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(made.database),
        "POSTGRES_HOST": unquote(str(made.query.get("host", made.host))),
        "POSTGRES_PORT": str(made.port or 5432),
        "POSTGRES_USER": str(made.username),
        "POSTGRES_PASSWORD": str(made.password or "none"),
    }


def with_dbos(url: str) -> float:
    """A workflow of one step; its beginning, its step and its end are each made durable."""
    from dbos import DBOS  # noqa: PLC0415 - a process measures one peer, and loads no other

    DBOS(config={"name": "peer", "system_database_url": url, "log_level": "CRITICAL"})

    @DBOS.step()
    def move(state: str, told: bool, planned: bool, named: bool) -> str:  # noqa: FBT001 - facts of a case, and no switches
        return ("there" if state == "here" else "here") if told and planned and named else state

    @DBOS.workflow()
    def case(state: str) -> str:
        return move(state, told=True, planned=True, named=True)

    DBOS.launch()
    state, begun = "here", time.perf_counter()
    for number in range(COUNT):
        if number == COUNT // 2:
            begun = time.perf_counter()
        state = case(state)
    taken = time.perf_counter() - begun
    DBOS.destroy()
    return taken / (COUNT - COUNT // 2) * 1000


PEERS = {"eventsourcing": with_eventsourcing, "dbos": with_dbos}


def main() -> None:
    """Print the milliseconds of one peer on one database."""
    name, url = sys.argv[1:]
    if url == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            print(PEERS[name](f"sqlite:///{Path(folder) / 'peer.db'}"))
    else:
        print(PEERS[name](url))


if __name__ == "__main__":
    main()
