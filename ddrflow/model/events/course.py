"""Opening, steps, roles and persons, the lead."""

from dataclasses import dataclass
from datetime import date

from ddrflow.model.agency import Phase
from ddrflow.model.case import WorkflowId
from ddrflow.model.events.base import Event
from ddrflow.model.interest import Interest
from ddrflow.model.record import Function


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """The case began; its lead accepted by opening it."""

    workflow: WorkflowId
    state: str
    phase: Phase
    bindings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseMigrated(Event):
    """The case goes on under another version of its workflow, as somebody decided.

    `roles` are pairs of a role's old and new name where the file gives it another; `plan` is
    the digest of the plan that was decided on, empty where there was none.
    """

    workflow: WorkflowId
    state: str
    phase: Phase
    decided_by: str
    decided_on: date
    plan: str = ""
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepTaken(Event):
    """The case moved; `closes` are the kinds of channel that ended with it."""

    trigger: str
    source_state: str
    target: str
    phase: Phase | None
    happened: bool
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateOverstayed(Event):
    """The last day that the file allows in a state is over; who was told."""

    state: str
    last_on: date
    escalated_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleBound(Event):
    """An organisation began to play a role."""

    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class RoleUnbound(Event):
    """An organisation's part in a role ended."""

    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class PersonNamed(Event):
    """A person was named for a function, in the place of one named before."""

    role: str
    organisation: str
    function: Function
    person: str


@dataclass(frozen=True, slots=True)
class InterestDeclared(Event):
    """A party, or one person of it, stands to the matter in another way as well."""

    role: str
    organisation: str
    interest: Interest
    person: str


@dataclass(frozen=True, slots=True)
class InterestEnded(Event):
    """An interest that was declared is there no more."""

    role: str
    organisation: str
    interest: Interest
    person: str
    why: str


@dataclass(frozen=True, slots=True)
class LeadProposed(Event):
    """A successor was proposed."""

    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class HandoverPrepared(Event):
    """The hand-over was prepared with these parts."""

    package: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadAccepted(Event):
    """The successor accepted."""


@dataclass(frozen=True, slots=True)
class LeadDeclined(Event):
    """The successor declined; the old lead stays."""


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn(Event):
    """The lead took its proposal back."""


@dataclass(frozen=True, slots=True)
class ProposalExpired(Event):
    """The successor did not answer by its last day; the old lead stays accountable."""

    role: str
    organisation: str
    last_on: date


@dataclass(frozen=True, slots=True)
class LeadTakenOver(Event):
    """The successor became the accountable lead."""

    role: str
    organisation: str
    accepted_by: str
