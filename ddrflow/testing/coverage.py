"""What of a workflow the tests exercised, as plain data: added up, handed on, told.

Nothing here knows a workflow: it is what goes from a process of a test run to the one that tells.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

#: What is covered, in the order in which it is told. Of a rule, either answer counts by itself.
KINDS: Final = ("states", "steps", "rules met", "rules unmet", "conference stages", "timers")
NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(slots=True)
class Covered:
    """One workflow: everything that it has of each kind, and what of that was exercised."""

    title: str
    everything: dict[str, tuple[str, ...]]
    seen: dict[str, set[str]] = field(default_factory=dict)

    def note(self, kind: str, names: Iterable[str]) -> None:
        """These were exercised; what the workflow does not have is left out."""
        listed = self.everything.get(kind, ())
        self.seen.setdefault(kind, set()).update(one for one in names if one in listed)

    def missing(self, kind: str) -> tuple[str, ...]:
        """What no test exercised, in the order of the file."""
        seen = self.seen.get(kind, NOTHING)
        return tuple(one for one in self.everything.get(kind, ()) if one not in seen)

    def line(self, title: str) -> str:
        """All kinds that the workflow has anything of, in one line."""
        parts = []
        for kind in KINDS:
            whole = len(self.everything.get(kind, ()))
            if not whole:
                continue
            seen = len(self.seen.get(kind, NOTHING))
            name = kind.replace("rules ", "") if kind == "rules unmet" else kind
            counted = f"{name} {seen} of {whole}" if "met" in kind else f"{seen} of {whole} {name}"
            parts.append(f" and {counted}" if kind == "rules unmet" else f", {counted}")
        return f"{title}: {''.join(parts).removeprefix(', ')}"

    def lines_missing(self) -> Iterator[str]:
        """For each kind what is missing, one line a kind."""
        for kind in KINDS:
            if missing := self.missing(kind):
                yield f"  {kind}, missing: {', '.join(missing)}"


@dataclass(slots=True)
class Coverage:
    """What was exercised of every workflow, by its digest."""

    workflows: dict[str, Covered] = field(default_factory=dict)

    def of(self, digest: str, title: str, everything: Mapping[str, tuple[str, ...]]) -> Covered:
        """The one of a workflow; empty where nothing of it was exercised yet."""
        return self.workflows.setdefault(digest, Covered(title, dict(everything)))

    def add(self, other: "Coverage") -> None:
        """What the other has seen too."""
        for digest, one in other.workflows.items():
            mine = self.of(digest, one.title, one.everything)
            for kind, names in one.seen.items():
                mine.note(kind, names)

    def titled(self) -> Iterator[tuple[str, Covered]]:
        """In order of their titles; versions of one title are told apart by their digests."""
        titles = Counter(one.title for one in self.workflows.values())
        for digest, one in sorted(
            self.workflows.items(), key=lambda pair: (pair[1].title, pair[0])
        ):
            apart = f" ({digest[:12]})" if titles[one.title] > 1 else ""
            yield f"{one.title}{apart}", one

    def document(self) -> dict[str, object]:
        """As JSON data, the same for the same tests whatever order they ran in."""
        return {
            digest: {
                "workflow": one.title,
                "everything": {kind: list(names) for kind, names in one.everything.items()},
                "exercised": {
                    kind: [name for name in names if name in one.seen.get(kind, NOTHING)]
                    for kind, names in one.everything.items()
                },
            }
            for digest, one in sorted(self.workflows.items())
        }


def coverage_from(document: Mapping[str, Mapping[str, object]]) -> Coverage:
    """The coverage that such data tells of."""
    found = Coverage()
    for digest, one in document.items():
        everything, exercised = _by_kind(one["everything"]), _by_kind(one["exercised"])
        covered = found.of(digest, str(one["workflow"]), everything)
        for kind, names in exercised.items():
            covered.note(kind, names)
    return found


def _by_kind(data: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, dict):
        return {}
    return {str(kind): tuple(names) for kind, names in data.items()}
