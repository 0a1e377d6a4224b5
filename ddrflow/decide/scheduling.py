"""When a review comes due: anchor + n * interval, in the workflow's calendar, never from now."""

from datetime import date, datetime

from ddrflow.dates import add, local_day
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference
from ddrflow.model.events import Event, ReviewEnded, ReviewHeld, ReviewScheduled
from ddrflow.model.review import Review, ReviewRule
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
    opened = local_day(case.opened_at, workflow.procedure.zone)
    anchor = opened if rule.anchored_at_opening else day
    occurrence = 1
    while add(anchor, rule.every, occurrence) <= day:
        occurrence += 1
    return ReviewScheduled(rule.name, anchor, occurrence, add(anchor, rule.every, occurrence))


def held(rule: ReviewRule, review: Review, day: date, conference: str) -> ReviewHeld:
    """The occurrence was held on a day; the next is the first one due after that day."""
    following = review.occurrence + 1
    while add(review.anchor_on, rule.every, following) <= day:
        following += 1
    due_on = add(review.anchor_on, rule.every, following)
    return ReviewHeld(
        review.name, review.anchor_on, review.occurrence, conference, following, due_on
    )


def holds(rule: ReviewRule, review: Review, conference: Conference, day: date) -> bool:
    """A conference closed on a day counts for the occurrence that comes next.

    It counts from the reminder before the due day on, or from the due day where the file
    names no reminder: an earlier conference is one out of turn.
    """
    opens = add(review.due_on, rule.remind, -1) if rule.remind else review.due_on
    return rule.held_by == conference.type and day >= opens
