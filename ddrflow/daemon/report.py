"""How reviews and daemons stand on a store: for people, for machines, for metrics alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ddrflow.engine import Engine
from ddrflow.errors import DdrflowError
from ddrflow.ports import (
    Backlog,
    KeptDelivery,
    KeptReplica,
    KeptTimer,
    Outgoing,
    Overview,
    ReplicaState,
)

#: A daemon that said nothing for longer is not counted on.
SILENT: Final = timedelta(seconds=30)
#: What has been due for longer has not been taken up as it should.
LATE: Final = timedelta(minutes=1)
NEXT: Final = 20


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that whoever runs it wants to know at a glance; `now` is the store's clock.

    `overdue` are reviews whose grace is over, by organisation; `unreviewed` counts open cases
    that should have a review and have none, by state: there is never one.
    """

    now: datetime
    replicas: tuple[KeptReplica, ...]
    backlog: Backlog
    upcoming: tuple[KeptTimer, ...]
    quarantine: tuple[KeptTimer, ...]
    overdue: Mapping[str, int]
    unreviewed: Mapping[str, int]
    outgoing: Outgoing
    dead: tuple[KeptDelivery, ...]

    @property
    def there(self) -> tuple[KeptReplica, ...]:
        """The daemons that are there."""
        return tuple(one for one in self.replicas if one.is_there(self.now, SILENT))

    def troubles(self, swept_within: timedelta | None = None) -> tuple[str, ...]:
        """What somebody has to look after, in words; empty where all is well.

        Where no daemon is to be at work, but something that sweeps by now and then, it is to have
        `swept_within` that time, and what is due may wait as long.
        """
        found = self._not_swept(swept_within) if swept_within else self._nobody()
        longest = max(swept_within or LATE, LATE)
        oldest = self.backlog.oldest
        if oldest is not None and self.now - oldest > longest:
            found.append(f"due since {oldest:%Y-%m-%d %H:%M} UTC and not recorded yet")
        if self.quarantine:
            found.append(f"in quarantine: {len(self.quarantine)}")
        if self.dead:
            found.append(f"dead letters: {len(self.dead)}")
        for state, many in self.unreviewed.items():
            found.append(f"without a next review in `{state}`: {many}")
        return tuple(found)

    def _nobody(self) -> list[str]:
        is_at_work = any(one.state is ReplicaState.ACTIVE for one in self.there)
        return [] if is_at_work else ["no daemon is at work"]

    def _not_swept(self, within: timedelta) -> list[str]:
        last = max((one.swept_at for one in self.replicas if one.swept_at), default=None)
        if last is None:
            return ["nobody ever swept"]
        return [] if self.now - last <= within else [f"not swept since {last:%Y-%m-%d %H:%M} UTC"]


def report(engine: Engine, upcoming: int = NEXT) -> Report:
    """How it stands by now. Raises StoreFault, Busy."""
    clockwork = engine.clockwork
    overview, backlog = clockwork.replicas.overview(), clockwork.timers.backlog()
    return Report(
        now=backlog.now,
        replicas=clockwork.replicas.known(),
        backlog=backlog,
        upcoming=clockwork.timers.upcoming(upcoming),
        quarantine=clockwork.timers.in_quarantine(),
        overdue=overview.overdue,
        unreviewed=_reviewed(engine, overview),
        outgoing=engine.deliveries.outgoing(),
        dead=engine.deliveries.dead(),
    )


def _reviewed(engine: Engine, overview: Overview) -> Mapping[str, int]:
    """Of the open cases without a review, those in a state in which the file has one run."""
    found: dict[str, int] = {}
    for (digest, state), many in overview.unreviewed.items():
        try:
            workflow = engine.clockwork.version(digest)
        except DdrflowError:
            # Its rules are not installed here: what it says of the state is not known.
            continue
        if any(state in one.states for one in workflow.reviews.values()):
            found[state] = found.get(state, 0) + many
    return found
