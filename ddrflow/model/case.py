"""A case: the fold of its recorded events, in small parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ddrflow.model.access import Access
from ddrflow.model.agency import Actor, Phase
from ddrflow.model.conference import Conference
from ddrflow.model.consent import Basis, Consent, Minority, TakingPart
from ddrflow.model.interest import DeclaredInterest
from ddrflow.model.item import Information
from ddrflow.model.lead import Lead
from ddrflow.model.plan import Care
from ddrflow.model.quick import quick
from ddrflow.model.record import Binding, Breach, Correction, Deviation, Erasure, NamedPerson
from ddrflow.model.reference import Reference
from ddrflow.model.review import Review


@dataclass(frozen=True, slots=True)
class WorkflowId:
    """Which file a case began with; the digest is over the file resolved through `extends`."""

    name: str
    version: int
    digest: str

    def __str__(self) -> str:
        return f"{self.name} version {self.version}"


@quick
@dataclass(frozen=True, slots=True)
class Position:
    """Where the case stands, since when; `phase` is None in a final state."""

    state: str
    phase: Phase | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Parties:
    """Who plays which role, and the persons named for it."""

    bindings: tuple[Binding, ...] = ()
    persons: tuple[NamedPerson, ...] = ()

    def organisations(self, role: str, instant: datetime) -> tuple[str, ...]:
        """The organisations that play a role at an instant."""
        return tuple(
            one.organisation for one in self.bindings if one.role == role and one.holds(instant)
        )

    def is_bound(self, role: str, organisation: str, instant: datetime) -> bool:
        """Whether the organisation plays the role at the instant."""
        for one in self.bindings:
            if one.role == role and one.organisation == organisation and one.holds(instant):
                return True
        return False

    def until(self, role: str, organisation: str) -> datetime | None:
        """When the organisation stopped playing the role; none while it plays it."""
        ends = [
            one.ends_at
            for one in self.bindings
            if (one.role, one.organisation) == (role, organisation)
        ]
        known = [one for one in ends if one is not None]
        return max(known) if len(known) == len(ends) and known else None


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What departs from the procedure, and what was taken back: corrected or erased.

    `breaches_named` counts every breach that was ever opened, also where a correction took it
    out: no id is given twice.
    """

    deviations: tuple[Deviation, ...] = ()
    breaches: tuple[Breach, ...] = ()
    breaches_named: int = 0
    corrections: tuple[Correction, ...] = ()
    erasures: tuple[Erasure, ...] = ()

    def open_breaches(self) -> tuple[Breach, ...]:
        """Breaches that nobody has closed yet."""
        return tuple(one for one in self.breaches if one.is_open)


@quick
@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is known of one case; `version` is the number of its last event.

    `touched` tells for each part when what it holds last changed (as it occurred).
    """

    case_id: str
    workflow: WorkflowId
    version: int
    opened_at: datetime
    opened_by: Actor
    position: Position
    lead: Lead
    parties: Parties = Parties()
    consents: Mapping[str, tuple[Consent, ...]] = field(default_factory=dict)
    bases: tuple[Basis, ...] = ()
    conferences: Mapping[str, Conference] = field(default_factory=dict)
    care: Care = Care()
    reviews: Mapping[str, Review] = field(default_factory=dict)
    exceptions: Exceptions = Exceptions()
    access: Access = Access()
    information: Information = Information()
    interests: tuple[DeclaredInterest, ...] = ()
    references: tuple[Reference, ...] = ()
    minority: tuple[Minority, ...] = ()
    touched: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def taking_part(self) -> TakingPart:
        """What is on record about taking part."""
        return TakingPart(self.consents, self.bases, self.minority)

    @property
    def is_open(self) -> bool:
        """The case has not reached a final state."""
        return self.position.phase is not None
