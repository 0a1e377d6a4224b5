"""Deviations that are approved, and breaches that are mended."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, wrong_state
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.record import Breach
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow


def allow(
    workflow: Workflow, case: Case, command: c.AllowDeviation, at: datetime
) -> Act | Decision:
    """Who the file names approves; only rules that it says are liftable."""
    del case
    if command.rule not in workflow.deviations:
        possible = ", ".join(sorted(workflow.deviations)) or "none"
        fields = (Field("rule", command.rule), Field("possible", possible))
        return wrong_state("deviation.not-liftable", *fields)
    if command.until.tzinfo is None or command.until <= at:
        raise BadCommand("until", "a deviation ends at an aware time after it begins")
    event = e.DeviationAllowed(command.rule, command.until, command.asked_by)
    rules = (workflow.built_in.bound, workflow.deviations[command.rule])
    return Act(rules, drafted(event, reason=command.reason), About("allow-deviation"))


def close(workflow: Workflow, case: Case, command: c.CloseBreach, at: datetime) -> Act | Decision:
    """The rule that was unmet is asked again, about the phase the case is in now."""
    breaches = {one.breach: one for one in case.exceptions.breaches}
    known("breach", command.breach, "breach", breaches)
    breach = breaches[command.breach]
    if not breach.is_open:
        return wrong_state("breach.closed-already", Field("breach", breach.breach))
    if at < breach.opened_at:
        since = Field("since", breach.opened_at.isoformat())
        return wrong_state("order.before-last-step", since)
    built_in = workflow.built_in
    mended = _rule(workflow, breach)
    about = About("close-breach", target_phase=case.position.phase)
    rules = (built_in.bound, built_in.professional_acts, *mended)
    return Act(rules, drafted(e.BreachClosed(breach.breach), text=command.text), about)


def _rule(workflow: Workflow, breach: Breach) -> tuple[RuleUse, ...]:
    """The uses of the rule at the step that opened the breach; a missing consent is past."""
    if breach.rule == workflow.built_in.covers_next_phase.rule:
        return (workflow.built_in.covers_next_phase,)
    uses = {
        id(use): use
        for step in workflow.steps.values()
        if step.trigger == breach.trigger
        for use in step.rules
        if use.rule == breach.rule
    }
    return tuple(uses.values())
