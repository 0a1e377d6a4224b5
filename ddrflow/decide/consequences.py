"""What follows from a command beyond its own event, by comparing the case before and after."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count

from ddrflow.dates import Period, Unit, add, local_day
from ddrflow.decide.scheduling import held, holds
from ddrflow.model.case import Case
from ddrflow.model.conference import CONVENED, Conference, Outcome
from ddrflow.model.consent import ConsentStatus, consent_at
from ddrflow.model.decision import Draft
from ddrflow.model.events import BreachOpened, ConferenceStopped, Event, ReviewReopened
from ddrflow.model.workflow import Workflow

MEND_WITHIN = Period(14, Unit.DAY)


def consequences(workflow: Workflow, before: Case, after: Case, at: datetime) -> tuple[Draft, ...]:
    """Reviews that were held or were not after all, conferences that stop, new breaches."""
    events = _reopened(workflow, after)
    for conference in after.conferences.values():
        was = before.conferences.get(conference.conference)
        events += _held(workflow, after, was, conference)
        events += _without_consent(workflow, before, after, conference, at)
    events += _uncovered(workflow, after, at)
    return tuple(Draft(event) for event in events)


def breach(workflow: Workflow, case: Case, trigger: str, rule: str, at: datetime) -> BreachOpened:
    """A breach that is the lead's task, with 14 days to mend; `named` gives it its id."""
    due = add(local_day(at, workflow.procedure.zone), MEND_WITHIN)
    return BreachOpened("", trigger, rule, case.lead.current.role, due)


def named(case: Case, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts of one command, each breach among them with an id of its own."""
    number = count()
    return tuple(
        replace(one, event=replace(one.event, breach=f"breach-{case.version + 1}-{next(number)}"))
        if isinstance(one.event, BreachOpened)
        else one
        for one in drafts
    )


def _reopened(workflow: Workflow, case: Case) -> list[Event]:
    """Reviews that rest on a conference that does not count (any more)."""
    events: list[Event] = []
    for name, review in case.reviews.items():
        conference = case.conferences.get(review.held_in)
        if conference is not None and conference.outcome is not Outcome.HELD:
            number, status = review.held_occurrence, review.held_status
            due = add(review.anchor_on, workflow.reviews[name].every, number)
            events.append(ReviewReopened(name, number, due, status))
    return events


def _held(workflow: Workflow, case: Case, was: Conference | None, now: Conference) -> list[Event]:
    """Reviews that a conference holds by counting from this command on."""
    counted = was is not None and was.outcome is Outcome.HELD
    if counted or now.outcome is not Outcome.HELD or now.closed_at is None:
        return []
    day = local_day(now.closed_at, workflow.procedure.zone)
    return [
        held(workflow.reviews[name], review, day, now.conference)
        for name, review in case.reviews.items()
        if holds(workflow.reviews[name], review, now, day)
    ]


def _without_consent(
    workflow: Workflow, before: Case, after: Case, conference: Conference, at: datetime
) -> list[Event]:
    kind = workflow.procedure.conferences[conference.type]
    need = kind.consent
    if need is None or before.consents.get(need.scope) == after.consents.get(need.scope):
        return []
    last = conference.stages_entered[-1] if conference.stages_entered else CONVENED
    if not kind.is_consent_needed(last) or _has_consent(after, need.scope, at):
        return []
    events: list[Event] = []
    if conference.is_under_way:
        events.append(ConferenceStopped(conference.conference, need.scope))
    if not _has_consent(after, need.scope, conference.stage_since):
        events.append(breach(workflow, before, "withdraw-consent", "consent.valid", at))
    return events


def _has_consent(case: Case, scope: str, at: datetime) -> bool:
    answer = consent_at(case.consents.get(scope, ()), at)
    return answer is not None and answer.status(at) is ConsentStatus.GIVEN


def _uncovered(workflow: Workflow, case: Case, at: datetime) -> list[Event]:
    phase = case.position.phase
    rule = workflow.built_in.covers_next_phase.rule
    if phase is None or workflow.procedure.may_lead(case.lead.current.role, phase):
        return []
    if any(one.rule == rule for one in case.exceptions.open_breaches()):
        return []
    return [breach(workflow, case, "correct-entry", rule, at)]
