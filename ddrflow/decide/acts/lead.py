"""The hand-over of the lead: proposed, prepared, accepted, declined or expired, taken over."""

from datetime import datetime

from ddrflow.decide.act import NOT_THE_CLOCK, Act, drafted, known, name_of, wrong_state
from ddrflow.decide.acts.parties import bind_first
from ddrflow.decide.deadline import answer_by, is_unanswered
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.lead import PREPARED_WITH, HandoverStage
from ddrflow.model.question import About
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def propose(workflow: Workflow, case: Case, command: c.ProposeLead, at: datetime) -> Act | Decision:
    """The lead names a successor that is a party to the case."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    # Bound then and still: one that has left since could accept, and lead, as no party.
    bound = any(
        (one.role, one.organisation) == (command.role, command.organisation)
        and one.holds(at)
        and one.ends_at is None
        for one in case.parties.bindings
    )
    lead = case.lead.current
    if not bound:
        return bind_first(case, command.role, command.organisation)
    if (lead.role, lead.organisation) == (command.role, command.organisation):
        return wrong_state("lead.leads-already", Field("lead", lead.role))
    built_in = workflow.built_in
    rules = (built_in.led_by_actor, *built_in.coordinate, *_of_lead(workflow, case))
    event = e.LeadProposed(command.role, command.organisation)
    return _act(workflow, case, command, at, event, rules)


def prepare(
    workflow: Workflow, case: Case, command: c.PrepareHandover, at: datetime
) -> Act | Decision:
    """The lead says what the successor was given."""
    for part in command.package:
        known("package", part, "part of a hand-over", PREPARED_WITH)
    if not command.package:
        parts = ", ".join(f"`{one}`" for one in PREPARED_WITH)
        raise BadCommand("package", "a hand-over is prepared with something", f"one of {parts}")
    event = e.HandoverPrepared(command.package)
    return _act(workflow, case, command, at, event, (workflow.built_in.led_by_actor,))


def accept(workflow: Workflow, case: Case, command: c.AcceptLead, at: datetime) -> Act | Decision:
    """The successor says yes."""
    rules = (workflow.built_in.successor_acts,)
    return _act(workflow, case, command, at, e.LeadAccepted(), rules)


def decline(workflow: Workflow, case: Case, command: c.DeclineLead, at: datetime) -> Act | Decision:
    """The successor says no."""
    rules = (workflow.built_in.successor_acts,)
    return _act(workflow, case, command, at, e.LeadDeclined(), rules, command.reason)


def withdraw(
    workflow: Workflow, case: Case, command: c.WithdrawProposal, at: datetime
) -> Act | Decision:
    """The lead asks no longer."""
    rules = (workflow.built_in.led_by_actor,)
    return _act(workflow, case, command, at, e.ProposalWithdrawn(), rules, command.reason)


def expire(
    workflow: Workflow, case: Case, command: c.MarkProposalExpired, at: datetime
) -> Act | Decision:
    """The clock's keeper says that the last day to answer is over; the day itself is checked."""
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    handover = case.lead.handover
    last = answer_by(workflow, handover)
    if last is None:
        return wrong_state("lead.not-at-this-stage", Field("stage", handover.stage))
    if not is_unanswered(workflow, handover, at):
        fields = (Field("successor", handover.role), Field("last_on", last.isoformat()))
        return wrong_state("lead.still-to-answer", *fields)
    return Act((), drafted(e.ProposalExpired(handover.role, handover.organisation, last)))


def take_over(
    workflow: Workflow, case: Case, command: c.TakeOverLead, at: datetime
) -> Act | Decision:
    """The lead changes hands, at the earliest when the present phase began."""
    handover = case.lead.handover
    begins = max(case.lead.current.starts_at, case.position.since)
    begins = max(begins, handover.accepted_at or begins)
    if at < begins:
        return wrong_state("order.before-last-step", Field("since", begins.isoformat()))
    built_in = workflow.built_in
    rules = [built_in.lead_or_successor_acts, built_in.successor_accepted]
    if handover.stage is not HandoverStage.NONE:
        rules += [built_in.lead_eligible, *_of_lead(workflow, case)]
    event = e.LeadTakenOver(handover.role, handover.organisation, handover.accepted_by)
    return _act(workflow, case, command, at, event, tuple(rules))


def _act(
    workflow: Workflow,
    case: Case,
    command: c.Command,
    at: datetime,
    event: e.Event,
    rules: tuple[RuleUse, ...],
    reason: str = "",
) -> Act | Decision:
    handover = case.lead.handover
    if (handover.stage, name_of(command)) not in workflow.graphs.handover:
        stage = Field("stage", handover.stage)
        return wrong_state("lead.not-at-this-stage", stage, remedies=_possible(workflow, case))
    if handover.proposed_at is not None and at < handover.proposed_at:
        return wrong_state("order.before-last-step", Field("since", str(handover.proposed_at)))
    proposed = command if isinstance(command, c.ProposeLead) else handover
    about = About(name_of(command), case.position.phase, proposed.role, proposed.organisation)
    return Act((workflow.built_in.bound, *rules), drafted(event, reason=reason), about)


def _of_lead(workflow: Workflow, case: Case) -> tuple[RuleUse, ...]:
    """What the file asks of whoever is to lead in the present phase."""
    phase = case.position.phase
    return workflow.built_in.of_lead.get(phase, ()) if phase else ()


def _possible(workflow: Workflow, case: Case) -> tuple[Remedy, ...]:
    """What the hand-over can do from its present stage, and who does it."""
    stage, lead = case.lead.handover.stage, case.lead.current.role
    successor = case.lead.handover.role
    by = {"accept-lead": (successor,), "decline-lead": (successor,)}
    openly = {"propose-lead": ("role", "organisation"), "prepare-handover": ("package",)}
    return tuple(
        Remedy(trigger, open=openly.get(trigger, ()), by=by.get(trigger, (lead,)))
        for source, trigger in workflow.graphs.handover
        if source == stage and trigger not in ("take-over-lead", "mark-proposal-expired")
    )
