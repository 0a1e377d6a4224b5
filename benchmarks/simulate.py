"""Simulating a chain of steps: ddrflow against SimPy, salabim and a bare heap, all in one run.

All draw the same numbers, reckon with the same working days and keep the same log, which is
compared. The engine asks every rule and records every event; the others ask nothing. Ratios
count: microseconds belong to the machine of the day. They take turns, and of each its quickest turn
counts, since whatever else a machine does only adds. Nothing is asserted but that the logs agree.
"""

import gc
import resource
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from hashlib import sha256
from heapq import heappop, heappush
from multiprocessing import get_context
from time import perf_counter
from typing import Final
from zlib import crc32

import salabim
import simpy

from benchmarks import chain
from ddrflow.model.events import StepTaken
from ddrflow.simulation.posts import Posts
from ddrflow.simulation.replication import lived
from ddrflow.simulation.setting import Setting

FEW: Final = 10_000
MANY: Final = 100_000
SLOW: Final = 10_000
#: How often each takes its turn.
TURNS: Final = 3

Simulator = Callable[[int, Callable[[chain.Line], None]], int]


def ddrflow(cases: int, log: Callable[[chain.Line], None]) -> int:
    """Through `decide`: every rule asked, every event recorded."""
    number = 0
    for life in lived(chain.setting(), cases):
        number += len(life.past.entries)
        for entry in life.past.entries:
            event = entry.event
            if type(event) is StepTaken:
                log((life.case_id, event.trigger, entry.recorded_at))
    return number


class Unit:
    """The agency that takes the steps: how long it takes, and when its post is empty."""

    def __init__(self, of: Setting) -> None:
        self.of = of
        self.posts = Posts(of)

    def asked(self, case: str, began: datetime, now: datetime, kth: int) -> datetime:
        """When the step is taken: the first one after a notice, the last one at the phase's end."""
        if kth == chain.LINKS - 1:
            stays = self.of.world.parameter("people.stays", "custody")
            draw = self.of.draws.uniform(case, "stays", "custody", 0)
            return max(now, self.of.after(began, stays, draw))
        at = self._done(case, "step", now, kth)
        if kth:
            return at
        # What stands in the way is asked some time ahead, or on the day.
        ahead = at - self.of.ahead
        asked_at = ahead if ahead > now else at
        return max(at, self._done(case, "give-notice", asked_at, 0))

    def _done(self, case: str, purpose: str, now: datetime, kth: int) -> datetime:
        of = self.of
        replies = of.parameter("agencies.replies", "unit", "unit")
        at = of.after(now, replies, of.draws.uniform(case, purpose, "unit", kth))
        return self.posts.filled_from("org-unit", "unit", at)


def with_simpy(cases: int, log: Callable[[chain.Line], None]) -> int:
    """A process for each case, and nothing asked."""
    of = chain.setting()
    unit = Unit(of)
    names, environment, number = chain.triggers(of), simpy.Environment(), 0
    begins = of.begins_at

    def one(case: str, referred_at: datetime) -> Generator[simpy.Event, None, None]:
        nonlocal number
        yield environment.timeout((referred_at - begins).total_seconds())
        now = referred_at
        number += 2
        for kth, name in enumerate(names):
            at = unit.asked(case, referred_at, now, kth)
            yield environment.timeout((at - now).total_seconds())
            now = at
            number += 1
            log((case, name, now))

    for case, referred_at in chain.referrals(of, cases):
        environment.process(one(case, referred_at))
    environment.run()
    return number


def with_salabim(cases: int, log: Callable[[chain.Line], None]) -> int:
    """A component for each case."""
    of = chain.setting()
    unit = Unit(of)
    names, number = chain.triggers(of), 0
    environment = salabim.Environment(trace=False, yieldless=False)
    begins = of.begins_at

    class One(salabim.Component):  # type: ignore[misc] # salabim comes without types
        def setup(self, case: str, referred_at: datetime) -> None:
            self.case, self.referred_at = case, referred_at

        def process(self) -> Iterator[object]:
            nonlocal number
            yield self.hold((self.referred_at - begins).total_seconds())
            now = self.referred_at
            number += 2
            for kth, name in enumerate(names):
                at = unit.asked(self.case, self.referred_at, now, kth)
                yield self.hold((at - now).total_seconds())
                now = at
                number += 1
                log((self.case, name, now))

    for case, referred_at in chain.referrals(of, cases):
        One(case=case, referred_at=referred_at, env=environment)
    environment.run()
    return number


