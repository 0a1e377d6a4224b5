"""Roles that agencies play, who acts in them, and who looks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ddrflow.model.quick import quick
from ddrflow.model.source import Source


class Phase(StrEnum):
    """The four phases of the paper, from before prison until long after it; and one of no case."""

    PRE_INCARCERATION = "pre-incarceration"
    CUSTODY = "custody"
    RELEASE = "release"
    POST_RELEASE = "post-release"
    #: No person's case: the life of the partnership itself (paper R95, R101).
    PARTNERSHIP = "partnership"


class AgencyKind(StrEnum):
    """What kind of stakeholder plays a role (paper R18, R19, R53-R64)."""

    SECURITY = "security"
    POLICE = "police"
    CRIMINAL_JUSTICE = "criminal-justice"
    PRISON = "prison"
    PROBATION = "probation"
    CIVIL_SOCIETY = "civil-society"
    MUNICIPALITY = "municipality"
    SOCIAL_SERVICE = "social-service"
    HEALTH = "health"
    EDUCATION = "education"
    MENTOR = "mentor"
    #: The client's own lawyer (paper R44).
    LEGAL_COUNSEL = "legal-counsel"
    #: The person the case is about.
    CLIENT = "client"
    #: Family and friends of the client; not relatives only (paper R39).
    SOCIAL_NETWORK = "social-network"

    @property
    def is_professional(self) -> bool:
        """Neither the client nor the client's own people."""
        return self not in (AgencyKind.CLIENT, AgencyKind.SOCIAL_NETWORK)


class Regime(StrEnum):
    """Which data-protection law a role works under."""

    LED = "led"
    GDPR = "gdpr"


@dataclass(frozen=True, slots=True)
class Agency:
    """A role of the workflow file; a case binds it to organisations.

    `phases` is its remit; `answers` are the kinds of need it can be brought in for (R64).
    """

    role: str
    kind: AgencyKind
    phases: frozenset[Phase]
    regime: Regime | None = None
    answers: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command: a person by id, for an organisation, in a role.

    ddrflow does not check identity: the embedding program vouches for its actors.
    """

    person: str
    organisation: str
    role: str


KEEPER: Final = Actor("clock", "ddrflow", "clock")
"""Who gives the commands of time: not a person and not a party."""


@quick
@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom a view is made."""

    organisation: str
    role: str

    @classmethod
    def of(cls, actor: Actor) -> "Viewer":
        """Whoever acts, as a reader."""
        return cls(actor.organisation, actor.role)


@dataclass(frozen=True, slots=True)
class LeadEligibility:
    """One role may lead in one phase, on this authority."""

    role: str
    phase: Phase
    source: Source
