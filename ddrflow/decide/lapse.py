"""What time alone makes happen, as commands that go through `decide` like any other."""

from datetime import datetime

from ddrflow.dates import add, local_day
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, MarkConsentExpired, MarkReviewDue, MarkReviewMissed
from ddrflow.model.review import ReviewStatus
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow


def lapse(
    workflow: Workflow, case: Case, standing: Standing | None, now: datetime
) -> tuple[Command, ...]:
    """The commands that are due on a case by now; none on a closed case.

    One review can be due and past its grace at once, after an outage: the first command is
    given now and the second when `lapse` is asked again.
    """
    del standing
    if not case.is_open:
        return ()
    today = local_day(now, workflow.procedure.zone)
    commands: list[Command] = _consents(case, now)
    for name, review in case.reviews.items():
        rule = workflow.reviews[name]
        last = add(review.due_on, rule.grace) if rule.grace else review.due_on
        if review.status is ReviewStatus.SCHEDULED and review.due_on <= today:
            commands.append(MarkReviewDue(actor=KEEPER, review=name))
        elif review.status is ReviewStatus.DUE and last < today:
            commands.append(MarkReviewMissed(actor=KEEPER, review=name))
    return tuple(commands)


def _consents(case: Case, now: datetime) -> list[Command]:
    """Each ran out when its last day ended, however late that is noticed."""
    return [
        MarkConsentExpired(actor=KEEPER, occurred_at=answers[-1].ends_at, scope=scope)
        for scope, answers in case.consents.items()
        if answers[-1].runs_out(now)
    ]
