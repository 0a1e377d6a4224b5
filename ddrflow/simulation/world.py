"""A world: what a simulation is given of people and times, apart from the procedure.

It speaks of kinds of agencies and never of a file's roles, so that one world serves every
version of every procedure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ddrflow.simulation.distribution import Distribution


class Mark(StrEnum):
    """Where a parameter comes from."""

    LOG = "log"
    LITERATURE = "literature"
    EXPERT = "expert"
    ASSUMED = "assumed"


class Measured(StrEnum):
    """What a parameter is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    PERCENT = "percent"
    A_YEAR = "a year"
    A_WEEK = "a week"
    MONEY_AN_HOUR = "money an hour"
    PERSONS = "persons"


#: How many days each unit of the calendar is on average.
IN_DAYS: Final[Mapping[Measured, float]] = {
    Measured.DAYS: 1.0,
    Measured.WORKING_DAYS: 1.0,
    Measured.WEEKS: 7.0,
    Measured.MONTHS: 30.436875,
    Measured.YEARS: 365.2425,
}
DEFAULT: Final = "default"
#: No length of time is longer, in days: what outlives everybody needs no more.
LONGEST: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the world, or how one is spread, with where it comes from.

    `low` and `high` are the factors between which it is tried where it is swept.
    """

    path: str
    unit: Measured
    spread: Distribution
    mark: Mark
    source: str = ""
    low: float = 0.5
    high: float = 1.5

    def at(self, uniform: float) -> float:
        """The value for a uniform number.

        Days for a length of time, never more than 100,000; a part of 1 for percent; its own unit
        for the rest.
        """
        value = self.spread.at(uniform)
        days = IN_DAYS.get(self.unit)
        if days is not None:
            return min(value * days, LONGEST)
        return min(1.0, value / 100) if self.unit is Measured.PERCENT else value

    @property
    def is_of_working_days(self) -> bool:
        """Days on which nobody works do not count."""
        return self.unit is Measured.WORKING_DAYS

    def __str__(self) -> str:
        return f"{self.path}: {self.spread} {self.unit}"


@dataclass(frozen=True, slots=True)
class World:
    """Parameters by path, such as `attends.client`; a kind without its own has the default."""

    name: str
    version: int
    digest: str
    title: str
    parameters: Mapping[str, Parameter]

    def parameter(self, name: str, *kinds: str) -> Parameter:
        """The parameter of the first of these kinds that has its own, or the default.

        Raises KeyError where there is neither: the schema of world files wants a default.
        """
        for kind in (*kinds, DEFAULT):
            found = self.parameters.get(f"{name}.{kind}")
            if found is not None:
                return found
        return self.parameters[name]

    def optional(self, name: str, *kinds: str) -> Parameter | None:
        """The same; None where the world does not say."""
        try:
            return self.parameter(name, *kinds)
        except KeyError:
            return None

    def assumed(self) -> tuple[Parameter, ...]:
        """What nobody measured, in the order of the file."""
        return tuple(one for one in self.parameters.values() if one.mark is Mark.ASSUMED)

    def changed(self, path: str, factor: float) -> "World":
        """The world in which one parameter is so many times as large. Raises KeyError."""
        was = self.parameters[path]
        now = replace(was, spread=was.spread.scaled(factor))
        name = f"{self.digest}*{path}*{factor:g}"
        return replace(self, digest=name, parameters={**self.parameters, path: now})

    def __str__(self) -> str:
        return f"{self.name} version {self.version}"
