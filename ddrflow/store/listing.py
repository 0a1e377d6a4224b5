"""Lists of cases, from the columns beside the entries."""

from datetime import datetime

from sqlalchemy import Connection, Select, and_, or_, select

from ddrflow.model.agency import Phase
from ddrflow.model.case import WorkflowId
from ddrflow.ports import Filter, Summary
from ddrflow.store.tables import CASE, PARTY


def summaries(connection: Connection, wanted: Filter, now: datetime) -> tuple[Summary, ...]:
    """One line on each case that is wanted, in the order in which they were opened."""
    found = connection.execute(_asked(wanted, now)).mappings()
    return tuple(
        Summary(
            case_id=row["case_id"],
            workflow=WorkflowId(
                row["workflow_name"], row["workflow_version"], row["workflow_digest"]
            ),
            state=row["state"],
            phase=Phase(row["phase"]) if row["phase"] else None,
            lead_role=row["lead_role"],
            lead_organisation=row["lead_organisation"],
            next_review_on=row["next_review_on"],
            opened_at=row["opened_at"],
            version=row["version"],
        )
        for row in found
    )


def _asked(wanted: Filter, now: datetime) -> Select[tuple[object, ...]]:
    case = CASE.c
    columns = [one for one in case if one.name != "snapshot"]
    asked = select(*columns).order_by(case.opened_at, case.case_id)
    if wanted.organisation:
        playing = select(PARTY.c.case_id).where(
            PARTY.c.organisation == wanted.organisation,
            PARTY.c.starts_at <= now,
            or_(PARTY.c.ends_at.is_(None), PARTY.c.ends_at > now),
        )
        asked = asked.where(case.case_id.in_(playing))
    if wanted.state:
        asked = asked.where(case.state == wanted.state)
    if wanted.lead:
        asked = asked.where(case.lead_organisation == wanted.lead)
    if wanted.workflow:
        asked = asked.where(case.workflow_name == wanted.workflow)
    if wanted.is_open is not None:
        asked = asked.where(case.phase.is_not(None) if wanted.is_open else case.phase.is_(None))
    if wanted.due_by is not None:
        asked = asked.where(case.next_review_on <= wanted.due_by)
    if wanted.after:
        last = select(case.opened_at).where(case.case_id == wanted.after).scalar_subquery()
        later = and_(case.opened_at == last, case.case_id > wanted.after)
        asked = asked.where(or_(case.opened_at > last, later))
    return asked.limit(wanted.limit) if wanted.limit else asked
