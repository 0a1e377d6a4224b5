"""The line that a list of cases shows of each."""

from datetime import date, datetime

from ddrflow.model.case import Case
from ddrflow.ports import Filter, Summary


def next_review_on(case: Case) -> date | None:
    """The day of the review that comes first; None where none runs."""
    return min((one.due_on for one in case.reviews.values()), default=None)


def summary(case: Case, opened_at: datetime) -> Summary:
    """The line of a case that was recorded first at `opened_at`."""
    lead = case.lead.current
    return Summary(
        case_id=case.case_id,
        workflow=case.workflow,
        state=case.position.state,
        phase=case.position.phase,
        lead_role=lead.role,
        lead_organisation=lead.organisation,
        next_review_on=next_review_on(case),
        opened_at=opened_at,
        version=case.version,
    )


def fits(case: Case, wanted: Filter, now: datetime) -> bool:
    """Whether a case belongs into the list."""
    due = next_review_on(case)
    playing = (one.organisation for one in case.parties.bindings if one.holds(now))
    return all(
        (
            not wanted.organisation or wanted.organisation in playing,
            wanted.state in ("", case.position.state),
            wanted.lead in ("", case.lead.current.organisation),
            wanted.workflow in ("", case.workflow.name),
            wanted.is_open in (None, case.is_open),
            wanted.due_by is None or (due is not None and due <= wanted.due_by),
        )
    )
