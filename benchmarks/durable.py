"""A durable command against its floor and its peers, all in one run.

A command reads the case, decides with three rules, and records three entries, the projection,
two review rows and the outbox in one transaction. The floor sends the very same statements
through the bare driver. Prints ratios, which hold across machines, and milliseconds, which do
not: what syncing a disk costs is most of them. Nothing is asserted.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import psycopg

from benchmarks import peers, replay, round_trip
from ddrflow.engine import Engine, Request
from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from tests.postgres import Server, running, schema

ROUNDS: Final = 5
#: A table of a few thousand rows lies in a few pages: how it grows is part of what is measured.
BATCHES: Final = 3 * ROUNDS
CASES: Final = 40
COMMANDS: Final = 8 * CASES
BATCH_CASES: Final = 500
BATCH: Final = 2 * BATCH_CASES
THREADS: Final = 8


#: How a script is made ready to be played on a copy of the database.
Floor = Callable[[Sequence[replay.Sent]], Callable[[], None]]


@dataclass(slots=True)
class Bench:
    """One database with cases, and how to play a script on a copy of it."""

    name: str
    store: SqlStore
    engine: Engine
    cases: list[str]
    many: list[str]
    floor: Floor
    taken: int = 0
    batched: int = 0

    def next(self, count: int) -> list[Request]:
        """The next steps of the cases in turn."""
        first, self.taken = self.taken, self.taken + count
        return list(round_trip.steps(self.cases, count, first))

    def next_batch(self, count: int) -> list[Request]:
        """The next steps of many cases, one after the other."""
        first, self.batched = self.batched, self.batched + count
        return list(round_trip.steps(self.many, count, first))


def timed(act: Callable[[], object], count: int) -> float:
    """Milliseconds each."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) / count * 1000


def one_by_one(bench: Bench, requests: Sequence[Request]) -> None:
    """Each command alone."""
    for one in requests:
        bench.engine.do(one.case_id, one.command)


def single(bench: Bench) -> tuple[float, float]:
    """A command, and its floor; the floor replays what the next ones sent."""
    requests = bench.next(COMMANDS)
    ours = timed(lambda: one_by_one(bench, requests), COMMANDS)
    following = bench.next(COMMANDS)
    replayed = _recorded(bench, lambda: one_by_one(bench, following))
    return ours, timed(replayed, COMMANDS)


def batched(bench: Bench) -> tuple[float, float]:
    """A command among many, and its floor: the same rows by executemany."""
    requests = bench.next_batch(BATCH)
    ours = timed(lambda: bench.engine.do_many(requests), BATCH)
    following = bench.next_batch(BATCH)
    replayed = _recorded(bench, lambda: bench.engine.do_many(following))
    return ours, timed(replayed, BATCH)


def _recorded(bench: Bench, act: Callable[[], object]) -> Callable[[], None]:
    """What some commands send, ready to be sent again where they have not been given."""
    script: list[replay.Sent] = []
    prepared = bench.floor(script)
    with replay.written_down(bench.store) as sent:
        act()
    script += sent
    return prepared


def threaded(bench: Bench) -> tuple[float, list[float]]:
    """Milliseconds a command with eight threads, each on cases of its own; how long each took."""
    requests = bench.next(COMMANDS)
    shares = [[one for one in requests if _share(bench, one) == n] for n in range(THREADS)]
    waits: list[float] = []

    def work(share: list[Request]) -> None:
        for one in share:
            begun = time.perf_counter()
            bench.engine.do(one.case_id, one.command)
            waits.append((time.perf_counter() - begun) * 1000)

    with ThreadPoolExecutor(THREADS) as threads:
        taken = timed(lambda: list(threads.map(work, shares)), COMMANDS)
    return taken, waits


def _share(bench: Bench, request: Request) -> int:
    return bench.cases.index(request.case_id) % THREADS


