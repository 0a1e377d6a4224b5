"""Consent to take part, its limits in time, and on which basis somebody takes part.

Consent to take part is not the legal basis for processing data; withdrawing it stops the
future, keeps the past lawful and is never a ground for sanction (paper R33, R84).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ddrflow.dates import end_of, local_day
from ddrflow.model.source import Source


@dataclass(frozen=True, slots=True)
class ConsentScope:
    """What one kind of consent is for, and the version of the text that is current.

    `minor` is the guardian's consent that is needed beside it while the client is a minor.
    """

    name: str
    of: str
    text_version: str
    source: Source
    minor: str = ""


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
    """The basis of one measure from an instant on, with the order that it rests on, if any.

    `until` is the order's last day in the workflow's time zone; `is_end_known` that its end is
    on record.
    """

    measure: str
    participation: Participation
    set_at: datetime
    order: str = ""
    until: date | None = None
    is_end_known: bool = False

    def ends_at(self, zone: ZoneInfo) -> datetime | None:
        """When the order is over; None without an order, or without an end."""
        if self.participation is Participation.VOLUNTARY or self.until is None:
            return None
        return end_of(self.until, zone)

    def is_ordered(self, instant: datetime, zone: ZoneInfo) -> bool:
        """It is an order, and not over by then."""
        ends_at = self.ends_at(zone)
        ordered = self.participation is Participation.ORDERED
        return ordered and (ends_at is None or instant < ends_at)

    def runs_out(self, instant: datetime, zone: ZoneInfo) -> bool:
        """The order's last day is over by then, and nobody has said so yet."""
        ends_at = self.ends_at(zone)
        if ends_at is None or self.is_end_known:
            return False
        return self.set_at < ends_at <= instant


def bases_at(bases: tuple[Basis, ...], instant: datetime) -> tuple[Basis, ...]:
    """For each measure, the basis that counts at an instant: the latest that was set by then."""
    found: dict[str, Basis] = {}
    for one in bases:
        last = found.get(one.measure)
        if one.set_at <= instant and (last is None or last.set_at <= one.set_at):
            found[one.measure] = one
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Minority:
    """The day on which the client comes of age, as known from an instant on."""

    until: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TakingPart:
    """What is on record about taking part: consents, orders, whether the client is a minor."""

    consents: Mapping[str, tuple[Consent, ...]]
    bases: tuple[Basis, ...]
    minority: tuple[Minority, ...]

    def basis(self, measure: str, instant: datetime) -> Basis | None:
        """The basis of a measure that counts at an instant, if there is one."""
        return next((one for one in bases_at(self.bases, instant) if one.measure == measure), None)

    def is_minor(self, instant: datetime, zone: ZoneInfo) -> bool:
        """The client has not come of age by then, as far as is known."""
        known = [one for one in self.minority if one.recorded_at <= instant]
        if not known:
            return False
        last = max(enumerate(known), key=lambda one: (one[1].recorded_at, one[0]))[1]
        return local_day(instant, zone) < last.until

    def just_before(self, instant: datetime) -> "TakingPart":
        """The same without what ended or was set at that very instant."""
        return TakingPart(
            {
                scope: tuple(
                    replace(one, withdrawn_at=None) if one.withdrawn_at == instant else one
                    for one in answers
                )
                for scope, answers in self.consents.items()
            },
            tuple(one for one in self.bases if one.set_at != instant),
            tuple(one for one in self.minority if one.recorded_at != instant),
        )


def needed(
    taking: TakingPart, scope: ConsentScope, unless_ordered: str, instant: datetime, zone: ZoneInfo
) -> tuple[str, ...]:
    """Whose consent is needed at an instant, by its kind.

    None while an order asks for the measure that the file names; the guardian's too while the
    client is a minor. An order stands in for consent where the file says so, and nowhere else.
    """
    if unless_ordered:
        basis = taking.basis(unless_ordered, instant)
        if basis is not None and basis.is_ordered(instant, zone):
            return ()
    if scope.minor and taking.is_minor(instant, zone):
        return (scope.name, scope.minor)
    return (scope.name,)


def lacking(
    taking: TakingPart, scope: ConsentScope, unless_ordered: str, instant: datetime, zone: ZoneInfo
) -> tuple[str, ...]:
    """What is needed at an instant and not given; the one reading of it that there is."""
    return tuple(
        name
        for name in needed(taking, scope, unless_ordered, instant, zone)
        if status_at(taking.consents.get(name, ()), instant) is not ConsentStatus.GIVEN
    )


def status_at(answers: tuple[Consent, ...], instant: datetime) -> ConsentStatus:
    """What the answers about one scope amount to at an instant."""
    answer = consent_at(answers, instant)
    return ConsentStatus.NOT_ASKED if answer is None else answer.status(instant)
