"""What an estimate says of a bound: it holds, it fails, or nobody knows yet.

A point alone would lie: where the truth lies near the bound, chance decides what it says.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ddrflow.simulation.statistics.interval import Interval

#: Where more than this part of a length of time was not over yet, no average decides anything.
WAITING: Final = 0.05


class Verdict(StrEnum):
    """The three answers of an estimate."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound that something is to keep: at most, or at least."""

    limit: float
    is_most: bool = True

    def asked_of(self, estimate: Interval | None, waiting: float) -> Verdict:
        """Whether everything within the bounds of the estimate keeps it, or nothing does.

        Undecided where nothing was seen, and where more than a few of what it is an average of,
        the part `waiting`, were not over yet: who did not come is in no average. Where no
        replication differed from another, nobody knows how far chance goes: then what lies just on
        the limit is undecided, and where they were a few, everything is. Never to have seen it is
        not that it never comes.
        """
        if estimate is None or waiting > WAITING:
            return Verdict.UNDECIDED
        if estimate.low is None or estimate.high is None:
            return Verdict.UNDECIDED
        if estimate.is_of_few or estimate.low == estimate.high == self.limit:
            return Verdict.UNDECIDED
        low, high, limit = estimate.low, estimate.high, self.limit
        if not self.is_most:
            low, high, limit = -high, -low, -limit
        if high <= limit:
            return Verdict.HOLDS
        return Verdict.FAILS if low > limit else Verdict.UNDECIDED

    def __str__(self) -> str:
        return f"at {'most' if self.is_most else 'least'} {self.limit:g}"
