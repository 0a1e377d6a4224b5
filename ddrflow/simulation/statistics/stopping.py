"""When there are replications enough.

The first time that an estimate looks precise is often luck, so it has to stay precise for some
replications more.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LEAST: Final = 10
AHEAD: Final = 5


class Stop(StrEnum):
    """Why no further replication was lived."""

    PRECISE = "precise"
    DECIDED = "decided"
    BUDGET = "budget"


@dataclass(slots=True)
class Stopping:
    """Looks after each replication whether it was the last.

    `is_enough` says of a number of replications whether what is known by then is enough, such
    as a half-width within what was wanted; `because` is what that is called.
    """

    budget: int
    is_enough: Callable[[int], bool]
    because: Stop = Stop.PRECISE
    _kept: int = field(default=0, init=False)

    def after(self, number: int) -> Stop | None:
        """Why to stop after so many replications; None to go on."""
        if number >= LEAST:
            self._kept = self._kept + 1 if self.is_enough(number) else 0
        if self._kept > AHEAD:
            return self.because
        return Stop.BUDGET if number >= self.budget else None
