"""What a measure is, what it sees in a case, and what things seen come to.

A case gives things seen; several cases give all of theirs together. So a measure over all
cases is the same whatever order they come in, and a share is one of all things counted,
never a mean of shares.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from ddrflow.measures.past import Past
from ddrflow.model.source import Source


class Unit(StrEnum):
    """What a figure is counted in; days are those of the workflow's time zone."""

    #: Lengths of time: the middle one of them, with the shortest and the longest.
    DAYS = "days"
    #: Days that are added up.
    DAYS_IN_ALL = "days in all"
    #: A part of a whole, with both.
    SHARE = "share"
    #: How many there were.
    COUNT = "count"
    #: Time that is added up; what is seen of it are minutes.
    HOURS = "hours"
    #: Money that is added up, in whole units.
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a measure found: days, minutes, a number, or for a share 1 or 0; of what."""

    value: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure: its unit, what its groups are (empty for none), its source, how to look.

    `look` finds nothing where there is nothing to count; then the measure is not known. What
    the measure means is the docstring of `look`.
    """

    name: str
    unit: Unit
    by: str
    source: Source
    look: Callable[[Past], Iterable[Seen]]


@dataclass(frozen=True, slots=True)
class Figure:
    """What things seen come to: how many they are, their sum, the least, middle and most."""

    unit: Unit
    number: int
    total: int
    least: int
    middle: float
    most: int

    @property
    def value(self) -> float:
        """The one number that stands for it, in its unit."""
        if self.unit is Unit.SHARE:
            return self.total / self.number
        if self.unit is Unit.HOURS:
            return self.total / 60
        return self.middle if self.unit is Unit.DAYS else self.total


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure of one case, or of several: over all and by group; None is not known."""

    measure: Measure
    figure: Figure | None
    groups: Mapping[str, Figure]


def finding(measure: Measure, pasts: Iterable[Iterable[Seen]]) -> Finding:
    """What was seen in one case or in several, put together."""
    seen = [one for each in pasts for one in each]
    names = sorted({one.of for one in seen if one.of})
    groups = {name: [one for one in seen if one.of == name] for name in names}
    return Finding(
        measure,
        _figure(measure.unit, seen) if seen else None,
        {name: _figure(measure.unit, those) for name, those in groups.items()},
    )


def _figure(unit: Unit, seen: Iterable[Seen]) -> Figure:
    values = [one.value for one in seen]
    return Figure(unit, len(values), sum(values), min(values), median(values), max(values))
