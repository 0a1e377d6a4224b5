"""How the case moves: opening, steps, roles and persons, the lead."""

from dataclasses import replace

from ddrflow.model import events as e
from ddrflow.model.case import Case, Parties, Position
from ddrflow.model.events import Entry
from ddrflow.model.interest import DeclaredInterest
from ddrflow.model.lead import NO_HANDOVER, Handover, HandoverStage, Lead, LeadTerm
from ddrflow.model.record import Binding, NamedPerson


def case_opened(entry: Entry, event: e.CaseOpened) -> Case:
    """The first entry makes the case."""
    at = entry.occurred_at
    lead = LeadTerm(entry.actor.role, entry.actor.organisation, at, entry.actor.person)
    return Case(
        case_id=entry.case_id,
        workflow=event.workflow,
        version=entry.seq,
        opened_at=at,
        opened_by=entry.actor,
        position=Position(event.state, event.phase, at),
        lead=Lead((lead,)),
        parties=Parties(tuple(Binding(role, one, at) for role, one in event.bindings)),
        touched={"position": at, "lead": at, "parties": at},
    )


def step_taken(case: Case, entry: Entry, event: e.StepTaken) -> Position:
    """A late entry does not make the case older than its last step."""
    since, at = case.position.since, entry.occurred_at
    latest = at if at > since else since  # noqa: FURB136 - every step comes by; a call costs more
    return Position(event.target, event.phase, latest)


def state_overstayed(case: Case, entry: Entry, event: e.StateOverstayed) -> int:
    """The breach that is opened with it says what is to be done; the case stays where it is."""
    del case, event
    return entry.seq


def role_bound(case: Case, entry: Entry, event: e.RoleBound) -> Parties:
    """One more binding, open-ended."""
    binding = Binding(event.role, event.organisation, entry.occurred_at)
    return replace(case.parties, bindings=(*case.parties.bindings, binding))


def role_unbound(case: Case, entry: Entry, event: e.RoleUnbound) -> Parties:
    """The binding that holds ends."""
    bindings = tuple(
        replace(one, ends_at=entry.occurred_at)
        if (one.role, one.organisation) == (event.role, event.organisation)
        and one.holds(entry.occurred_at)
        else one
        for one in case.parties.bindings
    )
    return replace(case.parties, bindings=bindings)


def person_named(case: Case, entry: Entry, event: e.PersonNamed) -> Parties:
    """One more name; the one named last counts, and an entry made late meets the earlier one."""
    named = NamedPerson(
        event.role, event.organisation, event.function, event.person, entry.occurred_at
    )
    return replace(case.parties, persons=(*case.parties.persons, named))


def interest_declared(
    case: Case, entry: Entry, event: e.InterestDeclared
) -> tuple[DeclaredInterest, ...]:
    """One more interest, open-ended."""
    at, by = entry.occurred_at, entry.actor.role
    one = DeclaredInterest(event.role, event.organisation, event.interest, event.person, at, by)
    return (*case.interests, one)


def interest_ended(
    case: Case, entry: Entry, event: e.InterestEnded
) -> tuple[DeclaredInterest, ...]:
    """The one that stands ends; none where a correction took its declaration out."""
    named = (event.role, event.organisation, event.interest, event.person)
    return tuple(
        replace(one, ended_at=entry.occurred_at)
        if (one.role, one.organisation, one.interest, one.person) == named
        and one.holds(entry.occurred_at)
        else one
        for one in case.interests
    )


def lead_proposed(case: Case, entry: Entry, event: e.LeadProposed) -> Lead:
    """A hand-over begins."""
    handover = Handover(HandoverStage.PROPOSED, event.role, event.organisation, entry.occurred_at)
    return replace(case.lead, handover=handover)


def handover_prepared(case: Case, entry: Entry, event: e.HandoverPrepared) -> Lead:
    """The package is ready."""
    del entry
    handover = replace(case.lead.handover, stage=HandoverStage.PREPARED, package=event.package)
    return replace(case.lead, handover=handover)


def lead_accepted(case: Case, entry: Entry, event: e.LeadAccepted) -> Lead:
    """The successor has said yes; the old lead stays until it takes effect."""
    del event
    handover = replace(
        case.lead.handover,
        stage=HandoverStage.ACCEPTED,
        accepted_by=entry.actor.person,
        accepted_at=entry.occurred_at,
    )
    return replace(case.lead, handover=handover)


def lead_declined(case: Case, entry: Entry, event: e.LeadDeclined) -> Lead:
    """The hand-over ends with a no."""
    del entry, event
    return replace(case.lead, handover=NO_HANDOVER)


def proposal_withdrawn(case: Case, entry: Entry, event: e.ProposalWithdrawn) -> Lead:
    """The hand-over ends without an answer."""
    del entry, event
    return replace(case.lead, handover=NO_HANDOVER)


def proposal_expired(case: Case, entry: Entry, event: e.ProposalExpired) -> Lead:
    """The hand-over ends without an answer; the lead asks again, or another successor."""
    del entry, event
    return replace(case.lead, handover=NO_HANDOVER)


def lead_taken_over(case: Case, entry: Entry, event: e.LeadTakenOver) -> Lead:
    """One entry ends the old term and begins the new one."""
    term = LeadTerm(event.role, event.organisation, entry.occurred_at, event.accepted_by)
    return Lead((*case.lead.terms, term))
