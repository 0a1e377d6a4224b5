"""What time alone makes happen, as commands that go through `decide` like any other."""

from datetime import date, datetime

from ddrflow.dates import local_day
from ddrflow.decide.deadline import is_unanswered
from ddrflow.decide.overstaying import is_overstayed
from ddrflow.decide.scheduling import given_up, left_out
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import (
    Command,
    MarkConsentExpired,
    MarkOrderEnded,
    MarkProposalExpired,
    MarkReviewDue,
    MarkReviewGivenUp,
    MarkReviewLeftOut,
    MarkReviewMissed,
    MarkReviewReminded,
    MarkStateOverstayed,
)
from ddrflow.model.consent import bases_at
from ddrflow.model.review import Review, ReviewRule, ReviewStatus
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow


def lapse(
    workflow: Workflow, case: Case, standing: Standing | None, now: datetime
) -> tuple[Command, ...]:
    """The commands that are due on a case by now; none on a closed case.

    After an outage one review can be due, past its grace and overtaken by the next one at once:
    the first command is given now, and each further one when `lapse` is asked again.
    """
    del standing
    if not case.is_open:
        return ()
    today = local_day(now, workflow.procedure.zone)
    commands: list[Command] = [*_consents(case, now), *_orders(workflow, case, now)]
    if is_unanswered(workflow, case.lead.handover, now):
        commands.append(MarkProposalExpired(actor=KEEPER))
    if is_overstayed(workflow, case, now):
        commands.append(MarkStateOverstayed(actor=KEEPER))
    for name, review in case.reviews.items():
        mark = mark_of(workflow.reviews[name], review, today)
        if mark is not None:
            commands.append(mark(actor=KEEPER, review=name))
    return tuple(commands)


Mark = (
    type[MarkReviewReminded]
    | type[MarkReviewDue]
    | type[MarkReviewMissed]
    | type[MarkReviewLeftOut]
    | type[MarkReviewGivenUp]
)


def mark_of(rule: ReviewRule, review: Review, today: date) -> Mark | None:
    """What the day says of a review; nobody is reminded of one that is due already."""
    if review.waits:
        return _mark_waiting(rule, review, today)
    if review.due_on <= today:
        return MarkReviewDue
    if rule.remind is None or review.status is ReviewStatus.REMINDED:
        return None
    return MarkReviewReminded if rule.opens_on(review.due_on) <= today else None


def _mark_waiting(rule: ReviewRule, review: Review, today: date) -> Mark | None:
    if given_up(rule, review, today):
        return MarkReviewGivenUp
    if review.status is ReviewStatus.DUE and rule.last_day(review.due_on) < today:
        return MarkReviewMissed
    return MarkReviewLeftOut if left_out(rule, review, today) else None


def _consents(case: Case, now: datetime) -> list[Command]:
    """Each ran out when its last day ended, however late that is noticed."""
    return [
        MarkConsentExpired(actor=KEEPER, occurred_at=answers[-1].ends_at, scope=scope)
        for scope, answers in case.consents.items()
        if answers[-1].runs_out(now)
    ]


def _orders(workflow: Workflow, case: Case, now: datetime) -> list[Command]:
    """Each order that counts and whose last day is over, for the end of that day."""
    zone = workflow.procedure.zone
    return [
        MarkOrderEnded(actor=KEEPER, occurred_at=one.ends_at(zone), measure=one.measure)
        for one in bases_at(case.bases, now)
        if one.runs_out(now, zone)
    ]
