"""Two procedures lived by the same people in the same weeks, and what differs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Final

from ddrflow.errors import BadCommand
from ddrflow.measures import Unit
from ddrflow.simulation.figures import TIMES, WATCHED, Watched
from ddrflow.simulation.run import Replication, Study, replications
from ddrflow.simulation.statistics.holm import FAMILY, adjusted
from ddrflow.simulation.statistics.interval import LEVEL
from ddrflow.simulation.statistics.paired import Difference, paired_means, paired_ratios
from ddrflow.simulation.statistics.percentile import paired_percentiles
from ddrflow.simulation.statistics.stopping import Stop, Stopping, level_of
from ddrflow.simulation.statistics.survival import Curve, curve
from ddrflow.simulation.statistics.verdict import Bound, Verdict
from ddrflow.workflow.identifiers import meant

#: Units whose values are averaged over all things seen; the rest is added up case by case.
OF_THINGS: Final = (Unit.DAYS, Unit.SHARE)
#: The measure that a comparison is about where nobody says another one.
PRIMARY: Final = "release-to-conference"
#: Fewer do not tell how far chance goes.
LEAST: Final = 2
#: How many replications are lived at once between two looks at whether they are enough.
AT_ONCE: Final = 5
MINUTES: Final = 60
PERCENTILE: Final = 0.95
BY_NAME: Final[Mapping[str, Watched]] = {one.name: one for one in WATCHED}


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both versions.

    Days and shares are averages over everything seen, the other units a sum for each case.
    `adjusted` is the probability of so large a difference where there is none, among all measures
    that were looked at; of days, `percentile` is the 95th, and `curves` are how they are spread,
    with those that were not over at the end of the window, where those are known.
    """

    measure: Watched
    found: Difference
    adjusted: float = 1.0
    percentile: Difference | None = None
    curves: tuple[Curve, Curve] | None = None

    @property
    def differs(self) -> bool:
        """The versions differ in it, for all that chance can do among so many measures."""
        return self.adjusted <= FAMILY and not self.found.difference.is_of_nothing


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that the difference of a measure is to keep, such as at most 1 day."""

    measure: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Judged:
    """What the replications say of an expectation."""

    expectation: Expectation
    found: Difference | None
    verdict: Verdict
    #: The part of it that was not over yet.
    waiting: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a comparison.

    It is about `primary`. With `precision`, a half-width of its difference, or with `expected`,
    replications are added until it is so precise, and every expectation is decided; `budget` is
    the most of them. Without either, the whole budget is lived. Of a primary measure that is one of
    `TIMES`, `target` is the day by which it is to have come.
    """

    primary: str = PRIMARY
    precision: float | None = None
    expected: tuple[Expectation, ...] = ()
    budget: int = 40
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found, and everything that it takes to find it again."""

    before: Study
    after: Study
    wish: Wish
    measures: tuple[Compared, ...]
    judged: tuple[Judged, ...]
    stopped: Stop
    old: tuple[Replication, ...] = field(repr=False, default=())
    new: tuple[Replication, ...] = field(repr=False, default=())

    @property
    def number(self) -> int:
        """How many paired replications there were."""
        return len(self.old)

    @property
    def primary(self) -> Compared | None:
        """The measure that it is about; None where it saw nothing."""
        return next((one for one in self.measures if one.measure.name == self.wish.primary), None)


def compare(
    before: Study,
    after: Study,
    wish: Wish = Wish(),
    executor: Executor | None = None,
    told: Callable[[int, int], None] = lambda _done, _budget: None,
) -> Comparison:
    """Live both studies, replication by replication, until there is enough or the budget is spent.

    `told` hears of how many of how many have been lived. Raises BadCommand for a measure that
    there is not, and for a budget of fewer than 2.
    """
    _check(wish)
    old: list[Replication] = []
    new: list[Replication] = []
    stopping = Stopping(
        wish.budget, lambda number: _is_enough(wish, old[:number], new[:number]), _because(wish)
    )
    stopped: Stop | None = None
    while stopped is None:
        numbers = range(len(old), min(len(old) + AT_ONCE, wish.budget))
        both = _side_by_side((before, after), numbers, executor)
        old += both[0]
        new += both[1]
        for number in range(numbers.start + 1, numbers.stop + 1):
            stopped = stopping.after(number)
            if stopped is not None:
                del old[number:], new[number:]
                break
        told(len(old), wish.budget)
    return compared(before, after, wish, (tuple(old), tuple(new)), stopped)


def _side_by_side(
    studies: Sequence[Study], numbers: Sequence[int], executor: Executor | None
) -> list[tuple[Replication, ...]]:
    """The same replications of several studies, all under way at once."""
    tasks = [(one, number) for one in studies for number in numbers]
    lived = replications(tasks, executor)
    size = len(numbers)
    return [lived[at * size : (at + 1) * size] for at in range(len(studies))]


def compared(
    before: Study,
    after: Study,
    wish: Wish,
    lived: tuple[tuple[Replication, ...], tuple[Replication, ...]],
    stopped: Stop,
) -> Comparison:
    """What replications that were lived say."""
    old, new = lived
    found = {one.name: difference(one, old, new) for one in WATCHED}
    known = {name: one for name, one in found.items() if one is not None}
    family = adjusted(
        {
            name: one.difference.probability
            for name, one in known.items()
            if one.difference.probability is not None
        }
    )
    measures = tuple(
        Compared(
            BY_NAME[name],
            one,
            family.get(name, 1.0),
            _percentile(BY_NAME[name], old, new, before.seed),
            _curves(BY_NAME[name], old, new),
        )
        for name, one in known.items()
    )
    judged = tuple(_judged(wish, old, new))
    return Comparison(before, after, wish, measures, judged, stopped, old, new)


def difference(
    measure: Watched,
    old: Sequence[Replication],
    new: Sequence[Replication],
    level: float = LEVEL,
) -> Difference | None:
    """The difference of a measure; None where one of the versions saw nothing of it."""
    name = measure.name
    if measure.unit in OF_THINGS:
        return paired_ratios(counted(name, old), counted(name, new), level)
    if not any(one.seen(name) for one in (*old, *new)):
        return None
    return paired_means(summed(measure, old), summed(measure, new), level)


def counted(name: str, lived: Iterable[Replication]) -> list[tuple[float, float]]:
    """By replication, the sum of all things seen of a measure, and how many they are."""
    seen = [[each.value for each in one.seen(name)] for one in lived]
    return [(sum(values), len(values)) for values in seen]


def summed(measure: Watched, lived: Iterable[Replication]) -> list[float]:
    """For each case; hours where minutes were seen."""
    of = MINUTES if measure.unit is Unit.HOURS else 1
    return [
        sum(each.value for each in one.seen(measure.name)) / len(one.cases) / of for one in lived
    ]


def _percentile(
    measure: Watched, old: Sequence[Replication], new: Sequence[Replication], seed: int
) -> Difference | None:
    if measure.unit is not Unit.DAYS:
        return None
    series = [
        [[float(each.value) for each in one.seen(measure.name)] for one in lived]
        for lived in (old, new)
    ]
    return paired_percentiles(series[0], series[1], PERCENTILE, seed)


def _curves(
    measure: Watched, old: Sequence[Replication], new: Sequence[Replication]
) -> tuple[Curve, Curve] | None:
    if measure.name not in TIMES:
        return None
    ours, theirs = (
        curve([(each.days, each.is_seen) for one in lived for each in one.times(measure.name)])
        for lived in (old, new)
    )
    return (ours, theirs) if ours is not None and theirs is not None else None


def waiting(name: str, *versions: Sequence[Replication]) -> float:
    """The part of a length of time that was not over at the end, in the version where it is larger.

    Nothing of what is no such length, and where there is none.
    """
    parts = [0.0]
    for lived in versions:
        times = [each for one in lived for each in one.times(name)]
        if times:
            parts.append(sum(not one.is_seen for one in times) / len(times))
    return max(parts)


def _judged(wish: Wish, old: Sequence[Replication], new: Sequence[Replication]) -> Iterator[Judged]:
    """What is said of each expectation, so surely that all of them, at every look, hold at once."""
    level = level_of(wish.budget, len(wish.expected))
    for one in wish.expected:
        found = difference(BY_NAME[one.measure], old, new, level)
        left = waiting(one.measure, old, new)
        verdict = one.bound.asked_of(found.difference if found else None, left)
        yield Judged(one, found, verdict, left)


def _is_enough(wish: Wish, old: Sequence[Replication], new: Sequence[Replication]) -> bool:
    if any(one.verdict is Verdict.UNDECIDED for one in _judged(wish, old, new)):
        return False
    if wish.precision is not None:
        primary = difference(BY_NAME[wish.primary], old, new)
        half = None if primary is None else primary.difference.half_width
        return half is not None and half <= wish.precision
    return bool(wish.expected)


def _because(wish: Wish) -> Stop:
    return Stop.DECIDED if wish.expected else Stop.PRECISE


def measure_of(name: str) -> Watched:
    """A measure by its name. Raises BadCommand for a name that is none."""
    if name not in BY_NAME:
        raise BadCommand("measure", f"no measure is called `{name}`", meant(name, BY_NAME))
    return BY_NAME[name]


def _check(wish: Wish) -> None:
    for name in (wish.primary, *(one.measure for one in wish.expected)):
        measure_of(name)
    if wish.target is not None and wish.primary not in TIMES:
        message = f"of `{wish.primary}` nobody knows what still waits, and so what came by a day"
        raise BadCommand("target", message, f"of one of these: {', '.join(TIMES)}")
    if wish.budget < LEAST:
        message = f"{wish.budget} replications do not tell how far chance goes"
        raise BadCommand("budget", message, f"at least {LEAST}")
