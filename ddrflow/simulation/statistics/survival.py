"""Lengths of time of which some were not over yet when nobody looked any more.

Leaving those out makes every delay look shorter than it is; counting them as over does too.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Curve:
    """By day, the part of which it had not come yet (Kaplan and Meier); from day 0 at 1.

    `followed` is the last day of which anything is known.
    """

    days: tuple[int, ...]
    parts: tuple[float, ...]
    number: int
    censored: int
    followed: int

    def part_by(self, day: int) -> float:
        """The part of which it had come by the end of a day."""
        place = bisect_right(self.days, day)
        return 1 - self.parts[place - 1] if place else 0.0

    def percentile(self, part: float) -> int | None:
        """The first day by which it had come to so large a part; None where it never had."""
        reached = (
            day
            for day, left in zip(self.days, self.parts, strict=True)
            if 1 - left >= part - ROUNDED
        )
        return next(reached, None)

    def mean_until(self, horizon: int) -> float:
        """The mean number of days, where none counts for more than the horizon.

        The horizon is no later than what was followed: beyond it nobody knows the curve.
        """
        total, since, left = 0.0, 0, 1.0
        for day, part in zip(self.days, self.parts, strict=True):
            if day >= horizon:
                break
            total += left * (day - since)
            since, left = day, part
        return total + left * (horizon - since)


#: Sums of parts miss a round number by this at most.
ROUNDED: Final = 1e-12


def curve(times: Sequence[tuple[int, bool]]) -> Curve | None:
    """The curve of lengths in days, each with whether it was over; None of none at all."""
    if not times:
        return None
    came = Counter(days for days, is_over in times if is_over)
    left = Counter(days for days, is_over in times if not is_over)
    at_risk, part = len(times), 1.0
    days: list[int] = []
    parts: list[float] = []
    for day in sorted({*came, *left}):
        if came[day]:
            part *= 1 - came[day] / at_risk
            days.append(day)
            parts.append(part)
        at_risk -= came[day] + left[day]
    followed = max(day for day, _ in times)
    return Curve(tuple(days), tuple(parts), len(times), sum(left.values()), followed)
