"""Where each review of the case stands. A review that does not run is left alone."""

from collections.abc import Mapping
from dataclasses import replace

from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.review import Review, ReviewStatus

Reviews = Mapping[str, Review]


def scheduled(case: Case, entry: Entry, event: e.ReviewScheduled) -> Reviews:
    """The review runs; its first occurrence has a day."""
    del entry
    first = Review(event.review, event.anchor_on, event.occurrence, event.due_on)
    return {**case.reviews, event.review: first}


def fell_due(case: Case, entry: Entry, event: e.ReviewFellDue) -> Reviews:
    """The day of the occurrence came."""
    del entry
    return _with_status(case, event.review, ReviewStatus.DUE)


def missed(case: Case, entry: Entry, event: e.ReviewMissed) -> Reviews:
    """The grace is over; the occurrence still waits to be held."""
    del entry
    return _with_status(case, event.review, ReviewStatus.MISSED)


def held(case: Case, entry: Entry, event: e.ReviewHeld) -> Reviews:
    """The next occurrence takes the place of the one that was held."""
    del entry
    old = case.reviews.get(event.review)
    if old is None:
        return case.reviews
    following = Review(
        old.name,
        old.anchor_on,
        event.next_occurrence,
        event.next_due_on,
        held_in=event.conference,
        held_occurrence=event.occurrence,
        held_status=old.status,
    )
    return {**case.reviews, event.review: following}


def reopened(case: Case, entry: Entry, event: e.ReviewReopened) -> Reviews:
    """The occurrence that was taken for held waits again."""
    del entry
    old = case.reviews.get(event.review)
    if old is None:
        return case.reviews
    waiting = Review(old.name, old.anchor_on, event.occurrence, event.due_on, event.status)
    return {**case.reviews, event.review: waiting}


def ended(case: Case, entry: Entry, event: e.ReviewEnded) -> Reviews:
    """The case left the states in which the review runs."""
    del entry
    return {name: one for name, one in case.reviews.items() if name != event.review}


def _with_status(case: Case, name: str, status: ReviewStatus) -> Reviews:
    old = case.reviews.get(name)
    return case.reviews if old is None else {**case.reviews, name: replace(old, status=status)}
