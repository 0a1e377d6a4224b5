"""Consent and participation, needs, plans and notices."""

from dataclasses import dataclass
from datetime import date, datetime

from ddrflow.model.consent import Participation
from ddrflow.model.events.base import Event


@dataclass(frozen=True, slots=True)
class ConsentGiven(Event):
    """Consent was given; `ends_at` is the end of its last day as an instant."""

    scope: str
    of: str
    text_version: str
    language: str
    witness: str
    expires_on: date | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentRefused(Event):
    """Consent was asked for and not given."""

    scope: str
    of: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """Consent was withdrawn."""

    scope: str


@dataclass(frozen=True, slots=True)
class ConsentExpired(Event):
    """The last day of a consent is over; what rests on it stops."""

    scope: str


@dataclass(frozen=True, slots=True)
class ParticipationSet(Event):
    """The basis of a measure was recorded."""

    measure: str
    participation: Participation
    order: str
    until: date | None


@dataclass(frozen=True, slots=True)
class OrderEnded(Event):
    """The last day of the order of a measure is over; what rests on it stops."""

    measure: str
    until: date


@dataclass(frozen=True, slots=True)
class MinorityRecorded(Event):
    """The client is a minor until the day on which they come of age."""

    until: date


@dataclass(frozen=True, slots=True)
class NeedIdentified(Event):
    """A need was found, and who owns finding the answer."""

    need: str
    kind: str
    owner: str


@dataclass(frozen=True, slots=True)
class NeedAnswered(Event):
    """A need was answered."""

    need: str


@dataclass(frozen=True, slots=True)
class NeedDeclined(Event):
    """The client declined help with a need."""

    need: str


@dataclass(frozen=True, slots=True)
class PlanAdopted(Event):
    """A plan was adopted."""

    kind: str
    parts: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeGiven(Event):
    """A notice was given."""

    kind: str
    to: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class NoticeAcknowledged(Event):
    """A notice was acknowledged."""

    kind: str


@dataclass(frozen=True, slots=True)
class DocumentFiled(Event):
    """A document of a kind was filed under an id, with the items that it tells.

    Where it was given to somebody, it says to whom.
    """

    kind: str
    document: str
    items: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    person: str = ""
