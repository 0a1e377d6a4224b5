"""How the due day of a review came about, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ddrflow.dates import OnHoliday, Unit, end_of
from ddrflow.dates.public_holidays import edition
from ddrflow.decide.act import known
from ddrflow.decide.audience import classes_seen, redacted_reason
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.review import Review, ReviewRule
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow

_BY_MONTH: Final = (Unit.MONTH, Unit.YEAR)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateStep:
    """One step towards a due day: the day that it leads to, and why."""

    on: date
    what: Reason


def explain_date(
    workflow: Workflow, case: Case, review: str, now: datetime, viewer: Viewer | None = None
) -> tuple[DateStep, ...]:
    """How the due day of the next occurrence came about: from its anchor to its last instant.

    Days are those of the workflow's time zone. Where public holidays took part, it says by
    which edition of which library; the day on record stands, also where a later edition would
    lead to another one. Raises BadCommand for a review that does not run.
    """
    known("review", review, "running review", case.reviews)
    rule, found = workflow.reviews[review], case.reviews[review]
    steps = (
        *_counted(workflow, rule, found),
        *_moved(rule, found),
        *_recorded(rule, found),
        *_around(workflow, case, rule, found),
    )
    if viewer is None:
        return steps
    seen = classes_seen(workflow, case, viewer, now)
    return tuple(DateStep(one.on, redacted_reason(one.what, seen)) for one in steps)


def _counted(workflow: Workflow, rule: ReviewRule, review: Review) -> Iterator[DateStep]:
    """From the anchor to the regular day."""
    anchor = review.anchor_on
    zone = Field("zone", str(workflow.procedure.zone))
    if review.is_carried_over:
        yield DateStep(anchor, Reason("date.carried-over", (zone,)))
    elif rule.anchored_at_opening:
        yield DateStep(anchor, Reason("date.from-opening", (zone,)))
    else:
        states = ", ".join(f"`{one}`" for one in workflow.states if one in rule.states)
        yield DateStep(anchor, Reason("date.from-entering", (Field("states", states), zone)))
    day = rule.regular_day(anchor, review.occurrence)
    fields = (
        Field("occurrence", str(review.occurrence)),
        Field("every", str(rule.every)),
        Field("anchor_on", anchor.isoformat()),
    )
    yield DateStep(day, Reason("date.counted", fields))
    if rule.every.unit in _BY_MONTH and day.day != anchor.day:
        yield DateStep(day, Reason("date.clamped", (Field("day", str(anchor.day)),)))
    if rule.every.unit is Unit.WORKING_DAY:
        yield DateStep(day, Reason("date.working-days", (_calendar(rule),)))
        yield from _edition(rule, day)


def _moved(rule: ReviewRule, review: Review) -> Iterator[DateStep]:
    """From the regular day to the day that is shown."""
    calendar = rule.calendar
    day = rule.regular_day(review.anchor_on, review.occurrence)
    if calendar.is_working(day):
        return
    if rule.on_holiday is OnHoliday.KEEP:
        yield DateStep(day, Reason("date.kept", (Field("why", calendar.why_closed(day)),)))
        return
    target = rule.due_day(review.anchor_on, review.occurrence)
    step = _ONE_DAY if target > day else -_ONE_DAY
    while day != target:
        why = Field("why", calendar.why_closed(day))
        yield DateStep(day, Reason("date.not-working", (why,)))
        day += step
    yield DateStep(day, Reason("date.moved", (Field("on_holiday", rule.on_holiday),)))
    yield from _edition(rule, day)


def _recorded(rule: ReviewRule, review: Review) -> Iterator[DateStep]:
    """Where the record says another day than the schedule."""
    regular = Field("regular", rule.due_day(review.anchor_on, review.occurrence).isoformat())
    if review.called_for:
        fields = (Field("why", review.called_for), regular)
        yield DateStep(review.due_on, Reason("date.called", fields))
    elif review.due_on.isoformat() != regular.value:
        yield DateStep(review.due_on, Reason("date.on-record", (regular,)))


def _around(workflow: Workflow, case: Case, rule: ReviewRule, review: Review) -> Iterator[DateStep]:
    """Reminder before it, grace after it."""
    owner = Field("owner", rule.owner_in(case.lead.current.role))
    if rule.remind and not review.called_for:
        fields = (owner, Field("remind", str(rule.remind)))
        yield DateStep(rule.opens_on(review.due_on), Reason("date.reminder", fields))
    status = Field("status", review.status)
    yield DateStep(review.due_on, Reason("date.due", (owner, status)))
    last = rule.last_day(review.due_on)
    zone = workflow.procedure.zone
    until = Field("until", end_of(last, zone).astimezone(zone).isoformat())
    grace = Field("grace", str(rule.grace) if rule.grace else "none")
    yield DateStep(last, Reason("date.last-day", (grace, until)))


def _calendar(rule: ReviewRule) -> Field:
    return Field("calendar", str(rule.calendar))


def _edition(rule: ReviewRule, day: date) -> Iterator[DateStep]:
    """Which library's holidays the day rests on."""
    if rule.calendar.country:
        fields = (_calendar(rule), Field("edition", edition()))
        yield DateStep(day, Reason("date.rests-on", fields))
