"""When a review comes due: anchor + n * interval, in the workflow's calendar, never from now."""

from datetime import date, datetime

from ddrflow.dates import local_day
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference
from ddrflow.model.events import Event, ReviewEnded, ReviewHeld, ReviewScheduled
from ddrflow.model.review import CatchUp, Review, ReviewRule
from ddrflow.model.workflow import Workflow


def entering(workflow: Workflow, case: Case, state: str, at: datetime) -> tuple[Event, ...]:
    """The reviews that begin or end when the case comes into a state."""
    day = local_day(at, workflow.procedure.zone)
    events: list[Event] = []
    for name, rule in workflow.reviews.items():
        runs = name in case.reviews
        if state in rule.states and not runs:
            events.append(_first(workflow, case, rule, day))
        elif runs and state not in rule.states:
            events.append(ReviewEnded(name, case.reviews[name].anchor_on))
    return tuple(events)


def _first(workflow: Workflow, case: Case, rule: ReviewRule, day: date) -> ReviewScheduled:
    anchor = day
    if rule.anchored_at_opening:
        anchor = local_day(case.opened_at, workflow.procedure.zone)
    return ReviewScheduled(rule.name, anchor, *_after(rule, anchor, 1, day))


def _after(rule: ReviewRule, anchor: date, occurrence: int, day: date) -> tuple[int, date]:
    """The first occurrence, from a given one on, that is due after a day; and when it is due."""
    due_on = rule.due_day(anchor, occurrence)
    while due_on <= day:
        occurrence += 1
        due_on = rule.due_day(anchor, occurrence)
    return occurrence, due_on


def held(rule: ReviewRule, review: Review, day: date, conference: str) -> ReviewHeld:
    """The occurrence was held on a day; the next is the first one due after that day.

    Where the file catches up on all, the next is simply the next one. Called and held long
    before its regular day, an occurrence still comes on that day.
    """
    anchor, following, due_on = review.anchor_on, review.occurrence, review.due_on
    if review.called_for:
        due_on = rule.due_day(anchor, following)
    if day >= rule.opens_on(due_on):
        following += 1
    if rule.catch_up is CatchUp.ALL:
        due_on = rule.due_day(anchor, following)
    else:
        following, due_on = _after(rule, anchor, following, day)
    return ReviewHeld(
        review.name,
        review.anchor_on,
        review.occurrence,
        conference,
        following,
        due_on,
        review.due_on,
        review.called_for,
        day,
    )


def holds(rule: ReviewRule, review: Review, conference: Conference, day: date) -> bool:
    """A conference closed on a day counts for the occurrence that comes next.

    It counts from the reminder before the due day on, or from the due day where the file
    names no reminder: an earlier conference is one out of turn.
    """
    return rule.held_by == conference.type and day >= opens_on(rule, review)


def opens_on(rule: ReviewRule, review: Review) -> date:
    """From when on the occurrence that comes next can be held; one that was called, at once."""
    return review.due_on if review.called_for else rule.opens_on(review.due_on)
