"""What the engine needs from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.verdict import Verdict
from ddrflow.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Keyed:
    """An accepted command under its idempotency key, with the entries and warnings it made."""

    key: str
    command: Command
    entries: tuple[Entry, ...]
    warnings: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that was refused, as the journal keeps it: outside the case and its numbering."""

    case_id: str
    command: Command
    decision: Decision
    refused_at: datetime


class Store(Protocol):
    """Where cases live. Every method is safe to call from several threads at once."""

    def now(self) -> datetime:
        """What time it is for this store, aware and in UTC."""
        ...

    def remember(self, workflow: Workflow) -> None:
        """Keep a workflow's resolved document by its digest.

        Raises VersionClash when the name and version are known with other content.
        """
        ...

    def case(self, case_id: str) -> Case | None:
        """The case as its entries make it, or None."""
        ...

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry of a case in order; none for an unknown case."""
        ...

    def case_ids(self) -> tuple[str, ...]:
        """Every case, in the order in which they were opened."""
        ...

    def append(
        self, case: Case, entries: Sequence[Entry], expected: int, keyed: Keyed | None
    ) -> None:
        """Record entries and the case that they make, all of it or nothing.

        Raises Conflict when the case is not at version `expected` any more.
        """
        ...

    def keyed(self, case_id: str, key: str) -> Keyed | None:
        """The accepted command of this idempotency key, if any."""
        ...

    def note_refusal(self, refusal: Refusal) -> None:
        """Keep a refusal in the journal."""
        ...

    def refusals(self, case_id: str) -> tuple[Refusal, ...]:
        """Every refusal on a case, in order."""
        ...
