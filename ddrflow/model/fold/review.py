"""Where each review of the case stands. A review that does not run is left alone."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.review import Holding, Review, ReviewStatus

Reviews = Mapping[str, Review]


def scheduled(case: Case, entry: Entry, event: e.ReviewScheduled) -> Reviews:
    """The review runs; its first occurrence has a day."""
    del entry
    first = Review(event.review, event.anchor_on, event.occurrence, event.due_on)
    return {**case.reviews, event.review: first}


def reminded(case: Case, entry: Entry, event: e.ReviewReminded) -> Reviews:
    """The owner knows that the occurrence comes due."""
    del entry
    return _with_status(case, event, ReviewStatus.REMINDED)


def called(case: Case, entry: Entry, event: e.ReviewCalled) -> Reviews:
    """The occurrence is due now, for a reason; when it would have been is the rule's to say."""
    del entry
    old = _running(case, event)
    if old is None or old.occurrence != event.occurrence:
        return case.reviews
    waiting = replace(old, due_on=event.due_on, status=ReviewStatus.DUE, called_for=event.why)
    return {**case.reviews, event.review: waiting}


def fell_due(case: Case, entry: Entry, event: e.ReviewFellDue) -> Reviews:
    """The day of the occurrence came."""
    del entry
    return _with_status(case, event, ReviewStatus.DUE)


def missed(case: Case, entry: Entry, event: e.ReviewMissed) -> Reviews:
    """The grace is over; the occurrence still waits to be held."""
    del entry
    return _with_status(case, event, ReviewStatus.MISSED)


def left_out(case: Case, entry: Entry, event: e.ReviewLeftOut) -> Reviews:
    """The one that waits stays; the one that came is known not to come."""
    del entry
    old = _running(case, event)
    if old is None or event.occurrence <= old.occurrence:
        return case.reviews
    return {**case.reviews, event.review: replace(old, left_out=event.occurrence)}


def given_up(case: Case, entry: Entry, event: e.ReviewGivenUp) -> Reviews:
    """The next occurrence takes the place of one that is not to be held any more."""
    del entry
    old, turn = _running(case, event), (event.occurrence, event.due_on)
    if old is None or old.turn != turn:
        return case.reviews
    over = Holding(*turn, old.status, called_for=old.called_for)
    following = Review(
        old.name,
        old.anchor_on,
        event.next_occurrence,
        event.next_due_on,
        holdings=old.holdings,
        given_up=(*old.given_up, over),
        is_carried_over=old.is_carried_over,
    )
    return {**case.reviews, event.review: following}


def held(case: Case, entry: Entry, event: e.ReviewHeld) -> Reviews:
    """The next occurrence takes the place of the one that was held.

    One that was given up, and was held in time after all, leaves the one that waits alone.
    """
    del entry
    old = _running(case, event)
    if old is None:
        return case.reviews
    holding = _holding(old, event)
    holdings = tuple(sorted((*old.holdings, holding), key=lambda one: one.turn))
    others = tuple(one for one in old.given_up if one.turn != holding.turn)
    if others != old.given_up:
        kept = replace(old, holdings=holdings, given_up=others)
        return {**case.reviews, event.review: kept}
    following = Review(
        old.name,
        old.anchor_on,
        event.next_occurrence,
        event.next_due_on,
        holdings=(*old.holdings, holding),
        given_up=old.given_up,
        is_carried_over=old.is_carried_over,
    )
    return {**case.reviews, event.review: following}


def _holding(old: Review, event: e.ReviewHeld) -> Holding:
    """The turn that the event speaks of; another one waits where the holding before was lost."""
    due_on = event.due_on or old.due_on
    status, called_for = old.status, old.called_for
    if old.turn != (event.occurrence, due_on):
        called_for = event.called_for
        status = ReviewStatus.DUE if called_for else ReviewStatus.SCHEDULED
    return Holding(event.occurrence, due_on, status, event.conference, called_for, event.held_on)


def reopened(case: Case, entry: Entry, event: e.ReviewReopened) -> Reviews:
    """The occurrence that was taken for held waits again, and none after it was held."""
    del entry
    old = _running(case, event)
    if old is None:
        return case.reviews
    first = (event.occurrence, event.due_on)
    kept = takewhile(
        lambda one: one.turn < first or event.conference not in ("", one.conference), old.holdings
    )
    waiting = Review(
        old.name,
        old.anchor_on,
        event.occurrence,
        event.due_on,
        event.status,
        tuple(kept),
        event.called_for,
        given_up=tuple(one for one in old.given_up if one.turn < first),
        is_carried_over=old.is_carried_over,
    )
    return {**case.reviews, event.review: waiting}


def ended(case: Case, entry: Entry, event: e.ReviewEnded) -> Reviews:
    """The case left the states in which the review runs."""
    del entry
    if _running(case, event) is None:
        return case.reviews
    return {name: one for name, one in case.reviews.items() if name != event.review}


def carried_over(case: Case, entry: Entry, event: e.ReviewCarriedOver) -> Reviews:
    """The same review under the name and the anchor that it has from now on."""
    del entry
    old = _running(case, event)
    if old is None:
        return case.reviews
    kept = replace(
        old,
        name=event.named,
        anchor_on=event.new_anchor_on,
        occurrence=event.occurrence,
        due_on=event.due_on,
        is_carried_over=old.is_carried_over or event.new_anchor_on != old.anchor_on,
    )
    others = {name: one for name, one in case.reviews.items() if name != event.review}
    return {**others, event.named: kept}


Passing = e.ReviewReminded | e.ReviewFellDue | e.ReviewMissed
Over = e.ReviewLeftOut | e.ReviewGivenUp | e.ReviewHeld | e.ReviewReopened | e.ReviewEnded
Befallen = Passing | e.ReviewCalled | Over | e.ReviewCarriedOver


def _running(case: Case, event: Befallen) -> Review | None:
    """The review, where it is the run that the event speaks of."""
    review = case.reviews.get(event.review)
    return review if review is not None and review.anchor_on == event.anchor_on else None


def _with_status(case: Case, event: Passing, status: ReviewStatus) -> Reviews:
    """It counts for its own turn; one that was stored without a day, for any of its number."""
    old = _running(case, event)
    if old is None or old.turn != (event.occurrence, event.due_on or old.due_on):
        return case.reviews
    # Time does this to every review again and again: `replace` costs three times as much.
    stands = Review(
        old.name,
        old.anchor_on,
        old.occurrence,
        old.due_on,
        status,
        old.holdings,
        old.called_for,
        old.left_out,
        old.given_up,
        old.is_carried_over,
    )
    return {**case.reviews, event.review: stands}
