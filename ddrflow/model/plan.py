"""Needs of the client, the plan that answers them, notices given to the client, documents."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ddrflow.model.information import InformationClass
from ddrflow.model.source import Source


class NeedStatus(StrEnum):
    """What became of a need."""

    OPEN = "open"
    ANSWERED = "answered"
    #: A normal answer: nobody forces help on anybody.
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Need:
    """Something the client needs, and the role that owns finding the answer."""

    need: str
    kind: str
    owner: str
    identified_at: datetime
    status: NeedStatus = NeedStatus.OPEN
    settled_at: datetime | None = None

    def was_open(self, instant: datetime) -> bool:
        """It was known and not settled at an instant."""
        settled = self.settled_at is not None and self.settled_at <= instant
        return self.identified_at <= instant and not settled


@dataclass(frozen=True, slots=True)
class PlanKind:
    """What a kind of plan must contain, and who adopts it."""

    name: str
    parts: tuple[str, ...]
    adopted_by: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Plan:
    """An adopted plan: its parts, and the needs that it answers."""

    kind: str
    parts: tuple[str, ...]
    answers: tuple[str, ...]
    adopted_at: datetime
    adopted_by: str


@dataclass(frozen=True, slots=True)
class DutyToShare:
    """What one agency has to share, with whom, under which duty (R75)."""

    by: str
    what: str
    to: tuple[str, ...]
    duty: Source

    def __str__(self) -> str:
        return f"{self.by}: {self.what} with {', '.join(self.to)} ({self.duty})"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A notice owed to somebody, with the version of its text that is current (R75, R88).

    `tells` is what the text says of who shares what with whom; empty where the file is silent.
    """

    name: str
    to: str
    version: str
    source: Source
    tells: tuple[DutyToShare, ...] = ()

    def told_of(self, owner: str) -> tuple[str, ...]:
        """The roles with which it says that an agency shares."""
        return tuple(
            dict.fromkeys(role for one in self.tells if one.by == owner for role in one.to)
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice was given; acknowledged when `acknowledged_at` is set."""

    kind: str
    to: str
    version: str
    language: str
    given_at: datetime
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document that a case rests on: who files it, and who may know of it.

    `to` are roles that it is made for; `tells_items` says that it is made of items alone.
    """

    name: str
    filed_by: tuple[str, ...]
    information: InformationClass
    source: Source
    to: tuple[str, ...] = ()
    tells_items: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document was filed under an id; its text lies elsewhere.

    `role`, `organisation` and `person` are to whom it was given; a document of the case at
    large names nobody, and one for an organisation as a whole no person.
    """

    kind: str
    document: str
    filed_at: datetime
    filed_by: str
    items: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    person: str = ""
    by_organisation: str = ""

    def reached(self, role: str, organisation: str, person: str = "") -> bool:
        """It was given to the organisation in that role, or to this very person of it."""
        same = (self.role, self.organisation) == (role, organisation)
        return same and self.person in ("", person)


@dataclass(frozen=True, slots=True)
class Care:
    """Needs, plans, notices and documents of one case."""

    needs: tuple[Need, ...] = ()
    plans: tuple[Plan, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    documents: tuple[Document, ...] = ()

    def need(self, name: str) -> Need | None:
        """The need of this id."""
        return next((need for need in self.needs if need.need == name), None)

    def open_needs(self) -> tuple[Need, ...]:
        """Needs that are neither answered nor declined."""
        return tuple(need for need in self.needs if need.status is NeedStatus.OPEN)
