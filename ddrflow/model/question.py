"""What a rule is asked: facts of the case, of the procedure, and what the question is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ddrflow.dates import MONDAY_TO_FRIDAY, Calendar
from ddrflow.model.access import ChannelKind
from ddrflow.model.agency import Actor, Agency, LeadEligibility, Phase
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference, ConferenceType
from ddrflow.model.consent import ConsentScope
from ddrflow.model.item import Item, LegalBasis
from ddrflow.model.plan import DocumentKind, NoticeKind, PlanKind
from ddrflow.model.quick import quick
from ddrflow.model.request import InformationRequest
from ddrflow.model.standing import Standing


@dataclass(frozen=True, slots=True)
class Procedure:
    """What a workflow file says that a rule may see: no graph, no file, no other rule."""

    zone: ZoneInfo
    agencies: Mapping[str, Agency]
    leads: Mapping[Phase, tuple[LeadEligibility, ...]]
    conferences: Mapping[str, ConferenceType]
    consents: Mapping[str, ConsentScope]
    notices: Mapping[str, NoticeKind]
    plans: Mapping[str, PlanKind]
    documents: Mapping[str, DocumentKind]
    channels: Mapping[str, ChannelKind]
    needs: tuple[str, ...]
    bases: Mapping[str, LegalBasis]
    calendar: Calendar = MONDAY_TO_FRIDAY

    def may_lead(self, role: str, phase: Phase) -> bool:
        """The role is listed as a lead of the phase."""
        return any(one.role == role for one in self.leads.get(phase, ()))

    def leads_of(self, phase: Phase) -> tuple[str, ...]:
        """The roles listed as leads of the phase."""
        return tuple(one.role for one in self.leads.get(phase, ()))


@dataclass(frozen=True, slots=True)
class Through:
    """Through whom a channel of a kind goes; the role alone where nobody of it was named."""

    kind: ChannelKind
    role: str
    organisation: str = ""
    person: str = ""


@quick
@dataclass(frozen=True, slots=True)
class About:
    """What one question is about, beyond the case; empty parts do not apply.

    `roles` are those that a task is charged to; `says_why` that a necessity was stated, and
    never which.
    """

    subject: str = ""
    target_phase: Phase | None = None
    role: str = ""
    organisation: str = ""
    type: ConferenceType | None = None
    stage: str = ""
    conference: Conference | None = None
    need: str = ""
    person: str = ""
    deputy_for: str = ""
    roles: tuple[str, ...] = ()
    through: Through | None = None
    item: Item | None = None
    basis: str = ""
    says_why: bool = False
    document: DocumentKind | None = None
    items: tuple[Item, ...] = ()
    request: InformationRequest | None = None


NOTHING = About()


@dataclass(slots=True)
class Question:
    """A case, the facts above it, the procedure, who asks, and as of when.

    Made anew for every decision and never kept, so it is not frozen: that costs twice.
    """

    case: Case
    standing: Standing | None
    procedure: Procedure
    actor: Actor
    at: datetime
    about: About = NOTHING
