"""Timers as a store keeps them: which are due, who has claimed them, which failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ddrflow.model.quick import quick
from ddrflow.model.timer import Timer


@dataclass(frozen=True, slots=True)
class Timed:
    """What becomes of the timers of one case by a write; `before` may lack what it has claimed."""

    before: tuple[Timer, ...]
    after: tuple[Timer, ...]


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """A timer that is due, claimed by one replica for a while.

    `fence` grows with every claim and every change of the timer: who comes with an older one
    comes too late. `attempt` counts the claims that came to nothing, this one included; it is
    on record before anything is tried, so that it counts what killed the process, too.
    """

    case_id: str
    kind: str
    name: str
    fence: int
    attempt: int
    due_at: datetime
    organisation: str


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a timer is tried, and how long nobody else takes it.

    A claim holds for `lease`, or for the pause that belongs to its attempt where that is longer.
    After the last of `attempts` the timer is put into quarantine.
    """

    lease: timedelta = timedelta(seconds=30)
    pauses: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
    )
    attempts: int = 5

    def after(self, attempt: int) -> timedelta:
        """How long it rests after an attempt that failed."""
        return self.pauses[min(attempt, len(self.pauses)) - 1]

    def held(self, attempt: int) -> timedelta:
        """How long a claim holds: the first one shortly, since nothing speaks against it."""
        return self.lease if attempt <= 1 else max(self.lease, self.after(attempt))


@dataclass(frozen=True, slots=True)
class KeptTimer:
    """A timer with what the store knows of it beside.

    `ready_at` is when it can be claimed next, None in quarantine; `failure` is the code of what
    went wrong last.
    """

    case_id: str
    timer: Timer
    ready_at: datetime | None
    attempts: int = 0
    failure: str = ""
    claimed_by: str = ""
    quarantined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due by now and not recorded yet: how many, by organisation, since when."""

    by_organisation: Mapping[str, int]
    oldest: datetime | None
    quarantined: int
    now: datetime

    @property
    def due(self) -> int:
        """How many, over all."""
        return sum(self.by_organisation.values())


@dataclass(frozen=True, slots=True)
class Derivation:
    """From which time-zone and holiday data the instants of a version's cases were worked out."""

    digest: str
    fingerprint: str
    derived_at: datetime
    cases: int
    changed: int


@dataclass(frozen=True, slots=True)
class Anew:
    """The timers of a case at one version of it, worked out anew."""

    case_id: str
    version: int
    timers: tuple[Timer, ...]


class Timers(Protocol):
    """The timers of all cases. What is due the store's own clock decides, and nobody's else."""

    def claim(self, by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        """Claim timers that are due and were never tried, the earliest first, by their weight.

        No organisation has more than half of what is claimed while others wait.
        """
        ...

    def claim_tried(self, by: str, patience: Patience) -> Claim | None:
        """Claim one timer that was tried before and rested: alone, it harms no other.

        The one that was tried least comes first.
        """
        ...

    def quarantine(self, patience: Patience) -> tuple[KeptTimer, ...]:
        """Put away what was tried as often as it may be; what was put away by this."""
        ...

    def give_back(self, claims: Sequence[Claim]) -> None:
        """Let go of claims on which nothing was tried; they count as never made."""
        ...

    def rest(self, claims: Sequence[Claim], pause: timedelta) -> None:
        """Nothing was to be done: ask again after a pause; it is no failure."""
        ...

    def fail(self, claim: Claim, failure: str, patience: Patience) -> None:
        """An attempt failed, with the code of an error: it rests, or goes into quarantine."""
        ...

    def release(self, case_id: str, kind: str = "", name: str = "") -> int:
        """Let timers out of quarantine, to be tried at once; how many there were."""
        ...

    def of_case(self, case_id: str) -> tuple[KeptTimer, ...]:
        """The timers of one case, the earliest first."""
        ...

    def upcoming(self, limit: int) -> tuple[KeptTimer, ...]:
        """What comes next over all cases, the earliest first; quarantine apart."""
        ...

    def in_quarantine(self) -> tuple[KeptTimer, ...]:
        """What waits to be released, since when and why."""
        ...

    def backlog(self) -> Backlog:
        """What is due by now."""
        ...

    def derivations(self) -> tuple[Derivation, ...]:
        """The last derivation of each version of a workflow."""
        ...

    def open_cases(self, digest: str, after: str, limit: int) -> tuple[str, ...]:
        """The open cases under a version of a workflow that come after one, by id."""
        ...

    def versions(self) -> tuple[str, ...]:
        """The versions of workflows that are kept, by digest."""
        ...

    def replace(self, several: Sequence[Anew]) -> tuple[int, tuple[str, ...]]:
        """Put these in place of the timers that differ, all of them in one transaction.

        How many cases had others, and which cases moved on meanwhile: those are left as they
        are. A timer that is as before keeps its claim and its attempts.
        """
        ...

    def derived(self, derivation: Derivation) -> None:
        """All open cases of a version were looked at."""
        ...
