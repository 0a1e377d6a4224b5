"""What follows from a command beyond its own event, by comparing the case before and after."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from ddrflow.dates import Period, Unit, add, local_day
from ddrflow.decide.ending_channels import not_open_after_all
from ddrflow.decide.scheduling import held, holds
from ddrflow.model.case import Case
from ddrflow.model.conference import CONVENED, Conference, Outcome
from ddrflow.model.consent import ConsentScope, TakingPart, lacking
from ddrflow.model.decision import Draft
from ddrflow.model.events import BreachOpened, ConferenceStopped, Event, ReviewReopened
from ddrflow.model.review import Holding
from ddrflow.model.workflow import Workflow

MEND_WITHIN = Period(14, Unit.DAY)
#: What a breach names where a review was left without being held.
REVIEW_HELD = "review.held"


def consequences(
    workflow: Workflow, before: Case, after: Case, at: datetime, now: datetime
) -> tuple[Draft, ...]:
    """Reviews that were held or were not after all, conferences that stop, new breaches.

    `at` is when the command took place; a breach counts its days from `now`, when it is known.
    """
    events = _reopened(workflow, before, after, now)
    events += _held_meanwhile(workflow, before, after)
    for conference in after.conferences.values():
        was = before.conferences.get(conference.conference)
        events += _held(workflow, after, was, conference)
        events += _without_consent(workflow, before, after, conference, at, now)
    events += uncovered(workflow, after, now)
    events += _unowned(workflow, after, now)
    events += not_open_after_all(workflow, after)
    return tuple(Draft(event) for event in events)


def breach(
    workflow: Workflow, case: Case, trigger: str, rule: str, now: datetime, owner: str = "lead"
) -> BreachOpened:
    """A breach with 14 days to mend, the lead's task or a role's; `named` gives it its id."""
    procedure = workflow.procedure
    due = add(local_day(now, procedure.zone), MEND_WITHIN, 1, procedure.calendar)
    role = case.lead.current.role if owner == "lead" else owner
    return BreachOpened("", trigger, rule, role, due)


def named(case: Case, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts of one command, each breach among them with an id of its own.

    Breaches are counted by themselves: an id with the entry's number in it would tell everybody
    who reads it how many entries there are.
    """
    number = count(case.exceptions.breaches_named + 1)
    return tuple(
        replace(one, event=replace(one.event, breach=f"breach-{next(number)}"))
        if isinstance(one.event, BreachOpened)
        else one
        for one in drafts
    )


def _reopened(workflow: Workflow, before: Case, after: Case, now: datetime) -> list[Event]:
    """Reviews that were not held after all: by a conference that does not count, or not at all.

    The earliest that was lost waits again, unless a later one was held: then it is past,
    and a breach says so.
    """
    events: list[Event] = []
    changed = _changed(before, after)
    for name, review in after.reviews.items():
        if review is before.reviews.get(name) and not any(
            one.conference in changed for one in review.holdings
        ):
            # What held it counts for what it counted for before.
            continue
        stands = [_stands(after, one) for one in review.holdings]
        last = max((place for place, one in enumerate(stands, 1) if one), default=0)
        waiting = review.holdings[last:]
        if waiting:
            one = waiting[0]
            events.append(
                ReviewReopened(
                    name,
                    review.anchor_on,
                    one.occurrence,
                    one.due_on,
                    one.status,
                    one.called_for,
                    one.conference,
                )
            )
        next_up = waiting[0].turn if waiting else review.turn
        events += [
            breach(workflow, after, "correct-entry", REVIEW_HELD, now)
            for one in _lost(before, after, name)
            if one.turn < next_up
        ]
    return events


def _changed(before: Case, after: Case) -> frozenset[str]:
    """The conferences that are others than they were."""
    names = {**before.conferences, **after.conferences}
    return frozenset(
        one for one in names if before.conferences.get(one) is not after.conferences.get(one)
    )


def _lost(before: Case, after: Case, name: str) -> Iterable[Holding]:
    """What counted as held before, and does not after, in the same run of a review."""
    was, review = before.reviews.get(name), after.reviews[name]
    if was is None or was.anchor_on != review.anchor_on:
        return ()
    stood = {_way(one): one for one in was.holdings if _stands(before, one)}
    had = Counter(_way(one) for one in was.holdings if _stands(before, one))
    kept = Counter(_way(one) for one in review.holdings if _stands(after, one))
    return [stood[way] for way in (had - kept).elements()]


def _way(holding: Holding) -> tuple[int, date, str]:
    return (*holding.turn, holding.conference)


def _stands(case: Case, holding: Holding) -> bool:
    """What held the occurrence counts."""
    conference = case.conferences.get(holding.conference)
    return conference is None or conference.outcome is Outcome.HELD