@contextmanager
def on_sqlite() -> Iterator[Bench]:
    """A file, and copies of it for the floor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.db"
        upgrade(connected(f"sqlite:///{path}"))
        store = SqlStore(connected(f"sqlite:///{path}"))

        def floor(script: Sequence[replay.Sent]) -> Callable[[], None]:
            copy = Path(folder) / "copy.db"
            for one in Path(folder).glob("copy.db*"):
                one.unlink()
            with store.database.reading() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            shutil.copy(path, copy)
            return replay.on_sqlite(str(copy), script)

        bench = _bench("SQLite", store, floor)
        yield bench
        bench.engine.close()


@contextmanager
def on_postgresql(server: Server) -> Iterator[Bench]:
    """A schema, and another one with the same rows for the floor."""
    with schema(server) as url, schema(server) as other:
        upgrade(connected(url))
        upgrade(connected(other))

        def floor(script: Sequence[replay.Sent]) -> Callable[[], None]:
            with (
                psycopg.connect(url, autocommit=True) as source,
                psycopg.connect(other, autocommit=True) as target,
            ):
                replay.copy_tables(source, target)
            return replay.on_postgresql(other, script)

        bench = _bench("PostgreSQL", SqlStore(connected(url)), floor)
        yield bench
        bench.engine.close()


def _bench(name: str, store: SqlStore, floor: Floor) -> Bench:
    engine = Engine(store, [round_trip.workflow()])
    few = round_trip.opened(engine, "case", CASES)
    many = round_trip.opened(engine, "many", BATCH_CASES)
    return Bench(name, store, engine, few, many, floor)


def report(bench: Bench, peer_url: str) -> None:
    """Measure one database, its contestants in turn, and print what came of it."""
    out = sys.stdout.write
    singles = [single(bench) for _ in range(ROUNDS)]
    batches = [batched(bench) for _ in range(BATCHES)]
    threads = [threaded(bench) for _ in range(ROUNDS)]
    ours, bare = (median(column) for column in zip(*singles, strict=True))
    many, bare_many = (median(column) for column in zip(*batches, strict=True))
    rounds = f"{ROUNDS} rounds, {BATCHES} of batches"
    out(f"\n{bench.name}: milliseconds a command, medians of {rounds}\n")
    out(f"  the same statements, bare driver     {bare:8.3f}\n")
    out(f"  ddrflow, one command                 {ours:8.3f}\n")
    out(f"  the same rows, bare executemany      {bare_many:8.3f}\n")
    out(f"  ddrflow, do_many                     {many:8.3f}\n")
    eight = median(taken for taken, _ in threads)
    out(f"  ddrflow, eight threads               {eight:8.3f}\n")
    others = {name: peers.measured(name, peer_url) for name in peers.PEERS}
    for name, taken in others.items():
        out(f"  {name:35}  {taken:8.3f}\n")
    aims = {"SQLite": "0.40", "PostgreSQL": "0.70"}
    out(f"  bare / one command      {_ratio(singles):6.2f}   (aim: {aims[bench.name]} or more)\n")
    out(f"  bare / do_many          {_ratio(batches):6.2f}   (aim: 0.40 or more)\n")
    first, last = _ratio(batches[:ROUNDS]), _ratio(batches[-ROUNDS:])
    entries = 3 * bench.batched
    out(f"    in an almost empty database {first:.2f}, with {entries:,} entries {last:.2f}\n")
    out(f"  one thread / eight      {ours / eight:6.2f}   (aim: 1 or more)\n")
    waits = [one for _, found in threads for one in found]
    out(f"  eight threads, p99      {quantiles(waits, n=100)[98]:6.1f} ms   (aim: 20)\n")
    for name, taken in others.items():
        out(f"  {name} / ddrflow{'':<{15 - len(name)}}{taken / ours:6.2f}\n")


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """The median of the ratios within a round, so that a slow moment slows both."""
    return median(bare / ours for ours, bare in pairs)


def main() -> None:
    """Both databases, one after the other."""
    with on_sqlite() as bench:
        report(bench, "sqlite")
    with running() as server, on_postgresql(server) as bench:
        report(bench, server.url)


if __name__ == "__main__":
    main()
