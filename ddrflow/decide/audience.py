"""For whom an answer is made: which classes a viewer sees, and what is withheld."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.conference import ConferenceType
from ddrflow.model.information import InformationClass
from ddrflow.model.verdict import Field, Reason, Verdict
from ddrflow.model.workflow import Workflow

WITHHELD: Final = "(withheld)"


def classes_seen(
    workflow: Workflow, case: Case, viewer: Viewer, now: datetime
) -> frozenset[InformationClass]:
    """What a viewer may see; nothing at all for an organisation that is no party now."""
    if not case.parties.is_bound(viewer.role, viewer.organisation, now):
        return frozenset()
    agency = workflow.procedure.agencies.get(viewer.role)
    if agency is None or not agency.kind.is_professional:
        return frozenset({InformationClass.OPEN})
    types = workflow.procedure.conferences.values()
    confidential = [one for one in types if one.information is InformationClass.CONFIDENTIAL]
    if any(_may_sit(one, viewer.role) for one in confidential):
        return frozenset(InformationClass)
    return frozenset({InformationClass.OPEN, InformationClass.INTERNAL})


def redacted(verdict: Verdict, seen: frozenset[InformationClass]) -> Verdict:
    """The verdict without what the viewer may not see.

    Remedies name organisations, needs and conferences: they are for the agencies, and go
    where a field of the reason is withheld.
    """
    if verdict.reason is None:
        return verdict
    reason = redacted_reason(verdict.reason, seen)
    shown = reason == verdict.reason and InformationClass.INTERNAL in seen
    return replace(verdict, reason=reason, remedies=verdict.remedies if shown else ())


def redacted_reason(reason: Reason, seen: frozenset[InformationClass]) -> Reason:
    """The reason with withheld values in place of those that the viewer may not see."""
    fields = tuple(
        one if one.shown_to in seen else Field(one.name, WITHHELD, one.shown_to)
        for one in reason.fields
    )
    return Reason(reason.message, fields)


def _may_sit(kind: ConferenceType, role: str) -> bool:
    listed = role in kind.quorum.core or role in kind.on_need or role in kind.convened_by
    return listed and role not in kind.barred
