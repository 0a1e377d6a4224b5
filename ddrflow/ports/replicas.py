"""The daemons on one store: which are there, and which keeps watch where one alone may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class ReplicaState(StrEnum):
    """What a daemon does."""

    ACTIVE = "active"
    #: Another keeps watch; this one takes over when that one is gone.
    STANDBY = "standby"
    #: It finishes what it began, and takes up nothing new.
    DRAINING = "draining"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Beat:
    """What a daemon says of itself; the counts are since its start."""

    replica: str
    state: ReplicaState
    release: str
    recorded: int = 0
    failed: int = 0
    delivered: int = 0
    has_swept: bool = False


@dataclass(frozen=True, slots=True)
class KeptReplica:
    """A daemon as the store knows it, by the store's own clock."""

    replica: str
    state: ReplicaState
    release: str
    started_at: datetime
    beaten_at: datetime
    swept_at: datetime | None
    recorded: int
    failed: int
    delivered: int

    def is_there(self, now: datetime, within: timedelta) -> bool:
        """It said so within a while, and did not stop."""
        return self.state is not ReplicaState.STOPPED and now - self.beaten_at <= within


@dataclass(frozen=True, slots=True)
class Overview:
    """How reviews stand over all cases."""

    #: Reviews whose grace is over, by the organisation that leads the case.
    overdue: Mapping[str, int]
    #: Open cases without any review that runs: how many, by version of the workflow and state.
    unreviewed: Mapping[tuple[str, str], int]


class Replicas(Protocol):
    """The daemons on one store. The time is the store's own."""

    def beat(self, beat: Beat) -> datetime:
        """A daemon is there, and when that was; the first time it is entered."""
        ...

    def keep_watch(self, replica: str, lease: timedelta) -> bool:
        """Keep watch until the lease is over, where nobody else does; whether it is so."""
        ...

    def leave_watch(self, replica: str) -> None:
        """Let another keep watch at once."""
        ...

    def end_stalled(self, after: timedelta) -> int:
        """End transactions of daemons that have waited for their program for so long.

        Such a program was stopped amid what it wrote, and holds up others; nothing of it is
        recorded. How many were ended.
        """
        ...

    def known(self) -> tuple[KeptReplica, ...]:
        """Those that said something last within a week, the earliest start first."""
        ...

    def overview(self) -> Overview:
        """How reviews stand."""
        ...
