"""A case at a glance, for a reader: section by section, each value with who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ddrflow.decide.audience import class_at, known_to, redacted_reason, seen_by_all
from ddrflow.decide.owed import tellings
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.consent import bases_at
from ddrflow.model.information import InformationClass
from ddrflow.model.lead import HandoverStage
from ddrflow.model.sight import Seen
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow

OPEN = InformationClass.OPEN
INTERNAL = InformationClass.INTERNAL


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a case: its name, and a row of fields for each thing in it."""

    name: str
    rows: tuple[tuple[Field, ...], ...]


def show(
    workflow: Workflow, case: Case, now: datetime, viewer: Viewer | None = None
) -> tuple[Section, ...]:
    """Where the case stands now; for a viewer, what it may not see is withheld or left out.

    A row of which a viewer may see nothing is left out whole.
    """
    return sections_for(workflow, case, now, () if viewer is None else (viewer,))


def sections_for(
    workflow: Workflow, case: Case, now: datetime, viewers: tuple[Viewer, ...]
) -> tuple[Section, ...]:
    """The same for several: what each of them may see; all there is where nobody is named."""
    known = case
    for one in viewers:
        known = known_to(workflow, known, one, now)
    viewer = viewers[0] if viewers else None
    sections = (
        Section("position", (_position(case),)),
        Section("lead", tuple(_lead(case))),
        Section("parties", tuple(_parties(case, now))),
        Section("interests", tuple(_interests(known, now))),
        Section("references", tuple(_references(known, now))),
        Section("consents", tuple(_consents(case, now))),
        Section("participation", tuple(_participation(workflow, case, now))),
        Section("minority", tuple(_minority(workflow, case, now))),
        Section("conferences", tuple(_conferences(workflow, case))),
        Section("needs", tuple(_needs(case))),
        Section("plans", tuple(_plans(case))),
        Section("notices", tuple(_notices(workflow, case))),
        Section("documents", tuple(_documents(workflow, case, known))),
        Section("items", tuple(_items(workflow, known, now))),
        Section("disclosures", tuple(_disclosures(known))),
        Section("withdrawals", tuple(_withdrawals(workflow, known, now, viewer))),
        Section("requests", tuple(_requests(known))),
        Section("channels", tuple(_channels(case, now))),
        Section("reviews", tuple(_reviews(case))),
        Section("breaches", tuple(_breaches(case))),
        Section("deviations", tuple(_deviations(workflow, case, now))),
    )
    if viewer is None:
        return sections
    seen = seen_by_all(workflow, case, viewers, now)
    own = viewer.organisation if len(viewers) == 1 else ""
    return tuple(Section(one.name, visible(one.rows, seen, own)) for one in sections)


def visible(
    rows: tuple[tuple[Field, ...], ...], seen: Seen, own: str
) -> tuple[tuple[Field, ...], ...]:
    """What the viewer may see; its own organisation it always may."""
    mine = Field("organisation", own, INTERNAL)
    return tuple(
        redacted_reason(
            Reason("", tuple(replace(one, shown_to=OPEN) if one == mine else one for one in row)),
            seen,
        ).fields
        for row in rows
        if any(one.shown_to in seen for one in row)
    )


def _position(case: Case) -> tuple[Field, ...]:
    workflow = case.workflow
    return (
        Field("case", case.case_id),
        Field("workflow", f"{workflow.name} version {workflow.version}"),
        Field("state", case.position.state),
        Field("phase", case.position.phase or "ended"),
        Field("since", case.position.since.isoformat()),
    )


def _lead(case: Case) -> Iterable[tuple[Field, ...]]:
    for term in case.lead.terms:
        yield (
            Field("role", term.role),
            Field("organisation", term.organisation, INTERNAL),
            Field("since", term.starts_at.isoformat()),
        )
    handover = case.lead.handover
    if handover.stage is not HandoverStage.NONE:
        yield (
            Field("successor", handover.role),
            Field("organisation", handover.organisation, INTERNAL),
            Field("stage", handover.stage),
        )


