"""What a run of tests asserted, by kind: proved, searched or estimated.

Plain data: it goes with the reports of tests from one process to another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

PROVED = "ddrflow.proved"
NOT_PROVED = "ddrflow.not-proved"
SEARCHED = "ddrflow.searched"
NOT_SO = "ddrflow.found-otherwise"
HISTORIES = "ddrflow.histories"
ACCEPTED = "ddrflow.accepted"
#: An estimate by its verdict: `ddrflow.estimate-holds`, `-fails`, `-undecided`.
ESTIMATE = "ddrflow.estimate-"

Properties = Iterable[tuple[str, object]]


@dataclass(slots=True)
class Tally:
    """How many assertions of each kind there were, and how they came out."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, properties: Properties) -> None:
        """What the report of one test tells; properties of others are left alone."""
        for name, value in properties:
            if name.startswith("ddrflow.") and isinstance(value, int):
                self.counts[name] = self.counts.get(name, 0) + value

    def line(self, seed: int) -> str:
        """All kinds in one line; empty where nothing of ours was asserted."""
        parts = list(_parts(self.counts, seed))
        return f"ddrflow: {', '.join(parts)}" if parts else ""


def _parts(counts: Mapping[str, int], seed: int) -> Iterator[str]:
    if PROVED in counts:
        yield f"{counts[PROVED]} proved"
    if NOT_PROVED in counts:
        yield f"{counts[NOT_PROVED]} not proved"
    searched, broken = counts.get(SEARCHED, 0), counts.get(NOT_SO, 0)
    if searched or broken:
        words = f"{searched} searched"
        if broken:
            words += f", {broken} searched and found otherwise"
        yield f"{words} ({histories(counts.get(HISTORIES, 0))}, seed {seed})"
    estimated = [
        (name, counts[f"{ESTIMATE}{name}"])
        for name in ("holds", "fails", "undecided")
        if f"{ESTIMATE}{name}" in counts
    ]
    if estimated:
        told = ", ".join(f"{count} {name}" for name, count in estimated)
        yield f"{sum(count for _, count in estimated)} estimated ({told}, seed {seed})"
    if ACCEPTED in counts:
        yield f"{files(counts[ACCEPTED])} written"


def searched(histories: int, outcome: str) -> list[tuple[str, object]]:
    """What the report of a searched test tells; nothing where it was skipped."""
    kinds = {"passed": SEARCHED, "failed": NOT_SO}
    return [(kinds[outcome], 1), (HISTORIES, histories)] if outcome in kinds else []


def histories(count: int) -> str:
    """So many histories."""
    return "1 history" if count == 1 else f"{count} histories"


def files(count: int) -> str:
    """So many golden files."""
    return "1 golden file" if count == 1 else f"{count} golden files"
