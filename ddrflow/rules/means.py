"""Whether whoever leads, or is to lead, has the means to, and will still have them.

Asked of the successor where one is proposed or takes over, of the opener at the opening, of
the accountable lead everywhere else.
"""

from datetime import date
from typing import Annotated

from ddrflow.model.agency import AgencyKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.standing import Grant, Means, granted_until
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    internal,
    meaning,
    shown,
    today,
    undecided,
    unmet,
    words,
)
from ddrflow.rules.lead import HANDING_OVER, proposals


class MeansNeeded(Parameters):
    """Which means, and of which kinds of agency."""

    means: Annotated[tuple[Means, ...], meaning("What must be on file")] = (
        Means.ACCESS,
        Means.MANDATE,
        Means.TRAINING,
        Means.BUDGET,
    )
    kinds: Annotated[tuple[AgencyKind, ...], meaning("The kinds of agency that it is asked of")] = (
        AgencyKind.CIVIL_SOCIETY,
    )


class FundingNeeded(Parameters):
    """Of which kinds of agency; with a kind of document that says who would follow them."""

    kinds: Annotated[tuple[AgencyKind, ...], meaning("The kinds of agency that it is asked of")] = (
        AgencyKind.CIVIL_SOCIETY,
    )
    plan: Annotated[
        str,
        Refers("document"),
        meaning(
            "A kind of document that says who would follow; once filed, the funding may end before"
            " the next review"
        ),
    ] = ""


def _has_means(question: Question, parameters: MeansNeeded) -> Answer:
    role, organisation = _leader(question)
    if not _is_asked(question, role, parameters.kinds):
        return MET
    grants = question.standing.grants if question.standing else None
    day = today(question)
    missing = tuple(
        one
        for one in parameters.means
        if granted_until(grants or (), organisation, one, day) is None
    )
    if not missing:
        return MET
    remedies = tuple(_grant(question, role, organisation, one) for one in missing)
    fields = (shown("role", role), internal("organisation", organisation))
    if grants is None:
        return undecided("means.not-known", *fields, remedies=remedies)
    told = internal("missing", words(missing))
    return unmet("means.missing", *fields, told, remedies=remedies)


def _is_funded(question: Question, parameters: FundingNeeded) -> Answer:
    role, organisation = _leader(question)
    if not _is_asked(question, role, parameters.kinds):
        return MET
    grants = question.standing.grants if question.standing else None
    fields = (shown("role", role), internal("organisation", organisation))
    remedies = (
        _grant(question, role, organisation, Means.FUNDING),
        *_plan(question, parameters),
        *_another(question),
    )
    if grants is None:
        return undecided("means.not-known", *fields, remedies=remedies)
    until = granted_until(grants, organisation, Means.FUNDING, today(question))
    if until is None:
        # A plan for later does not pay for today.
        now = tuple(one for one in remedies if one.command != "file-document")
        if _was_funded(grants, organisation, today(question)):
            return unmet("means.funding-ended", *fields, remedies=now)
        return unmet("means.no-funding", *fields, remedies=now)
    next_review = _next_review(question)
    if next_review is None or next_review <= until or _is_planned(question, parameters):
        return MET
    ends, due = internal("ends_on", until), internal("review_on", next_review)
    return unmet("means.funding-ends", *fields, ends, due, remedies=remedies)


def _leader(question: Question) -> tuple[str, str]:
    """Who is to lead, where the question is about that; the accountable lead otherwise."""
    about, lead = question.about, question.case.lead.current
    if about.role and about.type is None:
        return about.role, about.organisation
    return lead.role, lead.organisation


def _is_asked(question: Question, role: str, kinds: tuple[AgencyKind, ...]) -> bool:
    return question.procedure.agencies[role].kind in kinds


def _was_funded(grants: tuple[Grant, ...], organisation: str, day: date) -> bool:
    return any(
        (one.organisation, one.means) == (organisation, Means.FUNDING) and one.starts_on <= day
        for one in grants
    )


def _next_review(question: Question) -> date | None:
    """The day of the review that comes first, of those that run."""
    return min((one.due_on for one in question.case.reviews.values()), default=None)


def _is_planned(question: Question, parameters: FundingNeeded) -> bool:
    """A plan for the lead after this one was filed since it leads."""
    return any(
        one.kind == parameters.plan
        and question.case.lead.current.starts_at <= one.filed_at <= question.at
        for one in question.case.care.documents
    )


def _grant(question: Question, role: str, organisation: str, means: Means) -> Remedy:
    filled = (("organisation", organisation), ("means", means.value))
    by = tuple(dict.fromkeys((role, question.case.lead.current.role)))
    return Remedy("grant-means", filled, ("reference", "starts_on"), by)


def _plan(question: Question, parameters: FundingNeeded) -> tuple[Remedy, ...]:
    kind = question.procedure.documents.get(parameters.plan)
    if kind is None:
        return ()
    return (Remedy("file-document", (("kind", kind.name),), ("document",), kind.filed_by),)


def _another(question: Question) -> tuple[Remedy, ...]:
    """Somebody else leads on; while a hand-over is under way, who follows is open already."""
    phase, lead = question.case.position.phase, question.case.lead
    if phase is None or question.about.role or lead.handover.role:
        return ()
    return proposals(question, phase)


HAS_MEANS = Rule(
    "lead.has-means",
    "Has whoever leads, or is to lead, access, mandate, training and budget on file?",
    _has_means,
    MeansNeeded,
    frozenset(
        {"case.lead", "standing.grants", "procedure.agencies", "procedure.zone", "about", "at"}
    ),
    Source("ran", "R73"),
)
IS_FUNDED = Rule(
    "lead.is-funded",
    "Does the funding of whoever leads, or is to lead, reach to the next review?",
    _is_funded,
    FundingNeeded,
    HANDING_OVER
    | {
        "case.care",
        "case.reviews",
        "standing.grants",
        "procedure.documents",
        "procedure.zone",
        "about",
    },
    Source("ran", "R83"),
)