def _parties(case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in case.parties.bindings:
        if one.holds(now):
            yield Field("role", one.role), Field("organisation", one.organisation, INTERNAL)
    latest = {(one.role, one.organisation, one.function): one for one in case.parties.persons}
    for person in latest.values():
        yield (
            Field("person", person.person, INTERNAL),
            Field("role", person.role, INTERNAL),
            Field("function", person.function, INTERNAL),
        )


def _interests(known: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in known.interests:
        yield (
            Field("role", one.role, INTERNAL),
            Field("organisation", one.organisation, INTERNAL),
            Field("person", one.person or "all of it", INTERNAL),
            Field("interest", one.interest, INTERNAL),
            Field("holds", "yes" if one.holds(now) else "no", INTERNAL),
        )


def _references(known: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in known.references:
        yield (
            Field("system", one.system, one.information),
            Field("reference", one.reference, one.information),
            Field("relation", one.relation, one.information),
            Field("holds", "yes" if one.holds(now) else "no", one.information),
        )


def _consents(case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for scope, answers in case.consents.items():
        last = answers[-1]
        yield (
            Field("scope", scope),
            Field("of", last.of),
            Field("status", last.status(now)),
            Field("since", last.last_change.isoformat()),
        )


def _participation(workflow: Workflow, case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in bases_at(case.bases, now):
        over = one.order and not one.is_ordered(now, workflow.procedure.zone)
        yield (
            Field("measure", one.measure),
            Field("participation", "order over" if over else one.participation),
            Field("since", one.set_at.isoformat()),
            Field("until", one.until.isoformat() if one.until else "no end"),
        )


def _minority(workflow: Workflow, case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    known = [one for one in case.minority if one.recorded_at <= now]
    if known:
        minor = case.taking_part.is_minor(now, workflow.procedure.zone)
        last = max(known, key=lambda one: one.recorded_at)
        yield Field("minor", "yes" if minor else "no"), Field("of_age", last.until.isoformat())


def _conferences(workflow: Workflow, case: Case) -> Iterable[tuple[Field, ...]]:
    for one in case.conferences.values():
        shown_to = workflow.procedure.conferences[one.type].information
        yield (
            Field("conference", one.conference, shown_to),
            Field("type", one.type, shown_to),
            Field("stage", one.stage, shown_to),
            Field("outcome", one.outcome, shown_to),
            Field("planned_on", one.planned_on.isoformat(), shown_to),
        )


def _needs(case: Case) -> Iterable[tuple[Field, ...]]:
    for one in case.care.needs:
        yield Field("need", one.need), Field("kind", one.kind), Field("status", one.status)


def _plans(case: Case) -> Iterable[tuple[Field, ...]]:
    for one in case.care.plans:
        parts = ", ".join(one.parts)
        yield Field("kind", one.kind), Field("parts", parts), Field("by", one.adopted_by)


def _notices(workflow: Workflow, case: Case) -> Iterable[tuple[Field, ...]]:
    """What was given; of the current text also who shares what with whom, as the file has it."""
    for one in case.care.notices:
        kind = workflow.procedure.notices[one.kind]
        tells = (Field("tells", "; ".join(map(str, kind.tells))),) if kind.tells else ()
        acknowledged = one.acknowledged_at.isoformat() if one.acknowledged_at else "no"
        yield (
            Field("kind", one.kind),
            Field("version", one.version),
            Field("given", one.given_at.isoformat()),
            Field("acknowledged", acknowledged),
            *(tells if one.version == kind.version else ()),
        )


def _documents(workflow: Workflow, case: Case, known: Case) -> Iterable[tuple[Field, ...]]:
    names = {one.item for one in known.information.items}
    for one in case.care.documents:
        items = ", ".join(name for name in one.items if name in names)
        shown_to = workflow.procedure.documents[one.kind].information
        names_to = INTERNAL if shown_to is OPEN else shown_to
        yield (
            Field("document", one.document, shown_to),
            Field("kind", one.kind, shown_to),
            Field("filed", one.filed_at.isoformat(), shown_to),
            Field("by", one.filed_by, shown_to),
            Field("items", items or "none", shown_to),
            Field("given_to", one.role or "nobody", shown_to),
            Field("organisation", one.organisation or "none", names_to),
            Field("person", one.person or "none", names_to),
        )


def _items(workflow: Workflow, case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in case.information.items:
        tabled = case.conferences.get(one.conference)
        shown_to = (
            workflow.procedure.conferences[tabled.type].information
            if tabled
            else InformationClass.CONFIDENTIAL
        )
        yield (
            Field("item", one.item),
            Field("kind", one.kind),
            Field("owner", one.role),
            Field("organisation", one.organisation, INTERNAL),
            Field("class", one.class_at(now)),
            Field("handling", one.handling or "none"),
            Field("tabled", one.conference or "none", shown_to),
            Field("withdrawn", one.withdrawn_at.isoformat() if one.withdrawn_at else "no"),
        )


def _disclosures(case: Case) -> Iterable[tuple[Field, ...]]:
    for one in case.information.disclosures:
        yield (
            Field("item", one.item),
            Field("by", one.by),
            Field("role", one.role),
            Field("organisation", one.organisation, INTERNAL),
            Field("basis", one.basis),
            Field("purpose", one.purpose),
            Field("at", one.disclosed_at.isoformat()),
        )


def _withdrawals(
    workflow: Workflow, known: Case, now: datetime, viewer: Viewer | None
) -> Iterable[tuple[Field, ...]]:
    """Who has an item that was withdrawn, and whether it heard of that."""
    for one in tellings(workflow, known, now, viewer):
        yield (
            Field("item", one.item.item),
            Field("role", one.recipient.role),
            Field("organisation", one.recipient.organisation, INTERNAL),
            Field("through", one.recipient.way),
            Field("told", one.heard_at.isoformat() if one.heard_at else "no"),
        )


def _requests(known: Case) -> Iterable[tuple[Field, ...]]:
    for one in known.information.requests:
        yield (
            Field("request", one.request),
            Field("by", one.by),
            Field("role", one.role),
            Field("organisation", one.organisation, INTERNAL),
            Field("subject", one.subject),
            Field("purpose", one.purpose),
            Field("by_day", one.due_on.isoformat() if one.due_on else "none"),
            Field("answer", one.answer or "none"),
            Field("items", ", ".join(_names(known, one.items)) or "none"),
            Field("why", one.why or "none"),
        )


def _names(known: Case, items: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in items if known.information.item(one) is not None)


def _channels(case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in case.access.channels:
        yield (
            Field("channel", one.channel),
            Field("kind", one.kind),
            Field("through", one.through or "nobody"),
            Field("modality", one.modality),
            Field("open", "yes" if one.is_open(now) else f"no: {one.why}"),
        )


def _reviews(case: Case) -> Iterable[tuple[Field, ...]]:
    for one in case.reviews.values():
        yield (
            Field("review", one.name),
            Field("due_on", one.due_on.isoformat()),
            Field("status", one.status),
        )


def _breaches(case: Case) -> Iterable[tuple[Field, ...]]:
    for one in case.exceptions.breaches:
        yield (
            Field("breach", one.breach, INTERNAL),
            Field("rule", one.rule, INTERNAL),
            Field("owner", one.owner, INTERNAL),
            Field("due_on", one.due_on.isoformat(), INTERNAL),
            Field("closed", one.closed_at.isoformat() if one.closed_at else "no", INTERNAL),
        )


def _deviations(workflow: Workflow, case: Case, now: datetime) -> Iterable[tuple[Field, ...]]:
    for one in case.exceptions.deviations:
        shown_to = class_at(workflow, one.place)
        yield (
            Field("rule", one.rule, shown_to),
            Field("place", one.place, shown_to),
            Field("approved_by", one.approved_by, shown_to),
            Field("until", one.until.isoformat(), shown_to),
            Field("holds", "yes" if one.holds(now) else "no", shown_to),
        )
