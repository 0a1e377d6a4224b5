"""When a review comes due: anchor + n * interval, in the workflow's calendar, never from now."""

from datetime import date, datetime

from ddrflow.dates import Period, add, local_day
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
    anchor = day
    if rule.anchored_at_opening:
        anchor = local_day(case.opened_at, workflow.procedure.zone)
    return ReviewScheduled(rule.name, anchor, *_after(anchor, rule.every, 1, day))


def _after(anchor: date, every: Period, occurrence: int, day: date) -> tuple[int, date]:
    """The first occurrence, from a given one on, that is due after a day; and when it is due."""
    due_on = add(anchor, every, occurrence)
    while due_on <= day:
        occurrence += 1
        due_on = add(anchor, every, occurrence)
    return occurrence, due_on


def held(rule: ReviewRule, review: Review, day: date, conference: str) -> ReviewHeld:
    """The occurrence was held on a day; the next is the first one due after that day."""
    following, due_on = _after(review.anchor_on, rule.every, review.occurrence + 1, day)
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
