"""One case as a measure sees it: its entries that count, the case they make, its refusals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from ddrflow.dates import local_day
from ddrflow.model.agency import Phase
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference
from ddrflow.model.events import CaseMigrated, CaseOpened, Entry, Event, StepTaken
from ddrflow.model.fold import fold, voided
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Refusal

Kind = TypeVar("Kind", bound=Event)
RELEASED: Final = Phase.POST_RELEASE


@dataclass(frozen=True, slots=True)
class Past:
    """One case up to `now`; `entries` are without those that a correction declares wrong.

    `standing` is what stood above the cases then; `earlier` are the versions of its workflow that
    the case was under before, by digest.
    """

    workflow: Workflow
    case: Case
    entries: tuple[Entry, ...]
    refusals: tuple[Refusal, ...]
    now: datetime
    standing: Standing | None = None
    earlier: Mapping[str, Workflow] = field(default_factory=dict)

    def version(self, digest: str) -> Workflow:
        """The version of the workflow of a digest."""
        return self.earlier.get(digest, self.workflow)

    def role(self, name: str) -> str:
        """What a role that an entry names is called in the version that the case is under."""
        for _, event in self.of(CaseMigrated):
            name = dict(event.roles).get(name, name)
        return name

    @property
    def ends_at(self) -> datetime:
        """When the case ended, or now."""
        return self.now if self.case.is_open else self.case.position.since

    def day(self, instant: datetime) -> date:
        """The day of an instant in the workflow's time zone."""
        return local_day(instant, self.workflow.procedure.zone)

    def days(self, start: datetime, end: datetime) -> int:
        """From the day of one instant to the day of another; 0 where that lies before it.

        What is recorded late can lie after what ended it.
        """
        return max(0, (self.day(end) - self.day(start)).days)

    def of(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """The entries of one kind of event, in the order in which they were recorded."""
        return ((one, one.event) for one in self.entries if isinstance(one.event, kind))

    def sat(self) -> tuple[tuple[datetime, Conference], ...]:
        """The conferences whose sitting was closed, with when, in the order of that."""
        closed = [
            (one.closed_at, one)
            for one in self.case.conferences.values()
            if one.closed_at is not None
        ]
        return tuple(sorted(closed, key=lambda each: (each[0], each[1].conference)))

    def releases(self) -> Iterator[tuple[datetime, datetime]]:
        """When the client was released, each time, and until when that lasted."""
        phase: Phase | None = None
        since: datetime | None = None
        for entry in self.entries:
            if not isinstance(entry.event, CaseOpened | StepTaken):
                continue
            came = entry.event.phase
            if since is not None and came is not RELEASED:
                yield since, max(since, entry.occurred_at)
                since = None
            elif came is RELEASED and phase not in (None, RELEASED):
                since = entry.occurred_at
            phase = came
        if since is not None:
            yield since, max(since, self.ends_at)


def past(
    workflow: Workflow,
    history: Sequence[Entry],
    refusals: Sequence[Refusal],
    now: datetime,
    standing: Standing | None = None,
    earlier: Mapping[str, Workflow] | None = None,
) -> Past:
    """A case from its whole record. Raises ValueError where there is no entry at all."""
    out = voided(history)
    counting = tuple(one for one in history if one.seq not in out)
    case = fold(history)
    return Past(workflow, case, counting, tuple(refusals), now, standing, earlier or {})
