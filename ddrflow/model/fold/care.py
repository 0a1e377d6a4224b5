"""Consent and participation, needs, plans and notices."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.consent import Basis, Consent, Minority
from ddrflow.model.events import Entry
from ddrflow.model.plan import Care, Document, Need, NeedStatus, Notice, Plan

Consents = Mapping[str, tuple[Consent, ...]]


def consent_given(case: Case, entry: Entry, event: e.ConsentGiven) -> Consents:
    """One more answer about the scope."""
    answer = Consent(
        scope=event.scope,
        of=event.of,
        is_given=True,
        answered_at=entry.occurred_at,
        text_version=event.text_version,
        language=event.language,
        witness=event.witness,
        expires_on=event.expires_on,
        ends_at=event.ends_at,
    )
    return _answered(case, answer)


def consent_refused(case: Case, entry: Entry, event: e.ConsentRefused) -> Consents:
    """A refusal is an answer too."""
    at = entry.occurred_at
    refusal = Consent(event.scope, event.of, is_given=False, answered_at=at)
    return _answered(case, refusal)


def consent_withdrawn(case: Case, entry: Entry, event: e.ConsentWithdrawn) -> Consents:
    """The answer that was given ends; what it covered before stays lawful.

    Where a correction took that answer out, the one before it keeps the end that it had.
    """
    answers = case.consents.get(event.scope, ())
    if not answers or not answers[-1].is_given or answers[-1].withdrawn_at is not None:
        return case.consents
    ended = replace(answers[-1], withdrawn_at=entry.occurred_at)
    return {**case.consents, event.scope: (*answers[:-1], ended)}


def consent_expired(case: Case, entry: Entry, event: e.ConsentExpired) -> Consents:
    """That it ran out is known; the day itself decided it."""
    answers = case.consents.get(event.scope, ())
    if not answers or answers[-1].ends_at != entry.occurred_at:
        return case.consents
    known = replace(answers[-1], is_expiry_known=True)
    return {**case.consents, event.scope: (*answers[:-1], known)}


def participation_set(case: Case, entry: Entry, event: e.ParticipationSet) -> tuple[Basis, ...]:
    """One more basis of the measure: it replaces the one before it from then on."""
    at = entry.occurred_at
    basis = Basis(event.measure, event.participation, at, event.order, event.until)
    return (*case.bases, basis)


def order_ended(case: Case, entry: Entry, event: e.OrderEnded) -> tuple[Basis, ...]:
    """That the order is over is known; its last day decided it."""
    over = case.taking_part.basis(event.measure, entry.occurred_at)
    if over is None or over.until != event.until:
        return case.bases
    known = replace(over, is_end_known=True)
    return tuple(known if one is over else one for one in case.bases)


def minority_recorded(case: Case, entry: Entry, event: e.MinorityRecorded) -> tuple[Minority, ...]:
    """A later record replaces the one before it from then on."""
    return (*case.minority, Minority(event.until, entry.occurred_at))


def need_identified(case: Case, entry: Entry, event: e.NeedIdentified) -> Care:
    """One more need, with its owner from the first moment."""
    need = Need(event.need, event.kind, event.owner, entry.occurred_at)
    return replace(case.care, needs=(*case.care.needs, need))


def need_answered(case: Case, entry: Entry, event: e.NeedAnswered) -> Care:
    """The need is answered."""
    return _settled(case.care, event.need, NeedStatus.ANSWERED, entry.occurred_at)


def need_declined(case: Case, entry: Entry, event: e.NeedDeclined) -> Care:
    """The client declines help with the need."""
    return _settled(case.care, event.need, NeedStatus.DECLINED, entry.occurred_at)


def plan_adopted(case: Case, entry: Entry, event: e.PlanAdopted) -> Care:
    """The plan adopted last is the one that counts."""
    plan = Plan(event.kind, event.parts, event.answers, entry.occurred_at, entry.actor.role)
    return replace(case.care, plans=(*case.care.plans, plan))


def notice_given(case: Case, entry: Entry, event: e.NoticeGiven) -> Care:
    """The notice given last is the one that counts."""
    notice = Notice(event.kind, event.to, event.version, event.language, entry.occurred_at)
    return replace(case.care, notices=(*case.care.notices, notice))


def notice_acknowledged(case: Case, entry: Entry, event: e.NoticeAcknowledged) -> Care:
    """The notice of the kind given last, as of then, is acknowledged."""
    given = [
        one
        for one in case.care.notices
        if one.kind == event.kind and one.given_at <= entry.occurred_at
    ]
    if not given:
        return case.care
    _, last = max(enumerate(given), key=lambda one: (one[1].given_at, one[0]))
    done = replace(last, acknowledged_at=entry.occurred_at)
    notices = tuple(done if one is last else one for one in case.care.notices)
    return replace(case.care, notices=notices)


def document_filed(case: Case, entry: Entry, event: e.DocumentFiled) -> Care:
    """One more document."""
    one = Document(
        kind=event.kind,
        document=event.document,
        filed_at=entry.occurred_at,
        filed_by=entry.actor.role,
        items=event.items,
        role=event.role,
        organisation=event.organisation,
        person=event.person,
        by_organisation=entry.actor.organisation,
    )
    return replace(case.care, documents=(*case.care.documents, one))


def _answered(case: Case, answer: Consent) -> Consents:
    return {**case.consents, answer.scope: (*case.consents.get(answer.scope, ()), answer)}


def _settled(care: Care, name: str, status: NeedStatus, at: datetime) -> Care:
    needs = tuple(
        replace(need, status=status, settled_at=at) if need.need == name else need
        for need in care.needs
    )
    return replace(care, needs=needs)
