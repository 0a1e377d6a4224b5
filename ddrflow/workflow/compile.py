"""From a checked file to a frozen `Workflow`: tables compiled, rules bound, nothing left open."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from ddrflow.dates import MONDAY_TO_FRIDAY, Calendar
from ddrflow.model.access import ChannelKind
from ddrflow.model.agency import Agency, LeadEligibility, Phase
from ddrflow.model.case import WorkflowId
from ddrflow.model.conference import ConferenceType
from ddrflow.model.consent import ConsentScope
from ddrflow.model.item import LegalBasis
from ddrflow.model.migration import Migration
from ddrflow.model.plan import DocumentKind, DutyToShare, NoticeKind, PlanKind
from ddrflow.model.question import Procedure
from ddrflow.model.review import ReviewRule
from ddrflow.model.rule import RuleUse, use
from ddrflow.model.workflow import Graphs, HandoverTerms, Limit, State, Workflow
from ddrflow.rules import actor
from ddrflow.states.cycles import CONSENT, HANDOVER, REVIEW
from ddrflow.states.machine import table
from ddrflow.workflow.built_in import built_in
from ddrflow.workflow.compile_channels import channel_kinds
from ddrflow.workflow.compile_conferences import conference_types
from ddrflow.workflow.compile_steps import compiled_steps
from ddrflow.workflow.drafting import Reading
from ddrflow.workflow.rule_lines import rule_uses
from ddrflow.workflow.schema_papers import NoticeFile
from ddrflow.workflow.schema_time import CalendarFile, LimitFile, ReviewFile


def canonical(data: Mapping[str, Any]) -> str:
    """The resolved file in one form: keys sorted, no white space."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def compiled(reading: Reading) -> Workflow:
    """Make the workflow; rules that cannot be bound are noted in the reading."""
    file = reading.file
    document = canonical(reading.data)
    digest = hashlib.sha256(document.encode()).hexdigest()
    states = {
        name: State(name, None if state.final else state.phase, state.initial, _limit(state.limit))
        for name, state in file.states.items()
    }
    always = built_in(reading)
    steps = compiled_steps(reading, states, always)
    conferences = conference_types(reading)
    channels = channel_kinds(reading)
    to_file = _to_file(reading)
    to_disclose = rule_uses(reading, ("disclosures", "rules"), file.disclosing.rules)
    asked = [
        *always.coordinate,
        *(one for rules in always.of_lead.values() for one in rules),
        *(one for kind in conferences.values() for one in (*kind.attending, *kind.tasks)),
        *(one for step in steps.values() for one in step.rules),
        *(
            one
            for kind in conferences.values()
            for rules in kind.to_enter.values()
            for one in rules
        ),
        *(one for kind in channels.values() for one in (*kind.to_open, *kind.to_use)),
        *(one for rules in to_file.values() for one in rules),
        *to_disclose,
    ]
    return Workflow(
        identity=WorkflowId(file.workflow, file.version, digest),
        title=file.title,
        is_draft=file.draft,
        procedure=_procedure(reading, conferences, channels),
        states=MappingProxyType(states),
        initial=next(state for state in states.values() if state.is_initial),
        steps=MappingProxyType(steps),
        reviews=MappingProxyType({one.name: _review(reading, one) for one in file.reviews}),
        graphs=Graphs(table(HANDOVER), table(CONSENT), table(REVIEW)),
        built_in=always,
        adopters=MappingProxyType(_adopters(reading)),
        filers=MappingProxyType(_filers(reading)),
        to_file=MappingProxyType(to_file),
        to_disclose=to_disclose,
        deviations=MappingProxyType(_deviations(reading, asked)),
        reads=MappingProxyType({name: rule.reads for name, rule in reading.rules.items()}),
        sources=MappingProxyType(dict(file.sources)),
        document=document,
        handover=HandoverTerms(file.handover.answer_within, file.handover.source)
        if file.handover
        else None,
        migrations=MappingProxyType(_migrations(reading)),
    )


