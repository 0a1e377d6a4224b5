"""What a test estimates: a procedure lived by synthetic people, or two by the same ones.

An estimate has three answers. It holds where everything within its bounds keeps what was asked,
fails where nothing does, and is undecided in between; replications are added until it is decided,
or the budget is spent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from ddrflow.errors import BadCommand
from ddrflow.model.events import Entry
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.comparing import (
    Comparison,
    Expectation,
    Judged,
    Wish,
    compared,
    difference,
    measure_of,
    waiting,
)
from ddrflow.simulation.estimating import estimate
from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import Replication, Study, lives, replicate, study
from ddrflow.simulation.statistics.interval import Interval
from ddrflow.simulation.statistics.stopping import Stop, Stopping, level_of
from ddrflow.simulation.statistics.verdict import WAITING, Bound, Verdict
from ddrflow.simulation.window import followed_for
from ddrflow.simulation.world import World
from ddrflow.testing.whole import put_whole

BEGINS: Final = date(2026, 1, 5)
#: How a workflow is found: by a path beside the test or a shipped name, with texts replaced.
Find = Callable[[str, Mapping[str, str]], Workflow]
#: What hears of a bound that was asked: what came of it, over how many replications.
Answered = Callable[[Bound, Verdict, int], None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What replications say of a bound; true where it holds.

    `as_undecided` is what an undecided one counts as.
    """

    verdict: Verdict
    told: str
    as_undecided: bool = False

    def __bool__(self) -> bool:
        if self.verdict is Verdict.UNDECIDED:
            return self.as_undecided
        return self.verdict is Verdict.HOLDS

    def __repr__(self) -> str:
        return f"{self.verdict}: {self.told}"


@dataclass(frozen=True, slots=True)
class Terms:
    """How estimates of a run of tests are made.

    `seed` is that of the run, `scale` makes every budget smaller, `noted` hears of each estimate
    and answers what an undecided one counts as.
    """

    seed: int
    scale: float
    noted: Callable[[Verdict, str], bool]

    def budget(self, asked: int) -> int:
        """So many replications at most; two tell how far chance goes, fewer do not.

        Raises BadCommand for none.
        """
        if asked < 1:
            message = f"{asked} replications tell nothing"
            raise BadCommand("budget", message, "give a whole number from 1 up; the default is 40")
        return max(2, round(asked * self.scale))


class Figure:
    """A measure of one procedure, or the difference between two, to be held against a bound."""

    def __init__(
        self,
        name: str,
        terms: Terms,
        budget: int,
        estimated: Callable[[int, float], Interval | None],
        left: Callable[[int], float],
        answered: Answered = lambda *_: None,
    ) -> None:
        self._name = name
        self._terms = terms
        self._budget = budget
        # Asked again and again, it has to be surer each time, to be as sure in all.
        self._level = level_of(budget)
        self._estimated = estimated
        self._left = left
        self._answered = answered

    def __repr__(self) -> str:
        return f"<{self._name}>"

    def __bool__(self) -> bool:
        message = f"{self._name} is neither true nor false: ask `at_most` or `at_least`"
        raise TypeError(message)

    def at_most(self, limit: float) -> Estimate:
        """It is no more than this: days, parts of 1 for shares, or a sum for each case."""
        return self._asked(Bound(limit))

    def at_least(self, limit: float) -> Estimate:
        """It is no less than this."""
        return self._asked(Bound(limit, is_most=False))

    def _asked(self, bound: Bound) -> Estimate:
        stopping = Stopping(
            self._budget, lambda number: self._verdict(bound, number) is not None, Stop.DECIDED
        )
        number = 1
        while stopping.after(number) is None:
            number += 1
        verdict = self._verdict(bound, number) or Verdict.UNDECIDED
        self._answered(bound, verdict, number)
        told = self._told(bound, number)
        return Estimate(verdict, told, self._terms.noted(verdict, told))

    def _verdict(self, bound: Bound, number: int) -> Verdict | None:
        """Holds or fails; None while it is undecided."""
        found = self._estimated(number, self._level)
        verdict = bound.asked_of(found, self._left(number))
        return None if verdict is Verdict.UNDECIDED else verdict

    def _told(self, bound: Bound, number: int) -> str:
        found = self._estimated(number, self._level)
        if found is None:
            return f"{self._name} is {bound}: nothing was seen of it in {number} replications"
        if (left := self._left(number)) > WAITING:
            return f"{self._name} is {bound}: {left:.0%} of it was not over at the end"
        if found.is_of_few or found.low is None or found.high is None:
            return f"{self._name} is {bound}: {number} replications do not tell how far chance goes"
        size = f"{found.estimate:.3g} ({found.surely} {found.low:.3g} to {found.high:.3g})"
        return f"{self._name} is {bound}; it is {size}, {number} replications"


