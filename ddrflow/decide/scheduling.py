"""When a review comes due: anchor + n * interval, in the workflow's calendar, never from now."""

from datetime import date, datetime

from ddrflow.dates import local_day
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference
from ddrflow.model.events import (
    Event,
    ReviewEnded,
    ReviewGivenUp,
    ReviewHeld,
    ReviewLeftOut,
    ReviewScheduled,
)
from ddrflow.model.review import CatchUp, Holding, Overlap, Review, ReviewRule, ReviewStatus, Turn
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
    before its regular day, an occurrence still comes on that day. One that was given up, and was
    held in time, leaves the one that comes next as it is.
    """
    late = held_after_all(rule, review, day)
    if late is not None:
        run = (review.name, review.anchor_on, late.occurrence)
        return ReviewHeld(*run, conference, *review.turn, late.due_on, late.called_for, day)
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
    return rule.held_by == conference.type and can_be_held(rule, review, day)


def can_be_held(rule: ReviewRule, review: Review, day: date) -> bool:
    """A day on which the occurrence that comes next can be held, or could one that was given up."""
    return day >= opens_on(rule, review) or held_after_all(rule, review, day) is not None


def held_after_all(rule: ReviewRule, review: Review, day: date) -> Holding | None:
    """What was given up and could still be held on a day: what is recorded late counts."""
    return next(
        (
            one
            for one in review.given_up
            if opens_on(rule, one) <= day and not _gives_up(rule, review.anchor_on, one.turn, day)
        ),
        None,
    )


def given_up(rule: ReviewRule, review: Review, day: date) -> ReviewGivenUp | None:
    """The turn that waits is not to be held any more, by a day; None where it still is.

    One whose grace is over is recorded as missed first. Called long before its regular day, an
    occurrence still comes on that day.
    """
    if not review.waits or not _gives_up(rule, review.anchor_on, review.turn, day):
        return None
    if review.status is ReviewStatus.DUE and rule.last_day(review.due_on) < day:
        return None
    following = review.occurrence
    regular = rule.due_day(review.anchor_on, following)
    if not review.called_for or day >= rule.opens_on(regular):
        following += 1
    due_on = rule.due_day(review.anchor_on, following)
    run = (review.name, review.anchor_on)
    return ReviewGivenUp(*run, *review.turn, following, due_on, rule.escalate_to)


def left_out(rule: ReviewRule, review: Review, day: date) -> ReviewLeftOut | None:
    """The first occurrence whose day came by a day while the one before it waited.

    None where there is none that nobody knows of yet, and where the file has each of them held.
    """
    if not review.waits or rule.catch_up is CatchUp.ALL or rule.overlap is not Overlap.SKIP:
        return None
    number = max(review.occurrence, review.left_out) + 1
    due_on = rule.due_day(review.anchor_on, number)
    if due_on > day:
        return None
    return ReviewLeftOut(review.name, review.anchor_on, number, due_on, rule.escalate_to)


def _gives_up(rule: ReviewRule, anchor: date, turn: Turn, day: date) -> bool:
    """By its grace, where nothing is caught up on, or by the occurrence that replaces it."""
    by_grace = rule.catch_up is CatchUp.NONE and rule.last_day(turn[1]) < day
    return by_grace or (rule.overlap is Overlap.REPLACE and rule.day_after(anchor, turn[0]) <= day)


def opens_on(rule: ReviewRule, turn: Review | Holding) -> date:
    """From when on a turn can be held; one that was called, at once."""
    return turn.due_on if turn.called_for else rule.opens_on(turn.due_on)
