"""Reviews that are due at once, end to end, against their floor and two schedulers, in one run.

10,000 reviews come due: each is claimed, decided, recorded with its next date and its line in the
outbox, and committed, by 1, 2 and 4 replicas. The floor is the same rows by bare executemany.
APScheduler runs as many jobs from its SQLAlchemy job store and moves each on; procrastinate runs as
many deferred jobs that insert one row each. Prints what each does a second, and ratios; nothing is
asserted. With `beside`, only what a command waits for while one replica catches up is measured.

    python -m benchmarks.reviews [COUNT [beside]]
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import median, quantiles
from typing import Final

import psycopg

from benchmarks import replay, schedulers
from ddrflow.daemon.settings import SweepSettings
from ddrflow.daemon.sweep import Sweep
from ddrflow.engine import Engine, Request
from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from tests.contract.script import ADMIT, NOTICE, OPENING, need, neustart
from tests.postgres import Server, running, schema
from tests.stores import NOW, DatabaseClock

COUNT: Final = 10_000
REPLICAS: Final = (1, 2, 4)
SETTINGS: Final = SweepSettings(batch=500)
OUT: Final = sys.stdout.write


@dataclass(slots=True)
class Bench:
    """A database with so many cases in custody, and a clock that is set to when they come due."""

    name: str
    url: str
    store: SqlStore
    clock: DatabaseClock
    count: int
    floor: Callable[[list[replay.Sent]], Callable[[], None]]

    def come_due(self) -> None:
        """Go on to where every case has one timer that is due."""
        last = self.store.timers.upcoming(self.count)[-1]
        self.clock.set(last.timer.due_at + timedelta(seconds=1))


def filled(store: SqlStore, count: int) -> None:
    """So many cases in custody."""
    engine = Engine(store, [neustart()])
    names = [f"C-{number}" for number in range(count)]
    engine.do_many(Request(one, OPENING, workflow="neustart") for one in names)
    for command in (NOTICE, ADMIT):
        engine.do_many(Request(one, command) for one in names)


@contextmanager
def on_postgresql(server: Server, count: int) -> Iterator[Bench]:
    """A schema, and another one with the same rows for the floor."""
    with schema(server) as url, schema(server) as other:
        upgrade(connected(url))
        upgrade(connected(other))
        clock = DatabaseClock(url, NOW)
        store = SqlStore(connected(url))
        filled(store, count)

        def floor(script: list[replay.Sent]) -> Callable[[], None]:
            with (
                psycopg.connect(url, autocommit=True) as source,
                psycopg.connect(other, autocommit=True) as target,
            ):
                replay.copy_tables(source, target)
            return replay.on_postgresql(other, script)

        yield Bench("PostgreSQL", url, store, clock, count, floor)
        store.close()
        clock.close()


def swept_by(bench: Bench, replicas: int) -> float:
    """Reviews a second by so many processes, from the first start of a sweep to the last end."""
    bench.come_due()
    words = [sys.executable, "-m", "benchmarks.sweeper", bench.url]
    processes = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for _ in range(replicas)
    ]
    for one in processes:
        assert one.stdout is not None  # noqa: S101 - it was given a pipe: for the type checker
        one.stdout.readline()
    begun = time.perf_counter()
    for one in processes:
        assert one.stdin is not None  # noqa: S101 - likewise
        one.stdin.write("go\n")
        one.stdin.flush()
    found = sum(int(one.communicate()[0]) for one in processes)
    taken = time.perf_counter() - begun
    left = bench.store.timers.backlog().due
    if found < bench.count or left:
        OUT(f"careful: {found} entries for {bench.count} cases, {left} left\n")
    return bench.count / taken


def here(bench: Bench) -> tuple[float, float]:
    """Reviews a second in this process, and by the floor: the rows that the next sweep wrote."""
    bench.come_due()
    engine = Engine(bench.store)
    sweep = Sweep("bench", SETTINGS)
    begun = time.perf_counter()
    sweep.once(engine)
    ours = bench.count / (time.perf_counter() - begun)
    bench.come_due()
    script: list[replay.Sent] = []
    prepared = bench.floor(script)
    with replay.written_down(bench.store) as sent:
        sweep.once(engine)
    script += [one for one in sent if not one[0].startswith("SELECT")]
    begun = time.perf_counter()
    prepared()
    return ours, bench.count / (time.perf_counter() - begun)


def beside(bench: Bench) -> list[float]:
    """Milliseconds of each command that somebody gives while a replica catches up."""
    bench.come_due()
    engine = Engine(bench.store)
    words = [sys.executable, "-m", "benchmarks.sweeper", bench.url]
    waits: list[float] = []
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:  # noqa: S603 - our own
        assert one.stdin is not None  # noqa: S101 - it was given a pipe: for the type checker
        assert one.stdout is not None  # noqa: S101 - likewise
        one.stdout.readline()
        one.stdin.write("go\n")
        one.stdin.flush()
        while one.poll() is None:
            number = len(waits)
            begun = time.perf_counter()
            engine.do(f"C-{number % bench.count}", need(number))
            waits.append((time.perf_counter() - begun) * 1000)
    return waits


def report(bench: Bench, server: Server) -> None:
    """Measure, and print what came of it."""
    OUT(f"\n{bench.name}: {bench.count:,} reviews due at once, a second\n")
    ours, floor = here(bench)
    OUT(f"  the same rows, bare executemany      {floor:8,.0f}\n")
    OUT(f"  ddrflow, in this process             {ours:8,.0f}\n")
    rates = {}
    for replicas in REPLICAS:
        rates[replicas] = swept_by(bench, replicas)
        OUT(f"  ddrflow, {replicas} replicas                  {rates[replicas]:8,.0f}\n")
    report_beside(bench)
    peers = schedulers.measured(server, bench.count)
    for name, rate in peers.items():
        OUT(f"  {name:35}  {rate:8,.0f}\n")
    OUT(f"  ddrflow here / bare     {ours / floor:6.2f}\n")
    OUT(f"  best of ddrflow / bare  {max(rates.values()) / floor:6.2f}   (aim: 0.5 or more)\n")
    best = max(peers.values())
    OUT(f"  best of ddrflow / best peer {max(rates.values()) / best:6.2f}   (aim: 2 or more)\n")


def report_beside(bench: Bench) -> None:
    """What a command waits for while a replica catches up."""
    waits = beside(bench)
    p99, worst = quantiles(waits, n=100)[98], max(waits)
    OUT(f"  a command meanwhile, p50 and p99     {median(waits):8.1f} ms {p99:.1f} ms (aim: 100)\n")
    OUT(f"  the longest of {len(waits):,}     {worst:8.1f} ms\n")


def main(count: int, *, alone: bool) -> None:
    """PostgreSQL."""
    with running() as server, on_postgresql(server, count) as bench:
        if alone:
            OUT(f"\n{bench.name}: {bench.count:,} reviews due at once\n")
            report_beside(bench)
        else:
            report(bench, server)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, alone="beside" in sys.argv)
