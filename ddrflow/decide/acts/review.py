"""Reviews are reminded of, called, come due, are missed, are held."""

from datetime import datetime

from ddrflow.dates import local_day
from ddrflow.decide.act import NOT_THE_CLOCK, Act, drafted, known, wrong_state
from ddrflow.decide.scheduling import can_be_held, given_up, held, left_out
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.review import Review, ReviewRule
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def remind(
    workflow: Workflow, case: Case, command: c.MarkReviewReminded, at: datetime
) -> Act | Decision:
    """The clock's keeper says that the owner is reminded; when that is, is checked."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-reminded") not in workflow.graphs.review:
        return _not_at_this_status(review)
    if local_day(at, workflow.procedure.zone) < rule.opens_on(review.due_on):
        return wrong_state("review.not-yet", _due(review))
    owner = rule.owner_in(case.lead.current.role)
    run = (rule.name, review.anchor_on, review.occurrence)
    event = e.ReviewReminded(*run, owner, review.due_on)
    return Act((), drafted(event))


def call(workflow: Workflow, case: Case, command: c.CallReview, at: datetime) -> Act | Decision:
    """An agency sees the need for it before its day; one that is due already is held.

    Nobody calls it for a day before the review was held last.
    """
    _, review = _find(workflow, case, command.review)
    if (review.status, "call-review") not in workflow.graphs.review:
        return _not_at_this_status(review)
    day = local_day(at, workflow.procedure.zone)
    if day < review.since:
        since = Field("since", review.since.isoformat())
        return wrong_state("order.before-last-step", since)
    event = e.ReviewCalled(review.name, review.anchor_on, review.occurrence, day, command.why)
    built_in = workflow.built_in
    rules = (built_in.bound, built_in.professional_acts)
    return Act(rules, drafted(event, text=command.text), About("call-review"))


def due(workflow: Workflow, case: Case, command: c.MarkReviewDue, at: datetime) -> Act | Decision:
    """The clock's keeper says that the day has come; the day itself is checked."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-due") not in workflow.graphs.review:
        return _not_at_this_status(review)
    if local_day(at, workflow.procedure.zone) < review.due_on:
        return wrong_state("review.not-yet", _due(review))
    run = (rule.name, review.anchor_on, review.occurrence)
    return Act((), drafted(e.ReviewFellDue(*run, review.due_on)))


def missed(
    workflow: Workflow, case: Case, command: c.MarkReviewMissed, at: datetime
) -> Act | Decision:
    """The grace is over; who the file names is told, and the review still waits."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-missed") not in workflow.graphs.review:
        return _not_at_this_status(review)
    if local_day(at, workflow.procedure.zone) <= rule.last_day(review.due_on):
        return wrong_state("review.not-yet", _due(review))
    run = (rule.name, review.anchor_on, review.occurrence)
    event = e.ReviewMissed(*run, rule.escalate_to, review.due_on)
    return Act((), drafted(event))


def leave_out(
    workflow: Workflow, case: Case, command: c.MarkReviewLeftOut, at: datetime
) -> Act | Decision:
    """The clock's keeper says that an occurrence does not come while the one before it waits."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-left-out") not in workflow.graphs.review:
        return _not_at_this_status(review)
    event = left_out(rule, review, local_day(at, workflow.procedure.zone))
    return Act((), drafted(event)) if event else wrong_state("review.none-left-out", _due(review))


def give_up(
    workflow: Workflow, case: Case, command: c.MarkReviewGivenUp, at: datetime
) -> Act | Decision:
    """The clock's keeper says that the file does not have it held any more."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-given-up") not in workflow.graphs.review:
        return _not_at_this_status(review)
    event = given_up(rule, review, local_day(at, workflow.procedure.zone))
    return Act((), drafted(event)) if event else wrong_state("review.not-given-up", _due(review))


def hold(workflow: Workflow, case: Case, command: c.HoldReview, at: datetime) -> Act | Decision:
    """A review that a conference holds is held by nothing else."""
    rule, review = _find(workflow, case, command.review)
    if rule.held_by:
        kind = workflow.procedure.conferences[rule.held_by]
        remedy = Remedy(
            "convene-conference",
            (("type", kind.name),),
            ("conference", "planned_on"),
            kind.convened_by,
        )
        return wrong_state("review.held-by-conference", remedies=(remedy,))
    day = local_day(at, workflow.procedure.zone)
    if not can_be_held(rule, review, day):
        return wrong_state("review.not-yet", _due(review))
    event = held(rule, review, day, "")
    built_in = workflow.built_in
    rules = (built_in.bound, built_in.professional_acts)
    return Act(rules, drafted(event, text=command.text), About("hold-review"))


def _find(workflow: Workflow, case: Case, name: str) -> tuple[ReviewRule, Review]:
    known("review", name, "running review", case.reviews)
    return workflow.reviews[name], case.reviews[name]


def _due(review: Review) -> Field:
    return Field("due_on", review.due_on.isoformat())


def _not_at_this_status(review: Review) -> Decision:
    status = Field("status", review.status)
    return wrong_state("review.not-at-this-status", status, _due(review))
