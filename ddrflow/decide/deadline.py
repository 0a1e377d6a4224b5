"""Until when a proposed successor can answer, where the file says so."""

from datetime import date, datetime

from ddrflow.dates import add, end_of, local_day
from ddrflow.model.lead import Handover, HandoverStage
from ddrflow.model.workflow import Workflow

ASKED = (HandoverStage.PROPOSED, HandoverStage.PREPARED)


def answer_by(workflow: Workflow, handover: Handover) -> date | None:
    """The last day to answer a proposal, in the workflow's zone; None where there is none."""
    terms, proposed_at = workflow.handover, handover.proposed_at
    if terms is None or proposed_at is None or handover.stage not in ASKED:
        return None
    procedure = workflow.procedure
    day = local_day(proposed_at, procedure.zone)
    return add(day, terms.answer_within, 1, procedure.calendar)


def is_unanswered(workflow: Workflow, handover: Handover, now: datetime) -> bool:
    """The last day to answer is over."""
    last = answer_by(workflow, handover)
    return last is not None and now >= end_of(last, workflow.procedure.zone)
