"""Several differences are looked at, so that one of them will seem something by chance alone."""

from collections.abc import Mapping
from typing import Final

#: Of all families of nothing, so large a part has one that seems something.
FAMILY: Final = 0.05


def adjusted(probabilities: Mapping[str, float]) -> dict[str, float]:
    """Each probability as large as it is among all of them (Holm, 1979), at most 1."""
    ordered = sorted(probabilities.items(), key=lambda one: (one[1], one[0]))
    found: dict[str, float] = {}
    largest = 0.0
    for place, (name, probability) in enumerate(ordered):
        largest = max(largest, min(1.0, probability * (len(ordered) - place)))
        found[name] = largest
    return {name: found[name] for name in probabilities}
