"""How long a case may stay in a state: time moves no case, it says whose task it is now."""

from datetime import date, datetime

from ddrflow.dates import add, local_day
from ddrflow.decide.act import NOT_THE_CLOCK, Act, wrong_state
from ddrflow.decide.consequences import breach, named
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision, Draft
from ddrflow.model.events import StateOverstayed
from ddrflow.model.record import STATE_LEFT, Breach
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def last_day(workflow: Workflow, case: Case) -> date | None:
    """The last day on which the case may be in its state, in the workflow's zone; None for any."""
    limit = workflow.states[case.position.state].limit
    if limit is None:
        return None
    procedure = workflow.procedure
    since = local_day(case.position.since, procedure.zone)
    return add(since, limit.after, 1, procedure.calendar)


def is_overstayed(workflow: Workflow, case: Case, now: datetime) -> bool:
    """The last day is over, and nobody has said so of this stay."""
    last = last_day(workflow, case)
    if last is None or local_day(now, workflow.procedure.zone) <= last:
        return False
    return not is_overstay_known(case)


def is_overstay_known(case: Case) -> bool:
    """A breach says that this stay is too long."""
    return any(
        (one.rule, one.trigger) == (STATE_LEFT, case.position.state)
        and one.opened_at > case.position.since
        for one in case.exceptions.breaches
    )


def overstay(
    workflow: Workflow, case: Case, command: c.MarkStateOverstayed, at: datetime
) -> Act | Decision:
    """The clock's keeper says that the last day is over: a breach says whose task it is."""
    if command.actor != KEEPER:
        return NOT_THE_CLOCK
    state = case.position.state
    limit, last = workflow.states[state].limit, last_day(workflow, case)
    if limit is None or last is None or not is_overstayed(workflow, case, at):
        until = last.isoformat() if last else "any day"
        return wrong_state("state.not-overstayed", Field("state", state), Field("until", until))
    event = StateOverstayed(state, last, limit.escalate_to)
    opened = breach(workflow, case, state, STATE_LEFT, at, limit.owner)
    return Act((), named(case, (Draft(event), Draft(opened))))


def still_there(workflow: Workflow, case: Case, breach: Breach) -> Decision | None:
    """The refusal where a breach says that the case stays too long, and it has not moved since."""
    position = case.position
    if breach.rule != STATE_LEFT or position.state != breach.trigger:
        return None
    if position.since >= breach.opened_at:
        return None
    remedies = tuple(
        Remedy("take-step", (("trigger", step.trigger),), by=tuple(sorted(step.by)))
        for step in workflow.steps_from(position.state)
    )
    return wrong_state("state.still-overstayed", Field("state", position.state), remedies=remedies)
