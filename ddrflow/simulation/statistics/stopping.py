"""When there are replications enough.

The first time that an estimate looks precise is often luck, so it has to stay precise for some
replications more. Whether something is decided is asked at a few numbers of replications alone, and
each time the more surely the more of them there are: who looks again and again and stops at the
first answer that he likes finds one by luck.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ddrflow.simulation.statistics.interval import LEVEL

LEAST: Final = 10
AHEAD: Final = 5


class Stop(StrEnum):
    """Why no further replication was lived."""

    PRECISE = "precise"
    DECIDED = "decided"
    BUDGET = "budget"
    UNASKED = "unasked"


def looks(budget: int) -> tuple[int, ...]:
    """After how many replications it is asked whether something is decided: 10, 20, 40, to all."""
    found = []
    number = LEAST
    while number < budget:
        found.append(number)
        number *= 2
    return (*found, budget)


def level_of(budget: int, questions: int = 1) -> float:
    """How sure each look has to be, that all looks at all questions together are at 95 percent.

    Bonferroni's: none of them need be independent of another.
    """
    return 1 - (1 - LEVEL) / (len(looks(budget)) * max(1, questions))


@dataclass(slots=True)
class Stopping:
    """Looks after each replication whether it was the last.

    `is_enough` says of a number of replications whether what is known by then is enough: a
    half-width within what was wanted, or everything decided; `because` is which of the two.
    """

    budget: int
    is_enough: Callable[[int], bool]
    because: Stop = Stop.PRECISE
    _kept: int = field(default=0, init=False)

    def after(self, number: int) -> Stop | None:
        """Why to stop after so many replications; None to go on."""
        if self.because is Stop.DECIDED:
            if number in looks(self.budget) and self.is_enough(number):
                return Stop.DECIDED
        elif number >= LEAST:
            self._kept = self._kept + 1 if self.is_enough(number) else 0
        if self._kept > AHEAD:
            return self.because
        return Stop.BUDGET if number >= self.budget else None
