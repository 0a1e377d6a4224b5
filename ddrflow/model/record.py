"""Bindings, named persons, deviations, breaches and corrections of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ddrflow.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Binding:
    """An organisation plays a role in the case, from an instant until another, or open-ended."""

    role: str
    organisation: str
    starts_at: datetime
    ends_at: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """The organisation plays the role at this instant."""
        return self.starts_at <= instant and (self.ends_at is None or instant < self.ends_at)


class Function(StrEnum):
    """What a named person is for, in one organisation."""

    WORKER = "worker"
    CONTACT = "point-of-contact"
    DEPUTY = "deputy"
    #: Somebody whom the client trusts more than others, and would rather hear it from (R88).
    TRUSTED = "trusted"
    #: Somebody who goes on supporting the client once the case is closed (paper R99).
    ONWARD_SUPPORT = "onward-support"


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person by id who does something for an organisation in this case."""

    role: str
    organisation: str
    function: Function
    person: str
    named_at: datetime


@dataclass(frozen=True, slots=True)
class Deviation:
    """A rule is lifted at one place for a while: who asked, who approved (paper R70)."""

    rule: str
    place: str
    approved_by: str
    asked_by: str
    starts_at: datetime
    until: datetime

    def holds(self, instant: datetime) -> bool:
        """It lifts its rule at this instant."""
        return self.starts_at <= instant < self.until


#: What a breach names where a case stays in a state past its limit.
STATE_LEFT: Final = "state.left"


@dataclass(frozen=True, slots=True)
class Breach:
    """Something happened that the procedure forbids: whose task it is, and by when."""

    breach: str
    trigger: str
    rule: str
    owner: str
    due_on: date
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Nobody has closed it yet."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Correction:
    """Entry number `wrong` does not count: recorded in error."""

    wrong: int
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """Free text was deleted: of these entries, or of all before `seq` where none is named."""

    entries: tuple[int, ...]
    seq: int
    by: str
    basis: str
    erased_at: datetime
