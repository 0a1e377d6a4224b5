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
    """What may not go on now, and which stages lost the consent that they began with."""
    kind = workflow.procedure.conferences[conference.type]
    if kind.consent is None:
        return []
    scope = kind.consent.scope
    begun = [
        since
        for stage, since in zip(conference.stages_entered, conference.entered_at, strict=True)
        if kind.is_consent_needed(stage)
    ]
    events: list[Event] = []
    needed = kind.is_consent_needed(CONVENED) or bool(begun)
    # A stage entered late meets what was said since: it may not go on past a withdrawal.
    latest = max([at, *(one.last_change for one in after.consents.get(scope, ()))])
    if needed and conference.is_under_way and not _has_consent(after, scope, latest):
        events.append(ConferenceStopped(conference.conference, scope))
    agreed = [one for one in begun if _held_until(before, scope, one)]
    if not all(_held_until(after, scope, one) for one in agreed):
        events.append(breach(workflow, before, "withdraw-consent", "consent.valid", at))
    return events


def _has_consent(case: Case, scope: str, at: datetime) -> bool:
    answer = consent_at(case.consents.get(scope, ()), at)
    return answer is not None and answer.status(at) is ConsentStatus.GIVEN


def _held_until(case: Case, scope: str, at: datetime) -> bool:
    """As `_has_consent`, where what ended at this very instant still covered it."""
    answer = consent_at(case.consents.get(scope, ()), at)
    return _has_consent(case, scope, at) or (answer is not None and answer.withdrawn_at == at)


def _uncovered(workflow: Workflow, case: Case, at: datetime) -> list[Event]:
    phase = case.position.phase
    rule = workflow.built_in.covers_next_phase.rule
    if phase is None or workflow.procedure.may_lead(case.lead.current.role, phase):
        return []
    if any(one.rule == rule for one in case.exceptions.open_breaches()):
        return []
    return [breach(workflow, case, "correct-entry", rule, at)]
