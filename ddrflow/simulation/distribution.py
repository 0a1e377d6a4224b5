"""How a length, a share or a number is spread, as the inverse of its distribution function.

One uniform number makes one value, and a larger number never makes a smaller value: so two
worlds that differ in one parameter keep the rank of every person in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Final

_NORMAL: Final = NormalDist()


class Shape(StrEnum):
    """How it is spread, and what its terms are."""

    #: One value: `value`.
    VALUE = "value"
    #: Every value alike: `low`, `high`.
    UNIFORM = "uniform"
    #: Most often one value: `low`, `mode`, `high`.
    TRIANGULAR = "triangular"
    #: What can come at any time alike: `mean`.
    EXPONENTIAL = "exponential"
    #: Mostly short and sometimes long: `median`, and `spread`, the factor of one deviation.
    LOGNORMAL = "lognormal"


TERMS: Final[Mapping[Shape, tuple[str, ...]]] = {
    Shape.VALUE: ("value",),
    Shape.UNIFORM: ("low", "high"),
    Shape.TRIANGULAR: ("low", "mode", "high"),
    Shape.EXPONENTIAL: ("mean",),
    Shape.LOGNORMAL: ("median", "spread"),
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """A shape with its terms, in their order, in the unit of its parameter."""

    shape: Shape
    terms: tuple[float, ...]

    def at(self, uniform: float) -> float:
        """The value that so large a part of all values does not exceed; `uniform` in (0, 1)."""
        return _INVERSE[self.shape](uniform, *self.terms)

    def scaled(self, factor: float) -> "Distribution":
        """All values so many times as large; the spread of a shape stays what it is."""
        if self.shape is Shape.LOGNORMAL:
            return replace(self, terms=(self.terms[0] * factor, self.terms[1]))
        return replace(self, terms=tuple(one * factor for one in self.terms))

    @property
    def mean(self) -> float:
        """What its values come to on average."""
        return _MEAN[self.shape](*self.terms)

    def __str__(self) -> str:
        if self.shape is Shape.VALUE:
            return f"{self.terms[0]:g}"
        named = zip(TERMS[self.shape], self.terms, strict=True)
        return f"{self.shape} with " + ", ".join(f"{name} {value:g}" for name, value in named)


def _triangular(uniform: float, low: float, mode: float, high: float) -> float:
    if high == low:
        return low
    turn = (mode - low) / (high - low)
    if uniform < turn:
        return low + sqrt(uniform * (high - low) * (mode - low))
    return high - sqrt((1 - uniform) * (high - low) * (high - mode))


def _lognormal(uniform: float, median: float, spread: float) -> float:
    return median * exp(_NORMAL.inv_cdf(uniform) * log(spread))


_INVERSE: Final[Mapping[Shape, Callable[..., float]]] = {
    Shape.VALUE: lambda _, value: value,
    Shape.UNIFORM: lambda uniform, low, high: low + uniform * (high - low),
    Shape.TRIANGULAR: _triangular,
    Shape.EXPONENTIAL: lambda uniform, mean: -mean * log(1 - uniform),
    Shape.LOGNORMAL: _lognormal,
}
_MEAN: Final[Mapping[Shape, Callable[..., float]]] = {
    Shape.VALUE: lambda value: value,
    Shape.UNIFORM: lambda low, high: (low + high) / 2,
    Shape.TRIANGULAR: lambda low, mode, high: (low + mode + high) / 3,
    Shape.EXPONENTIAL: lambda mean: mean,
    Shape.LOGNORMAL: lambda median, spread: median * exp(log(spread) ** 2 / 2),
}
