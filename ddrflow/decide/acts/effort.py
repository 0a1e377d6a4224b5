"""What the work costs the agencies."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, no_less
from ddrflow.decide.acts.parties import not_bound
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.workflow import Workflow


def record(workflow: Workflow, case: Case, command: c.RecordEffort, at: datetime) -> Act | Decision:
    """An agency says what it put in, or the lead for it; after the end of the case too."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    no_less("minutes", command.minutes)
    no_less("cost", command.cost)
    if not command.minutes and not command.cost:
        raise BadCommand("minutes", "there is neither time nor money", "give `minutes` or `cost`")
    refusal = not_bound(case, command.role, command.organisation, at)
    if refusal is not None:
        return refusal
    built_in = workflow.built_in
    own = command.actor.organisation == command.organisation
    entitled = built_in.professional_acts if own else built_in.led_by_actor
    event = e.EffortRecorded(
        command.role, command.organisation, command.resource, command.minutes, command.cost
    )
    rules = (built_in.bound, entitled)
    return Act(rules, drafted(event, text=command.text), About("record-effort"))