def with_a_heap(cases: int, log: Callable[[chain.Line], None]) -> int:
    """Nothing can be less: one heap, a tuple for what comes next."""
    of = chain.setting()
    unit = Unit(of)
    heap: list[tuple[datetime, str, int, datetime]] = []
    names, number = chain.triggers(of), 0
    for case, referred_at in chain.referrals(of, cases):
        first = unit.asked(case, referred_at, referred_at, 0)
        heappush(heap, (first, case, 0, referred_at))
        number += 2
    while heap:
        now, case, kth, began = heappop(heap)
        number += 1
        log((case, names[kth], now))
        if kth + 1 < len(names):
            heappush(heap, (unit.asked(case, began, now, kth + 1), case, kth + 1, began))
    return number


SIMULATORS: Final[dict[str, Simulator]] = {
    "a bare heap": with_a_heap,
    "SimPy": with_simpy,
    "ddrflow": ddrflow,
}


def timed(simulator: Simulator, cases: int) -> tuple[float, int, str, int]:
    """Seconds, events, a digest of the log whatever its order, and the memory that it took."""
    total = 0

    def log(line: chain.Line) -> None:
        nonlocal total
        case, trigger, at = line
        total += crc32(f"{case} {trigger} {at.isoformat()}".encode())

    gc.collect()
    began = perf_counter()
    events = simulator(cases, log)
    taken = perf_counter() - began
    return taken, events, sha256(str(total).encode()).hexdigest(), _peak()


def _peak() -> int:
    """The most memory that the process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def alone(name: str, cases: int) -> tuple[float, int, str, int]:
    """One measurement in a process of its own, so that nobody inherits another's memory."""
    simulator = with_salabim if name == "salabim" else SIMULATORS[name]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(timed, simulator, cases).result()


def in_turns(cases: int) -> dict[str, tuple[float, int, str, int]]:
    """The quickest turn of each, and the most memory that any of its turns took."""
    found: dict[str, tuple[float, int, str, int]] = {}
    for _ in range(TURNS):
        for name in SIMULATORS:
            taken, events, digest, peak = alone(name, cases)
            best, _, _, most = found.get(name, (taken, events, digest, peak))
            found[name] = (min(taken, best), events, digest, max(peak, most))
    return found


def two(cases: int) -> float:
    """Seconds for two processes that live so many cases each, at once."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        list(executor.map(timed, [ddrflow] * 2, [10] * 2))
        began = perf_counter()
        list(executor.map(timed, [ddrflow] * 2, [cases] * 2))
        return perf_counter() - began


def main() -> None:
    """Print the table."""
    cases = [int(one) for one in sys.argv[1:]] or [FEW, MANY]
    for number in cases:
        rates: dict[str, float] = {}
        logs: set[str] = set()
        print(f"{number} cases")
        for name, (taken, events, digest, peak) in in_turns(number).items():
            rates[name] = events / taken
            logs.add(digest)
            print(
                f"  {name:12} {events / taken:10,.0f} events/s  "
                f"{taken / events * 1e6:7.1f} us/event  {peak:6} MiB"
            )
        print(f"  the logs agree: {len(logs) == 1}")
        for name in ("SimPy", "a bare heap"):
            print(f"  ddrflow / {name}: {rates['ddrflow'] / rates[name]:.2f}")
    taken, events, _, _ = alone("salabim", SLOW)
    print(f"{SLOW} cases\n  salabim      {events / taken:10,.0f} events/s")
    one = min(alone("ddrflow", SLOW)[0] for _ in range(TURNS))
    both = min(two(SLOW) for _ in range(TURNS))
    print(f"two processes: {2 * one / both:.2f} times what one does")


if __name__ == "__main__":
    main()
