"""Where cases live, as the engine needs it from outside."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from ddrflow.errors import BadRecord
from ddrflow.model.agency import Phase
from ddrflow.model.case import Case, WorkflowId
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.quick import quick
from ddrflow.model.standing import Standing, StandingEntry
from ddrflow.model.verdict import Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.ports.deliveries import Deliveries
from ddrflow.ports.replicas import Replicas
from ddrflow.ports.timers import Claim, Timed, Timers
from ddrflow.wire.stored import without_words

#: Whether a case may be opened on a workflow; raises Unproved where it may not.
Admission = Callable[[Workflow], None]


@dataclass(frozen=True, slots=True)
class Keyed:
    """An accepted command under its idempotency key, with the entries and warnings it made.

    `is_erased` says that free text of the command is gone: it is compared without.
    """

    key: str
    command: Command
    entries: tuple[Entry, ...]
    warnings: tuple[Verdict, ...] = ()
    is_erased: bool = False

    def without(self, erased: Container[int]) -> "Keyed":
        """As it stands once the free text of these entries of its case is erased."""
        first = self.entries[0]
        entries = tuple(bare_entry(one, erased) for one in self.entries)
        if first.seq not in erased or not first.content:
            return replace(self, entries=entries)
        command = without_words(self.command)
        return replace(self, command=command, entries=entries, is_erased=True)


def bare_entry(entry: Entry, erased: Container[int]) -> Entry:
    """An entry as it stands once the free text of these numbers is erased."""
    return replace(entry, content=()) if entry.seq in erased and entry.content else entry


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that was refused, as the journal keeps it: outside the case and its numbering."""

    case_id: str
    command: Command
    decision: Decision
    refused_at: datetime


def bare(refusal: Refusal) -> Refusal:
    """The refusal as it stands once its free text is erased."""
    return replace(refusal, command=without_words(refusal.command))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case as it was read, with what its store wants to have back with a write.

    `head` is the store's mark of the last entry, `parts` its own text of each part of the case;
    a store without them leaves them empty.
    """

    case: Case
    head: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is decided on, all of it as of one instant: the time, what stands above, the cases.

    `keyed` holds what was accepted under the keys asked for, by case and key; `broken` tells
    of cases that are there and cannot be read.
    """

    now: datetime
    standing: Standing | None = None
    cases: Mapping[str, Loaded] = field(default_factory=dict)
    keyed: Mapping[tuple[str, str], Keyed] = field(default_factory=dict)
    broken: Mapping[str, BadRecord] = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True)
class Write:
    """What one case gains: its entries, the case they make, the keys they answer.

    `before` is None for a new case; `begins` are the versions that the case comes under by it,
    by its opening or by a migration, which are kept with it. `timers` is None where none of
    them changed; with `claims`, nothing is recorded where somebody else has taken one of them.
    """

    before: Loaded | None
    case: Case
    entries: tuple[Entry, ...]
    keyed: tuple[Keyed, ...] = ()
    begins: tuple[Workflow, ...] = ()
    timers: Timed | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One line on a case, kept beside it so that thousands can be listed."""

    case_id: str
    workflow: WorkflowId
    state: str
    phase: Phase | None
    lead_role: str
    lead_organisation: str
    next_review_on: date | None
    opened_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases to list; empty parts do not restrict.

    `organisation` plays some role in the case at present; `due_by` is the last day on which
    the next review may be due; `after` is the case that the list goes on from; `limit` is the
    longest list, 0 for no limit.
    """

    organisation: str = ""
    state: str = ""
    lead: str = ""
    workflow: str = ""
    is_open: bool | None = None
    due_by: date | None = None
    after: str = ""
    limit: int = 0


class Store(Protocol):
    """Where cases live. Every method is safe to call from several threads at once."""

    @property
    def timers(self) -> Timers:
        """When time alone makes something happen."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """What is to go to whom outside."""
        ...

    @property
    def is_for_one(self) -> bool:
        """It has one writer at a time, so that a second daemon would only be in the way."""
        ...

    @property
    def replicas(self) -> Replicas:
        """The daemons on this store."""
        ...

    def now(self) -> datetime:
        """What time it is for this store, aware and in UTC."""
        ...

    def remember(self, workflow: Workflow) -> None:
        """Make sure that a workflow's name and version have one content.

        Raises VersionClash when they are known with another. The document itself is kept with
        the first case that begins under it.
        """
        ...

    def document(self, digest: str) -> str | None:
        """The resolved document of a workflow that some case began under."""
        ...

    def read(self, wanted: Sequence[tuple[str, str]]) -> Reading:
        """The cases of these ids, with what was accepted under each one's key (empty: none)."""
        ...

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry of a case in order; none for an unknown case."""
        ...

    def append(self, writes: Sequence[Write], standing_seq: int) -> None:
        """Record entries and the cases that they make: all of every write, or nothing.

        With the entries go the reviews, the parties and the outbox; an entry that erases
        takes the content away. Raises Conflict when a case moved on since it was read, a key
        was used meanwhile, or the standing stream is past `standing_seq`.
        """
        ...

    def note(self, refusals: Sequence[Refusal]) -> None:
        """Keep refusals in the journal."""
        ...

    def refusals(self, case_id: str) -> tuple[Refusal, ...]:
        """Every refusal on a case, in order."""
        ...

    def summaries(self, wanted: Filter) -> tuple[Summary, ...]:
        """Cases in the order in which they were opened, then by id."""
        ...

    def standing_entries(self) -> tuple[StandingEntry, ...]:
        """The standing stream, in order."""
        ...

    def append_standing(self, entry: StandingEntry) -> None:
        """Record the next entry of the standing stream; raises Conflict unless it is the next."""
        ...

    def undelivered(self, limit: int) -> tuple[Entry, ...]:
        """Entries in the outbox, case by case and each case's in order."""
        ...

    def delivered(self, case_id: str, seq: int) -> None:
        """Take a case's entries up to this number out of the outbox; again it changes nothing."""
        ...

    def close(self) -> None:
        """Let go of whatever is held; a store that is used again takes it anew."""
        ...
