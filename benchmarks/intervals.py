"""Do our own intervals hold what they say? Studies whose truth is known, counted.

Prints how often the 95 % interval has the truth within it, with the uncertainty of that count, and
how many replications stopping took; then what pairing saved in a real comparison. Seeds are fixed.
"""

from collections.abc import Callable
from datetime import date, timedelta
from math import exp, sqrt
from typing import Final

import numpy as np

from ddrflow.simulation.breadth import CORE, EVERYONE, breadths
from ddrflow.simulation.comparing import Wish, compare
from ddrflow.simulation.processes import processes
from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import study
from ddrflow.simulation.statistics.interval import Interval, mean_interval
from ddrflow.simulation.statistics.paired import paired_means, paired_ratios
from ddrflow.simulation.statistics.percentile import paired_percentiles
from ddrflow.simulation.statistics.stopping import Stop, Stopping, level_of
from ddrflow.simulation.statistics.verdict import Bound, Verdict
from ddrflow.simulation.world_file import load_world
from ddrflow.workflow.load import load

STUDIES: Final = 2_000
FEWER: Final = 300
THINGS: Final = 20
SHIFT: Final = 1.0
#: Of a lognormal of median 7 and spread e**0.6, as delays are.
MEDIAN, SPREAD = 7.0, 0.6
MEAN: Final = MEDIAN * exp(SPREAD**2 / 2)
WIDTH: Final = 0.35
BUDGET: Final = 200

Chance = np.random.Generator


def delays(chance: Chance) -> tuple[list[float], list[float]]:
    """One replication: some delays, and the same ones a day longer with noise of their own."""
    old = MEDIAN * np.exp(SPREAD * chance.standard_normal(THINGS))
    new = old + SHIFT + chance.normal(0, 2, THINGS)
    return list(old), list(new)


def means(chance: Chance, number: int) -> Interval:
    """The difference of the means; the truth is the shift."""
    pairs = [delays(chance) for _ in range(number)]
    old, new = ([float(np.mean(one[side])) for one in pairs] for side in (0, 1))
    return paired_means(old, new).difference


def ratios(chance: Chance, number: int) -> Interval:
    """The difference of two shares of things of which there are now more, now fewer."""
    old, new = [], []
    for _ in range(number):
        of = int(chance.poisson(THINGS)) + 1
        old.append((int(chance.binomial(of, 0.30)), of))
        new.append((int(chance.binomial(of, 0.35)), of))
    found = paired_ratios(old, new)
    return found.difference if found else Interval(0, None, None)


def percentiles(chance: Chance, number: int) -> Interval:
    """The difference of the 95th percentiles, of a shift and nothing else."""
    pairs = []
    for _ in range(number):
        old = MEDIAN * np.exp(SPREAD * chance.standard_normal(THINGS))
        other = MEDIAN * np.exp(SPREAD * chance.standard_normal(THINGS)) + SHIFT
        pairs.append((list(old), list(other)))
    found = paired_percentiles([one for one, _ in pairs], [one for _, one in pairs], 0.95, number)
    return found.difference if found else Interval(0, None, None)


def stopped(chance: Chance) -> tuple[Interval, int]:
    """The same means, with replications added until the half-width is what was wanted."""
    old: list[float] = []
    new: list[float] = []
    wanted = WIDTH

    def is_enough(number: int) -> bool:
        half = paired_means(old[:number], new[:number]).difference.half_width
        return half is not None and half <= wanted

    stopping, reason = Stopping(BUDGET, is_enough), None
    while reason is None:
        before, after = delays(chance)
        old.append(float(np.mean(before)))
        new.append(float(np.mean(after)))
        reason = stopping.after(len(old))
    return paired_means(old, new).difference, len(old)


