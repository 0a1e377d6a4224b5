"""Reviews come due, are missed, are held."""

from datetime import datetime

from ddrflow.dates import add, local_day
from ddrflow.decide.act import NOT_THE_CLOCK, Act, drafted, known, wrong_state
from ddrflow.decide.scheduling import held
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.review import Review, ReviewRule, ReviewStatus
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def due(workflow: Workflow, case: Case, command: c.MarkReviewDue, at: datetime) -> Act | Decision:
    """The clock's keeper says that the day has come; the day itself is checked."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-due") not in workflow.graphs.review:
        return _not_at_this_status(review)
    if local_day(at, workflow.procedure.zone) < review.due_on:
        return wrong_state("review.not-yet", _due(review))
    return Act((), drafted(e.ReviewFellDue(rule.name, review.anchor_on, review.occurrence)))


def missed(
    workflow: Workflow, case: Case, command: c.MarkReviewMissed, at: datetime
) -> Act | Decision:
    """The grace is over; who the file names is told, and the review still waits."""
    rule, review = _find(workflow, case, command.review)
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    if (review.status, "mark-review-missed") not in workflow.graphs.review:
        return _not_at_this_status(review)
    last = add(review.due_on, rule.grace) if rule.grace else review.due_on
    if local_day(at, workflow.procedure.zone) <= last:
        return wrong_state("review.not-yet", _due(review))
    event = e.ReviewMissed(rule.name, review.anchor_on, review.occurrence, rule.escalate_to)
    return Act((), drafted(event))


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
    opens = add(review.due_on, rule.remind, -1) if rule.remind else review.due_on
    if day < opens:
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
    status = review.status if review.status is not ReviewStatus.SCHEDULED else "scheduled"
    return wrong_state("review.not-at-this-status", Field("status", status), _due(review))
