"""Taking a step: asked, it can be refused; happened, it is recorded and opens breaches."""

from dataclasses import replace
from datetime import datetime

from ddrflow.dates import add, local_day
from ddrflow.decide.act import wrong_state
from ddrflow.decide.asking import ask, outcome
from ddrflow.decide.consequences import REVIEW_HELD, breach, named
from ddrflow.decide.ending_channels import closed_by_step
from ddrflow.decide.scheduling import entering
from ddrflow.model.case import Case
from ddrflow.model.commands import TakeStep
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import BreachOpened, Event, StepTaken
from ddrflow.model.question import Question
from ddrflow.model.standing import Standing
from ddrflow.model.verdict import MET, Field, Reason, Remedy, Verdict
from ddrflow.model.workflow import Step, StepKind, Workflow


def take_step(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    command: TakeStep,
    at: datetime,
    now: datetime,
) -> Decision:
    """Answer a trigger. Where every rule is met the decision is one that the step shares.

    What happened is recorded by whoever may do so `now`, when it becomes known.
    """
    step = workflow.steps.get((case.position.state, command.trigger))
    if step is None:
        return no_such_step(workflow, case, command.trigger)
    if at < case.position.since and step.kind is StepKind.ASKS:
        return wrong_state(
            "order.before-last-step",
            Field("state", case.position.state),
            Field("since", case.position.since.isoformat()),
        )
    question = Question(case, standing, workflow.procedure, command.actor, at, step.about)
    late = at != now and step.kind is StepKind.HAPPENED
    ends = step.changes_reviews or (step.closes and case.access.channels)
    if ends or command.reason or late or not _is_plainly_met(step, question):
        return _weighed(workflow, case, step, question, command.reason, now)
    return step.granted


def no_such_step(workflow: Workflow, case: Case, trigger: str) -> Decision:
    """Tell a trigger that does not exist from one that leads nowhere from here."""
    state = case.position.state
    remedies = tuple(
        Remedy("take-step", (("trigger", step.trigger),), by=tuple(sorted(step.by)))
        for step in workflow.steps_from(state)
    )
    names = tuple(step.trigger for step in workflow.steps_from(state))
    fields = (
        Field("trigger", trigger),
        Field("state", state),
        Field("possible", ", ".join(names) or "none"),
    )
    if trigger in workflow.triggers():
        return wrong_state("step.not-from-here", *fields, remedies=remedies)
    reason = Reason("step.unknown-trigger", fields)
    return Decision(Outcome.UNKNOWN_TRIGGER, reason=reason, remedies=remedies)


def _is_plainly_met(step: Step, question: Question) -> bool:
    try:
        for use in step.rules:
            if use.check(question, use.parameters) is not MET:
                return False
    except Exception:  # noqa: BLE001 - asked again, one by one, where the crash is recorded
        return False
    return True


def _weighed(
    workflow: Workflow, case: Case, step: Step, question: Question, reason: str, now: datetime
) -> Decision:
    happened = step.kind is StepKind.HAPPENED
    recording = replace(question, at=now) if happened else question
    verdicts = tuple(ask(use, recording if use.entitles else question) for use in step.rules)
    answer = outcome(step.rules, verdicts)
    if answer is not Outcome.ALLOWED and not (happened and _may_record(step, verdicts)):
        return Decision(answer, (), verdicts)
    content = (("reason", reason),) if reason else ()
    drafts = [Draft(_taken(step), content)]
    drafts += [Draft(one) for one in entering(workflow, case, step.target.name, question.at)]
    drafts += [Draft(one) for one in closed_by_step(workflow, case, step, question.at)]
    drafts += [Draft(one) for one in _left_waiting(workflow, case, step, now)]
    if happened:
        drafts += [Draft(one) for one in _breaches(workflow, case, step, verdicts, now)]
    return Decision(Outcome.ALLOWED, named(case, drafts), verdicts)


def _may_record(step: Step, verdicts: tuple[Verdict, ...]) -> bool:
    pairs = zip(step.rules, verdicts, strict=True)
    return not any(use.entitles and verdict.refuses for use, verdict in pairs)


def _taken(step: Step) -> StepTaken:
    return StepTaken(
        trigger=step.trigger,
        source_state=step.source_state,
        target=step.target.name,
        phase=step.target.phase,
        happened=step.kind is StepKind.HAPPENED,
        closes=step.closes,
    )


def _left_waiting(workflow: Workflow, case: Case, step: Step, now: datetime) -> list[Event]:
    """Reviews that were due and end with the step: held or not, somebody has to say."""
    return [
        breach(workflow, case, step.trigger, REVIEW_HELD, now)
        for name, review in case.reviews.items()
        if review.waits and step.target.name not in workflow.reviews[name].states
    ]


def _breaches(
    workflow: Workflow,
    case: Case,
    step: Step,
    verdicts: tuple[Verdict, ...],
    now: datetime,
) -> list[Event]:
    terms, procedure = step.breach, workflow.procedure
    owner = case.lead.current.role if terms.owner == "lead" else terms.owner
    due = add(local_day(now, procedure.zone), terms.due, 1, procedure.calendar)
    return [BreachOpened("", step.trigger, one.rule, owner, due) for one in verdicts if one.refuses]