def decided(chance: Chance, budget: int) -> tuple[Verdict, Interval]:
    """What is said of a limit that is the truth itself: nobody can know, and chance may say."""
    values: list[float] = []
    level, bound = level_of(budget), Bound(SHIFT)

    def is_decided(number: int) -> bool:
        found = mean_interval(values[:number], level)
        return bound.asked_of(found, 0) is not Verdict.UNDECIDED

    stopping, reason = Stopping(budget, is_decided, Stop.DECIDED), None
    while reason is None:
        values.append(float(chance.normal(SHIFT, 2)))
        reason = stopping.after(len(values))
    found = mean_interval(values, level)
    return bound.asked_of(found, 0), found


def has_truth(found: Interval, truth: float = SHIFT) -> bool:
    """Whether it lies within the bounds."""
    return found.low is not None and found.high is not None and found.low <= truth <= found.high


def coverage(
    draw: Callable[[Chance, int], Interval], truth: float, number: int, studies: int, seed: int
) -> tuple[float, float]:
    """How many of a hundred intervals have the truth within them, plus or minus."""
    chance = np.random.Generator(np.random.PCG64(seed))
    found = [draw(chance, number) for _ in range(studies)]
    hits = sum(has_truth(one, truth) for one in found)
    part = hits / studies
    return 100 * part, 100 * sqrt(part * (1 - part) / studies)


def main() -> None:
    """Print the table."""
    print(f"{'what':34}{'replications':>14}{'covered':>10}{'+/-':>7}")
    for name, draw, truth, studies in (
        ("paired means, lognormal delays", means, SHIFT, STUDIES),
        ("paired ratios of sums", ratios, 0.05, STUDIES),
        ("95th percentile, bootstrap", percentiles, SHIFT, FEWER),
    ):
        for number in (10, 30):
            part, error = coverage(draw, truth, number, studies, number)
            print(f"{name:34}{number:14}{part:9.1f}%{error:7.1f}")
    chance = np.random.Generator(np.random.PCG64(1))
    ends = [stopped(chance) for _ in range(STUDIES // 2)]
    hits = sum(has_truth(one) for one, _ in ends)
    part, numbers = hits / len(ends), [number for _, number in ends]
    error = sqrt(part * (1 - part) / len(ends))
    mean = sum(numbers) / len(numbers)
    name = "stopped at a half-width"
    print(f"{name:34}{f'{mean:.0f} ({min(numbers)}+)':>14}{100 * part:9.1f}%{100 * error:7.1f}")
    verdicts()
    pairing()


def verdicts() -> None:
    """How often something is decided of which nobody can know, however many looks there are."""
    columns = f"{'budget':>14}{'holds':>10}{'fails':>10}{'covered':>10}"
    print(f"\n{'decided at the truth itself':34}{columns}")
    for budget in (10, 40, 400):
        chance = np.random.Generator(np.random.PCG64(budget))
        said = [decided(chance, budget) for _ in range(STUDIES)]
        parts = [
            100 * sum(verdict is one for verdict, _ in said) / STUDIES
            for one in (Verdict.HOLDS, Verdict.FAILS)
        ]
        within = sum(has_truth(one) for _, one in said)
        print(f"{'':34}{budget:14}{parts[0]:9.1f}%{parts[1]:9.1f}%{100 * within / STUDIES:9.1f}%")


def pairing() -> None:
    """What pairing saved: how many times as many replications other people would have taken."""
    versions, world = breadths(load("catalonia")), load_world("region")
    window = Window(20, date(2026, 1, 5), timedelta(days=3 * 365))
    before, after = (study(versions[one], world, window, 1) for one in (CORE, EVERYONE))
    with processes(2) as executor:
        found = compare(before, after, Wish(budget=20), executor)
    print("\nCatalonia, core only against everyone, 20 replications of 20 cases")
    print(f"{'measure':28}{'correlation':>12}{'times as many':>15}")
    for one in found.measures:
        told = one.found
        if told.correlation is not None and told.reduction is not None:
            print(f"{one.measure.name:28}{told.correlation:12.2f}{told.reduction:15.1f}")


if __name__ == "__main__":
    main()