def _procedure(
    reading: Reading,
    conferences: Mapping[str, ConferenceType],
    channels: Mapping[str, ChannelKind],
) -> Procedure:
    file = reading.file
    return Procedure(
        zone=ZoneInfo(file.time_zone),
        agencies=MappingProxyType(_agencies(reading)),
        leads=MappingProxyType(
            {
                phase: tuple(LeadEligibility(role, phase, lead.source) for role in lead.roles)
                for phase, lead in file.lead.items()
            }
        ),
        conferences=MappingProxyType(dict(conferences)),
        consents=MappingProxyType(
            {
                name: ConsentScope(name, one.of, one.text_version, one.source, one.minor or "")
                for name, one in file.consents.items()
            }
        ),
        notices=MappingProxyType(
            {
                name: NoticeKind(name, one.to, one.version, one.source, _tells(one))
                for name, one in file.notices.items()
            }
        ),
        plans=MappingProxyType(
            {
                name: PlanKind(name, tuple(one.parts), tuple(one.adopted_by), one.source)
                for name, one in file.plans.items()
            }
        ),
        documents=MappingProxyType(
            {
                name: DocumentKind(
                    name=name,
                    filed_by=tuple(one.filed_by),
                    information=one.information,
                    source=one.source,
                    to=tuple(one.to),
                    tells_items=one.tells_items,
                )
                for name, one in file.documents.items()
            }
        ),
        channels=MappingProxyType(channels),
        needs=tuple(file.needs),
        calendar=_calendar(file.calendar),
        bases=MappingProxyType(
            {
                name: LegalBasis(name, tuple(one.to), one.source, one.strictly_necessary)
                for name, one in file.disclosing.bases.items()
            }
        ),
    )


def _migrations(reading: Reading) -> dict[int, Migration]:
    return {
        one.from_: Migration(
            one.from_,
            MappingProxyType(one.states),
            MappingProxyType(one.roles),
            MappingProxyType(one.reviews),
            MappingProxyType(one.stays),
        )
        for one in reading.file.migrates
    }


def _tells(notice: NoticeFile) -> tuple[DutyToShare, ...]:
    return tuple(DutyToShare(one.by, one.what, tuple(one.to), one.duty) for one in notice.tells)


def _calendar(file: CalendarFile | None) -> Calendar:
    if file is None:
        return MONDAY_TO_FRIDAY
    place = file.holidays
    return Calendar(
        weekend=frozenset(file.weekend),
        country=place.country if place else "",
        subdivision=place.subdivision if place else "",
        closed=frozenset(file.closed),
    )


def _agencies(reading: Reading) -> dict[str, Agency]:
    return {
        role: Agency(
            role=role,
            kind=one.kind,
            phases=frozenset(Phase if one.phases == "all" else one.phases),
            regime=one.regime,
            answers=tuple(one.on_need),
            title=one.title,
        )
        for role, one in reading.file.agencies.items()
    }


def _limit(limit: LimitFile | None) -> Limit | None:
    if limit is None:
        return None
    told = tuple(limit.then.escalate_to) if limit.then else ()
    return Limit(limit.after, limit.owner, told, limit.source)


def _review(reading: Reading, review: ReviewFile) -> ReviewRule:
    scope = review.while_
    states = scope.states or [
        name for name, state in reading.file.states.items() if state.phase == scope.phase
    ]
    return ReviewRule(
        name=review.name,
        states=frozenset(states),
        every=review.every,
        owner=review.owner,
        held_by=review.held_by.conference if review.held_by else "",
        remind=review.remind,
        grace=review.grace,
        escalate_to=tuple(review.then.escalate_to) if review.then else (),
        source=review.source,
        anchored_at_opening=review.anchor == "opening",
        on_holiday=review.on_holiday,
        catch_up=review.catch_up,
        overlap=review.overlap,
        calendar=_calendar(reading.file.calendar),
        weight=review.weight,
    )


def _adopters(reading: Reading) -> dict[str, RuleUse]:
    return {
        name: use(
            actor.DECIDED_BY,
            actor.Roles(roles=frozenset(plan.adopted_by), command="adopt-plan"),
            source=plan.source,
        )
        for name, plan in reading.file.plans.items()
    }


def _filers(reading: Reading) -> dict[str, RuleUse]:
    return {
        name: use(
            actor.FILED_BY,
            actor.Roles(roles=frozenset(document.filed_by), command="file-document"),
            source=document.source,
        )
        for name, document in reading.file.documents.items()
    }


def _to_file(reading: Reading) -> dict[str, tuple[RuleUse, ...]]:
    return {
        name: rule_uses(reading, ("documents", name, "rules"), one.rules)
        for name, one in reading.file.documents.items()
    }


def _deviations(reading: Reading, uses: Iterable[RuleUse]) -> dict[tuple[str, str], RuleUse]:
    """Who approves, for each rule and place that the file makes liftable."""
    file = reading.file
    if file.deviations is None:
        return {}
    approvers = use(
        actor.APPROVED_BY,
        actor.Roles(roles=frozenset(file.deviations.approved_by), command="allow-deviation"),
        source=file.deviations.source,
    )
    return {(one.rule, one.place): approvers for one in uses if one.is_liftable}