def _held_meanwhile(workflow: Workflow, before: Case, after: Case) -> list[Event]:
    """Reviews that run again by a correction, and were held by a conference in between."""
    events: list[Event] = []
    for name, review in after.reviews.items():
        was = before.reviews.get(name)
        if was is not None and was.anchor_on == review.anchor_on:
            continue
        rule = workflow.reviews[name]
        days = [
            (local_day(one.closed_at, workflow.procedure.zone), one)
            for one in after.conferences.values()
            if one.outcome is Outcome.HELD and one.closed_at is not None
        ]
        holding = [(day, one) for day, one in days if holds(rule, review, one, day)]
        used = {one.conference for one in review.holdings}
        events += [
            held(rule, review, day, one.conference)
            for day, one in holding[:1]
            if one.conference not in used
        ]
    return events


def _unowned(workflow: Workflow, case: Case, now: datetime) -> list[Event]:
    """Open needs whose owner nobody plays any more; one breach for all of them."""
    rule = workflow.built_in.owe_nothing.rule
    if not without_owner(case, now):
        return []
    if any(one.rule == rule for one in case.exceptions.open_breaches()):
        return []
    return [breach(workflow, case, "correct-entry", rule, now)]


def without_owner(case: Case, now: datetime) -> tuple[str, ...]:
    """Roles that own an open need and that nobody plays."""
    owners = dict.fromkeys(one.owner for one in case.care.open_needs())
    return tuple(one for one in owners if not case.parties.organisations(one, now))


def _held(workflow: Workflow, case: Case, was: Conference | None, now: Conference) -> list[Event]:
    """Reviews that a conference holds by counting from this command on."""
    if was is now:
        return []
    counted = was is not None and was.outcome is Outcome.HELD
    if counted or now.outcome is not Outcome.HELD or now.closed_at is None:
        return []
    day = local_day(now.closed_at, workflow.procedure.zone)
    return [
        held(workflow.reviews[name], review, day, now.conference)
        for name, review in case.reviews.items()
        if holds(workflow.reviews[name], review, now, day)
    ]


def _without_consent(
    workflow: Workflow,
    before: Case,
    after: Case,
    conference: Conference,
    at: datetime,
    now: datetime,
) -> list[Event]:
    """What may not go on now, and which stages lost the consent that they began with."""
    kind = workflow.procedure.conferences[conference.type]
    if kind.consent is None:
        return []
    need, zone = kind.consent, workflow.procedure.zone
    scope = workflow.procedure.consents[need.scope]
    begun = [
        since
        for stage, since in zip(conference.stages_entered, conference.entered_at, strict=True)
        if kind.is_consent_needed(stage)
    ]
    events: list[Event] = []
    needed = kind.is_consent_needed(CONVENED) or bool(begun)
    # A stage entered late meets what was said since: it may not go on past a withdrawal.
    latest = max([at, *_changes(after.taking_part, scope, need.unless_ordered)])
    lost = lacking(after.taking_part, scope, need.unless_ordered, latest, zone)
    if needed and conference.is_under_way and lost:
        events.append(ConferenceStopped(conference.conference, lost[0]))

    def held_until(case: Case, since: datetime) -> bool:
        """Also where what ended at this very instant still covered it."""
        taking = case.taking_part
        return any(
            not lacking(one, scope, need.unless_ordered, since, zone)
            for one in (taking, taking.just_before(since))
        )

    agreed = [one for one in begun if held_until(before, one)]
    if not all(held_until(after, one) for one in agreed):
        events.append(breach(workflow, before, _said_by(before, after), "consent.valid", now))
    return events


def _said_by(before: Case, after: Case) -> str:
    """What took away that on which a stage began."""
    if before.consents != after.consents:
        return "withdraw-consent"
    return "set-participation" if before.bases != after.bases else "record-minority"


def _changes(taking: TakingPart, scope: ConsentScope, measure: str) -> Iterable[datetime]:
    """When something was last said about what a conference rests on."""
    for name in (scope.name, scope.minor):
        yield from (one.last_change for one in taking.consents.get(name, ()))
    yield from (one.set_at for one in taking.bases if one.measure == measure)
    yield from (one.recorded_at for one in taking.minority if scope.minor)


def uncovered(
    workflow: Workflow, case: Case, now: datetime, trigger: str = "correct-entry"
) -> list[Event]:
    """A breach where the lead's remit does not cover the phase and none says so yet."""
    phase = case.position.phase
    rule = workflow.built_in.covers_next_phase.rule
    if phase is None or workflow.procedure.may_lead(case.lead.current.role, phase):
        return []
    if any(one.rule == rule for one in case.exceptions.open_breaches()):
        return []
    return [breach(workflow, case, trigger, rule, now)]
