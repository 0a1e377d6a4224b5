"""When time alone will next make something happen on a case: `lapse`, told in advance."""

from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from ddrflow.dates import end_of, fingerprint, local_day
from ddrflow.decide.act import name_of
from ddrflow.decide.deadline import answer_by
from ddrflow.decide.lapse import mark_of
from ddrflow.decide.overstaying import is_overstay_known, last_day
from ddrflow.model import commands as c
from ddrflow.model.case import Case
from ddrflow.model.consent import bases_at
from ddrflow.model.review import CatchUp, Overlap, Review, ReviewRule
from ddrflow.model.timer import Timer, TimerKind
from ddrflow.model.workflow import Workflow

#: Raised when the same case has other timers than it had before a change of this module.
MAKE: Final = 1
_ONE_DAY: Final = timedelta(days=1)


def timers(workflow: Workflow, case: Case, but: Container[str] = ()) -> tuple[Timer, ...]:
    """Every timer of a case, those of the reviews in `but` left out; none on a closed case.

    What is due by an instant is what `lapse` gives at that instant: before the first of them it
    gives nothing, and of each that is due it gives one command.
    """
    if not case.is_open:
        return ()
    return (
        *(_consents(workflow, case) if case.consents else ()),
        *(_orders(workflow, case) if case.bases else ()),
        *(_handover(workflow, case) if workflow.handover else ()),
        *(_stay(workflow, case) if workflow.states[case.position.state].limit else ()),
        *(_reviews(workflow, case, but) if case.reviews else ()),
    )


def derivation_of(workflow: Workflow) -> str:
    """From what the timers of a version's cases follow, beside the cases themselves.

    Where it is another one than it was, they are worked out anew.
    """
    procedure = workflow.procedure
    return f"{MAKE}-{fingerprint(procedure.zone, procedure.calendar)}"


def is_as_before(before: Case, after: Case) -> bool:
    """Nothing changed that a timer rests on; the versions of the workflow are the same."""
    return (
        before.position is after.position
        and before.reviews is after.reviews
        and before.consents is after.consents
        and before.bases is after.bases
        and before.lead is after.lead
        and before.exceptions is after.exceptions
    )


def _consents(workflow: Workflow, case: Case) -> Iterator[Timer]:
    for scope, answers in case.consents.items():
        last = answers[-1]
        if not last.is_given or last.withdrawn_at is not None or last.is_expiry_known:
            continue
        if last.ends_at is not None:
            day = last.expires_on or local_day(last.ends_at, workflow.procedure.zone)
            yield _timer(case, TimerKind.CONSENT, scope, (last.ends_at, day), c.MarkConsentExpired)


def _orders(workflow: Workflow, case: Case) -> Iterator[Timer]:
    if not case.bases:
        return
    zone = workflow.procedure.zone
    for one in bases_at(case.bases, max(one.set_at for one in case.bases)):
        ends_at = one.ends_at(zone)
        if ends_at is None or one.until is None or one.is_end_known or one.set_at >= ends_at:
            continue
        yield _timer(case, TimerKind.ORDER, one.measure, (ends_at, one.until), c.MarkOrderEnded)


def _handover(workflow: Workflow, case: Case) -> Iterator[Timer]:
    last = answer_by(workflow, case.lead.handover)
    if last is not None:
        when = (end_of(last, workflow.procedure.zone), last)
        yield _timer(case, TimerKind.HANDOVER, "", when, c.MarkProposalExpired)


def _stay(workflow: Workflow, case: Case) -> Iterator[Timer]:
    last = last_day(workflow, case)
    if last is not None and not is_overstay_known(case):
        when = (end_of(last, workflow.procedure.zone), last)
        yield _timer(case, TimerKind.STAY, case.position.state, when, c.MarkStateOverstayed)


def _reviews(workflow: Workflow, case: Case, but: Container[str]) -> Iterator[Timer]:
    zone = workflow.procedure.zone
    for name, review in case.reviews.items():
        if name in but:
            continue
        rule = workflow.reviews[name]
        for day in _candidates(rule, review):
            mark = mark_of(rule, review, day)
            if mark is not None:
                yield Timer(
                    TimerKind.REVIEW,
                    name,
                    end_of(day - _ONE_DAY, zone),
                    day,
                    name_of(mark),
                    case.lead.current.organisation,
                    review.occurrence,
                    rule.weight,
                )
                break


def _candidates(rule: ReviewRule, review: Review) -> Sequence[date]:
    """Days in order, of which one is the first on which there is something to say of a review."""
    if not review.waits:
        return min(review.due_on, rule.opens_on(review.due_on)), review.due_on
    days = [rule.last_day(review.due_on) + _ONE_DAY]
    if rule.overlap is Overlap.REPLACE:
        days.append(rule.day_after(review.anchor_on, review.occurrence))
    elif rule.catch_up is not CatchUp.ALL:
        following = max(review.occurrence, review.left_out) + 1
        days.append(rule.due_day(review.anchor_on, following))
    days.sort()
    return days


def _timer(
    case: Case, kind: TimerKind, name: str, when: tuple[datetime, date], mark: type[c.Command]
) -> Timer:
    organisation = case.lead.current.organisation
    return Timer(kind, name, *when, name_of(mark), organisation)
