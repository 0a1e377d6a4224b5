"""Why is it not moving? For each case since when, for what, on whom."""

from dataclasses import dataclass, replace
from datetime import datetime

from ddrflow.decide.asking import ask_all
from ddrflow.decide.audience import as_decided_for, classes_seen, known_to, redacted
from ddrflow.decide.owed import unanswered, untold
from ddrflow.decide.since import last_change
from ddrflow.decide.stepping import no_such_step
from ddrflow.decide.wait import Wait
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.decision import Outcome
from ddrflow.model.information import InformationClass
from ddrflow.model.lead import HandoverStage
from ddrflow.model.question import Question
from ddrflow.model.review import ReviewStatus
from ddrflow.model.standing import Standing
from ddrflow.model.verdict import Field, Reason, Remedy, Verdict
from ddrflow.model.workflow import Step, StepKind, Workflow


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands between a case and one step: nothing, if `verdicts` is empty.

    `by` are the roles that may take the step; `reason` speaks where the step leads nowhere
    from here. A step that `happens` is never refused: its verdicts would become breaches.
    """

    trigger: str
    target: str
    by: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()
    reason: Reason | None = None
    happens: bool = False

    @property
    def is_free(self) -> bool:
        """Nothing refuses the step."""
        refused = not self.happens and any(one.refuses for one in self.verdicts)
        return self.reason is None and not refused


def why_not(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    now: datetime,
    *,
    trigger: str = "",
    viewer: Viewer | None = None,
) -> tuple[Obstacles, ...]:
    """What stands in the way of one trigger, or of every step from here; nothing changes.

    Asked as if by somebody who may take the step. For a viewer, fields of a class that the
    viewer may not see are withheld.
    """
    if viewer is not None:
        case = as_decided_for(workflow, case, viewer)
    state = case.position.state
    if trigger and (state, trigger) not in workflow.steps:
        return (_nowhere(workflow, case, trigger),)
    chosen = (workflow.steps[state, trigger],) if trigger else workflow.steps_from(state)
    found = tuple(_obstacles(workflow, case, standing, step, now) for step in chosen)
    if viewer is None:
        return found
    seen = classes_seen(workflow, case, viewer, now)
    return tuple(
        replace(one, verdicts=tuple(redacted(verdict, seen) for verdict in one.verdicts))
        for one in found
    )


def waiting(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    now: datetime,
    viewer: Viewer | None = None,
) -> tuple[Wait, ...]:
    """Everything a case waits for, oldest first, each on somebody; once closed, its breaches.

    For a viewer, what it may not see is left out: that it exists would tell.
    """
    if viewer is not None:
        case = as_decided_for(workflow, case, viewer)
    sight = case if viewer is None else known_to(workflow, case, viewer, now)
    waits = _on_breaches(case)
    waits += untold(workflow, sight, now, viewer)
    if case.is_open:
        waits += unanswered(sight)
        waits += _on_steps(workflow, case, sight, standing, now)
        waits += _on_successor(workflow, case)
        waits += _on_reviews(workflow, case, now)
        waits += _on_conferences(workflow, case)
    found = sorted((_with_organisations(case, one, now) for one in waits), key=_oldest)
    if viewer is None:
        return tuple(found)
    seen = classes_seen(workflow, case, viewer, now)
    known = [one for one in found if all(each.shown_to in seen for each in one.what.fields)]
    return tuple(_seen_by(one, seen) for one in known)


def _nowhere(workflow: Workflow, case: Case, trigger: str) -> Obstacles:
    decision = no_such_step(workflow, case, trigger)
    target = "" if decision.outcome is Outcome.UNKNOWN_TRIGGER else case.position.state
    return Obstacles(trigger, target, (), reason=decision.reason)


def _obstacles(
    workflow: Workflow, case: Case, standing: Standing | None, step: Step, now: datetime
) -> Obstacles:
    rules = tuple(use for use in step.rules if not use.entitles)
    question = Question(case, standing, workflow.procedure, NOBODY, now, step.about)
    verdicts = tuple(one for one in ask_all(rules, question) if not one.is_met)
    by, happens = tuple(sorted(step.by)), step.kind is StepKind.HAPPENED
    return Obstacles(step.trigger, step.target.name, by, verdicts, happens=happens)


NOBODY = Actor("", "", "")


def _on_steps(
    workflow: Workflow, case: Case, sight: Case, standing: Standing | None, now: datetime
) -> list[Wait]:
    waits: list[Wait] = []
    for step in workflow.steps_from(case.position.state):
        if step.kind is StepKind.HAPPENED:
            continue
        found = _obstacles(workflow, case, standing, step, now)
        for verdict in found.verdicts:
            if verdict.refuses and verdict.reason is not None:
                # Waited for is whoever supplies what is missing, not who could do without it.
                mending = [one for one in verdict.remedies if one.command != "allow-deviation"]
                roles = tuple(dict.fromkeys(role for one in mending for role in one.by))
                since = last_change(sight, workflow.reads.get(verdict.rule, frozenset()))
                waits.append(Wait(since, verdict.reason, roles, (), verdict.remedies))
        if found.is_free:
            take = Remedy("take-step", (("trigger", step.trigger),), by=found.by)
            what = Reason("waiting.step-is-free", (Field("trigger", step.trigger),))
            waits.append(Wait(case.position.since, what, found.by, (), (take,)))
    return waits


def _on_successor(workflow: Workflow, case: Case) -> list[Wait]:
    handover = case.lead.handover
    at = handover.accepted_at or handover.proposed_at
    if at is None or handover.stage is HandoverStage.NONE:
        return []
    successor = Field("successor", handover.role)
    if handover.stage is HandoverStage.ACCEPTED:
        roles: tuple[str, ...] = (handover.role, case.lead.current.role)
        phase = case.position.phase
        # Who leads in the next phase only takes over once the case is there.
        is_time = phase is None or workflow.procedure.may_lead(handover.role, phase)
        remedies = (Remedy("take-over-lead", by=roles),) if is_time else ()
        return [Wait(at, Reason("waiting.take-over", (successor,)), roles, (), remedies)]
    roles = (handover.role,)
    answers = (Remedy("accept-lead", by=roles), Remedy("decline-lead", by=roles))
    return [Wait(at, Reason("waiting.acceptance", (successor,)), roles, (), answers)]


def _on_reviews(workflow: Workflow, case: Case, now: datetime) -> list[Wait]:
    del now
    waits: list[Wait] = []
    for name, review in case.reviews.items():
        if review.status is ReviewStatus.SCHEDULED:
            continue
        rule = workflow.reviews[name]
        owner = rule.owner_in(case.lead.current.role)
        fields = (Field("review", name), Field("due_on", review.due_on.isoformat()))
        since = case.touched.get("reviews", case.position.since)
        remedy = (
            Remedy("convene-conference", (("type", rule.held_by),), ("conference", "planned_on"))
            if rule.held_by
            else Remedy("hold-review", (("review", name),))
        )
        what = Reason(f"waiting.review-{review.status}", fields)
        waits.append(Wait(since, what, (owner,), (), (remedy,)))
    return waits


def _on_breaches(case: Case) -> list[Wait]:
    return [
        Wait(
            one.opened_at,
            Reason(
                "waiting.breach",
                (
                    Field("breach", one.breach, InformationClass.INTERNAL),
                    Field("rule", one.rule, InformationClass.INTERNAL),
                    Field("due_on", one.due_on.isoformat(), InformationClass.INTERNAL),
                ),
            ),
            (one.owner,),
            (),
            (Remedy("close-breach", (("breach", one.breach),)),),
        )
        for one in case.exceptions.open_breaches()
    ]


def _on_conferences(workflow: Workflow, case: Case) -> list[Wait]:
    return [
        Wait(
            one.stage_since,
            Reason(
                "waiting.conference",
                (
                    Field("conference", one.conference, kind.information),
                    Field("stage", one.stage, kind.information),
                ),
            ),
            kind.convened_by,
            (),
        )
        for one in case.conferences.values()
        if one.is_under_way
        for kind in (workflow.procedure.conferences[one.type],)
    ]


def _with_organisations(case: Case, wait: Wait, now: datetime) -> Wait:
    """With those who play its roles, unless it is on one of them by name."""
    if wait.organisations:
        return wait
    organisations = tuple(
        dict.fromkeys(one for role in wait.roles for one in case.parties.organisations(role, now))
    )
    return Wait(wait.since, wait.what, wait.roles, organisations, wait.remedies)


def _seen_by(wait: Wait, seen: frozenset[InformationClass]) -> Wait:
    if InformationClass.INTERNAL not in seen:
        return Wait(wait.since, wait.what, wait.roles, ())
    return wait


def _oldest(wait: Wait) -> tuple[datetime, str]:
    return wait.since, wait.what.message
