"""Consent to take part, its limits in time, and on which basis somebody takes part.

Consent to take part is not the legal basis for processing data; withdrawing it stops the
future, keeps the past lawful and is never a ground for sanction (paper R33, R84).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ddrflow.model.source import Source


@dataclass(frozen=True, slots=True)
class ConsentScope:
    """What one kind of consent is for, and the version of the text that is current."""

    name: str
    of: str
    text_version: str
    source: Source


class ConsentStatus(StrEnum):
    """The life of one consent."""

    NOT_ASKED = "not-asked"
    REFUSED = "refused"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of one person about one scope.

    `expires_on` is the last day on which it holds, in the workflow's time zone; `ends_at`
    is that day's end as an instant; `is_expiry_known` that its end is on record.
    """

    scope: str
    of: str
    is_given: bool
    answered_at: datetime
    text_version: str = ""
    language: str = ""
    witness: str = ""
    expires_on: date | None = None
    ends_at: datetime | None = None
    withdrawn_at: datetime | None = None
    is_expiry_known: bool = False

    def status(self, instant: datetime) -> ConsentStatus:
        """What the answer amounts to at an instant."""
        if instant < self.answered_at:
            return ConsentStatus.NOT_ASKED
        if not self.is_given:
            return ConsentStatus.REFUSED
        if self.withdrawn_at is not None and instant >= self.withdrawn_at:
            return ConsentStatus.WITHDRAWN
        if self.ends_at is not None and instant >= self.ends_at:
            return ConsentStatus.EXPIRED
        return ConsentStatus.GIVEN

    def runs_out(self, instant: datetime) -> bool:
        """Its last day is over by then, and nobody has said so yet."""
        return self.status(instant) is ConsentStatus.EXPIRED and not self.is_expiry_known

    @property
    def last_change(self) -> datetime:
        """When somebody last said something about it."""
        return self.withdrawn_at or self.answered_at


def consent_at(answers: tuple[Consent, ...], instant: datetime) -> Consent | None:
    """The answer that counts at an instant: the last one given by then."""
    given_by_then = [one for one in answers if one.answered_at <= instant]
    return given_by_then[-1] if given_by_then else None


class Participation(StrEnum):
    """On which basis the client takes part in a measure."""

    VOLUNTARY = "voluntary"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of one measure, with the order that it rests on, if any, and its last day."""

    measure: str
    participation: Participation
    order: str = ""
    until: date | None = None