class Lives:
    """One procedure and its replications, lived when they are asked for and kept."""

    def __init__(self, of: Study, terms: Terms, budget: int) -> None:
        self.study = of
        self._terms = terms
        self._budget = terms.budget(budget)
        self._lived: list[Replication] = []

    def __repr__(self) -> str:
        return f"<{self.study.window.cases} cases, lived>"

    def lived(self, number: int) -> list[Replication]:
        """The first so many replications."""
        while len(self._lived) < number:
            self._lived.append(replicate(self.study, len(self._lived)))
        return self._lived[:number]

    @property
    def events(self) -> tuple[Entry, ...]:
        """Every entry of the first replication, case by case: a simulated record."""
        return tuple(entry for life in lives(self.study, 0) for entry in life.past.entries)

    def measure(self, name: str) -> Figure:
        """A measure of the procedure, by its name."""
        watched = measure_of(name)
        return Figure(
            name,
            self._terms,
            self._budget,
            lambda number, level: estimate(watched, self.lived(number), level),
            lambda number: waiting(name, self.lived(number)),
        )


class Compared:
    """Two procedures, lived by the same people: `before` and `after`, and what differs."""

    def __init__(self, before: Lives, after: Lives, terms: Terms, wish: Wish) -> None:
        self.before = before
        self.after = after
        self._terms = terms
        self._wish = wish
        self._number = 2
        self._judged: dict[Expectation, Judged] = {}

    def __repr__(self) -> str:
        return "<two procedures, lived by the same people>"

    def difference(self, name: str) -> Figure:
        """How much larger a measure is under the second procedure, by its name."""
        watched = measure_of(name)

        def estimated(number: int, level: float) -> Interval | None:
            before, after = self.before.lived(number), self.after.lived(number)
            found = difference(watched, before, after, level)
            return found.difference if found else None

        def left(number: int) -> float:
            return waiting(name, self.before.lived(number), self.after.lived(number))

        def answered(bound: Bound, verdict: Verdict, number: int) -> None:
            self._number = max(self._number, number)
            before, after = self.before.lived(number), self.after.lived(number)
            found = difference(watched, before, after, level_of(self._wish.budget))
            asked = Expectation(name, bound)
            self._judged[asked] = Judged(asked, found, verdict, left(number))

        told = f"the difference in {name}"
        return Figure(told, self._terms, self._wish.budget, estimated, left, answered)

    def whole(self) -> Comparison:
        """The comparison as the command line makes it, over the most that a bound was asked on.

        What it says of each bound is what the test heard.
        """
        number = self._number
        lived = (tuple(self.before.lived(number)), tuple(self.after.lived(number)))
        found = compared(self.before.study, self.after.study, self._wish, lived, self._why())
        return replace(found, judged=tuple(self._judged.values()))

    def _why(self) -> Stop:
        """Why so many replications were lived, and no more."""
        if not self._judged:
            return Stop.UNASKED
        verdicts = {one.verdict for one in self._judged.values()}
        return Stop.BUDGET if Verdict.UNDECIDED in verdicts else Stop.DECIDED


class Simulate:
    """The fixture `simulate`: procedures lived by synthetic people in a world."""

    def __init__(
        self,
        workflow: Workflow,
        world: World,
        terms: Terms,
        find: Find,
        reported: Callable[[Compared, Workflow, Workflow], None],
    ) -> None:
        self._workflow = workflow
        self._world = world
        self._terms = terms
        self._find = find
        self._reported = reported

    def run(
        self,
        *,
        cases: int = 20,
        horizon: str = "3y",
        seed: int | None = None,
        budget: int = 40,
        world: World | None = None,
    ) -> Lives:
        """Live the procedure of the marker; `budget` is the most replications."""
        of = self._study(self._workflow, cases, horizon, seed, world)
        return Lives(of, self._terms, budget)

    def compare(
        self,
        new: str = "",
        *,
        replacing: Mapping[str, str] | None = None,
        cases: int = 20,
        horizon: str = "3y",
        seed: int | None = None,
        budget: int = 40,
        primary: str = "release-to-conference",
        world: World | None = None,
    ) -> Compared:
        """Live the procedure of the marker and a second one.

        The second is a file beside the test or a shipped name; none named is the first itself.
        `replacing` puts texts in place of others that stand in it once each. Raises BadCommand
        where one does not, BadFile where what comes of it is no procedure.
        """
        second = self._find(new, replacing or {})
        before, after = (
            Lives(self._study(one, cases, horizon, seed, world), self._terms, budget)
            for one in (self._workflow, second)
        )
        measure_of(primary)
        wish = Wish(primary, budget=self._terms.budget(budget))
        found = Compared(before, after, self._terms, wish)
        self._reported(found, self._workflow, second)
        return found

    def _study(
        self, workflow: Workflow, cases: int, horizon: str, seed: int | None, world: World | None
    ) -> Study:
        window = Window(cases, BEGINS, followed_for(horizon))
        chosen = self._terms.seed if seed is None else seed
        return study(workflow, world or self._world, window, chosen)


def changed(text: str, replacing: Mapping[str, str]) -> str:
    """A text with some of it replaced; raises BadCommand for what does not stand there once."""
    for old, new in replacing.items():
        times = text.count(old)
        if times != 1:
            message = f"`{old}` stands there {times} times"
            raise BadCommand("replacing", message, "name a text that stands there once")
        text = text.replace(old, new)
    return text


def write_report(
    folder: Path, name: str, found: Compared, before: Workflow, after: Workflow
) -> None:
    """Write the page of a comparison, all of it or nothing."""
    from ddrflow.simulation.report import report_page  # noqa: PLC0415 - charts take a second

    put_whole(folder / f"{name}.html", report_page(found.whole(), before, after))
