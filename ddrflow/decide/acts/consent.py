"""Consent given, refused, withdrawn, and the basis on which the client takes part."""

from datetime import date, datetime

from ddrflow.dates import end_of
from ddrflow.decide.act import NOT_THE_CLOCK, Act, drafted, known, name_of, new, wrong_state
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.consent import ConsentStatus, Participation
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow


def give(workflow: Workflow, case: Case, command: c.GiveConsent, at: datetime) -> Act | Decision:
    """An agency records what the person said before a witness."""
    scope = _scope(workflow, command.scope)
    for field in ("text_version", "language", "witness"):
        new(field, getattr(command, field), field.replace("_", " "), ())
    event = e.ConsentGiven(
        scope=command.scope,
        of=scope,
        text_version=command.text_version,
        language=command.language,
        witness=command.witness,
        expires_on=command.expires_on,
        ends_at=_end_of(workflow, command.expires_on),
    )
    if event.ends_at is not None and event.ends_at <= at:
        raise BadCommand("expires_on", f"{command.expires_on} is over before it is given")
    return _recorded(workflow, case, command, at, event)


def refuse(
    workflow: Workflow, case: Case, command: c.RefuseConsent, at: datetime
) -> Act | Decision:
    """An agency records that consent was asked for and not given."""
    event = e.ConsentRefused(command.scope, _scope(workflow, command.scope))
    return _recorded(workflow, case, command, at, event)


def withdraw(
    workflow: Workflow, case: Case, command: c.WithdrawConsent, at: datetime
) -> Act | Decision:
    """As easy as giving it: any party records it, the client too; no other rule is asked."""
    _scope(workflow, command.scope)
    late = _too_early(case, command.scope, at)
    if late is not None:
        return late
    refusal = _not_now(workflow, case, command, command.scope, at)
    if refusal is not None:
        return refusal
    event = e.ConsentWithdrawn(command.scope)
    rules = (workflow.built_in.bound,)
    return Act(rules, drafted(event), About("withdraw-consent"), unsettles=True)


def expire(
    workflow: Workflow, case: Case, command: c.MarkConsentExpired, at: datetime
) -> Act | Decision:
    """The clock's keeper says that the last day is over; the day itself is checked."""
    _scope(workflow, command.scope)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    answers = case.consents.get(command.scope, ())
    if not answers or answers[-1].ends_at != at or not answers[-1].runs_out(at):
        status = answers[-1].status(at) if answers else ConsentStatus.NOT_ASKED
        fields = (Field("scope", command.scope), Field("status", status))
        return wrong_state("consent.not-possible", *fields)
    event = e.ConsentExpired(command.scope)
    return Act((), drafted(event), About("mark-consent-expired"), unsettles=True)


def participation(
    workflow: Workflow, case: Case, command: c.SetParticipation, at: datetime
) -> Act | Decision:
    """An ordered measure names its order; a voluntary one rests on none."""
    del case
    new("measure", command.measure, "measure", ())
    ordered = command.participation is Participation.ORDERED
    if ordered and not command.order:
        raise BadCommand("order", "an ordered measure names the order that it rests on")
    if not ordered and (command.order or command.until):
        raise BadCommand("order", "a voluntary measure rests on no order and ends by no order")
    ends_at = _end_of(workflow, command.until)
    if ends_at is not None and ends_at <= at:
        raise BadCommand("until", f"{command.until} is over before the order is recorded")
    event = e.ParticipationSet(command.measure, command.participation, command.order, command.until)
    built_in = workflow.built_in
    rules = (built_in.bound, built_in.professional_acts)
    return Act(rules, drafted(event), About("set-participation"), unsettles=True)


def end_order(
    workflow: Workflow, case: Case, command: c.MarkOrderEnded, at: datetime
) -> Act | Decision:
    """The clock's keeper says that an order's last day is over; the day itself is checked."""
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    zone = workflow.procedure.zone
    basis = case.taking_part.basis(command.measure, at)
    over = basis is not None and basis.runs_out(at, zone) and basis.ends_at(zone) == at
    if basis is None or basis.until is None or not over:
        return wrong_state("participation.no-order-ended", Field("measure", command.measure))
    event = e.OrderEnded(command.measure, basis.until)
    return Act((), drafted(event), About("mark-order-ended"), unsettles=True)


def minority(
    workflow: Workflow, case: Case, command: c.RecordMinority, at: datetime
) -> Act | Decision:
    """A professional agency records it; what rests on the client's consent alone stops."""
    del case, at
    built_in = workflow.built_in
    rules = (built_in.bound, built_in.professional_acts)
    event = e.MinorityRecorded(command.until)
    return Act(rules, drafted(event), About("record-minority"), unsettles=True)


def _recorded(
    workflow: Workflow,
    case: Case,
    command: c.GiveConsent | c.RefuseConsent,
    at: datetime,
    event: e.ConsentGiven | e.ConsentRefused,
) -> Act | Decision:
    refusal = _too_early(case, event.scope, at) or _not_now(
        workflow, case, command, event.scope, at
    )
    if refusal is not None:
        return refusal
    built_in = workflow.built_in
    own = command.actor.role == event.of
    rules = (built_in.bound,) if own else (built_in.bound, built_in.professional_acts)
    return Act(rules, drafted(event), About(name_of(command)), unsettles=True)


def _scope(workflow: Workflow, name: str) -> str:
    known("scope", name, "consent", workflow.procedure.consents)
    return workflow.procedure.consents[name].of


def _too_early(case: Case, scope: str, at: datetime) -> Decision | None:
    """An answer older than the last one would rewrite what was said since."""
    answers = case.consents.get(scope, ())
    if not answers or at >= answers[-1].last_change:
        return None
    since = answers[-1].last_change.isoformat()
    return wrong_state("consent.answered-since", Field("scope", scope), Field("since", since))


def _not_now(
    workflow: Workflow, case: Case, command: c.Command, scope: str, at: datetime
) -> Decision | None:
    answers = case.consents.get(scope, ())
    status = answers[-1].status(at) if answers else ConsentStatus.NOT_ASKED
    if (status, name_of(command)) in workflow.graphs.consent:
        return None
    return wrong_state("consent.not-possible", Field("scope", scope), Field("status", status))


def _end_of(workflow: Workflow, day: date | None) -> datetime | None:
    return end_of(day, workflow.procedure.zone) if day else None
