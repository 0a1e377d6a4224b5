"""What is before one organisation in one case: what is due, what waits on it, what comes next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ddrflow.dates import Period, add, local_day
from ddrflow.decide.audience import classes_seen, known_to
from ddrflow.decide.deadline import answer_by
from ddrflow.decide.due import Due
from ddrflow.decide.overstaying import last_day
from ddrflow.decide.owed import of_request
from ddrflow.decide.running_out import running_out
from ddrflow.decide.wait import Wait
from ddrflow.decide.why import Obstacles, waiting, why_not
from ddrflow.model.agency import Phase, Viewer
from ddrflow.model.case import Case
from ddrflow.model.consent import ConsentStatus, bases_at
from ddrflow.model.information import InformationClass
from ddrflow.model.standing import Standing
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Agenda:
    """One case as one organisation has it before it today.

    `due` is what has a day, up to the horizon, whoever's it is; `waits` is what waits on this
    organisation; `steps` lead on from here, each with what stands in its way. `trouble` says
    why the case cannot be read; then nothing else is known of it.
    """

    case_id: str
    state: str
    phase: Phase | None
    roles: tuple[str, ...] = ()
    is_lead: bool = False
    due: tuple[Due, ...] = ()
    waits: tuple[Wait, ...] = ()
    steps: tuple[Obstacles, ...] = ()
    trouble: str = ""


def agenda(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    now: datetime,
    organisation: str,
    horizon: Period,
) -> Agenda | None:
    """The agenda of an organisation; None where it plays no role in the case now.

    It is made for the organisation: what it may not see is left out.
    """
    playing = (one for one in case.parties.bindings if one.organisation == organisation)
    roles = tuple(dict.fromkeys(one.role for one in playing if one.holds(now)))
    if not roles:
        return None
    viewers = [Viewer(organisation, role) for role in roles]
    viewer = max(viewers, key=lambda one: len(classes_seen(workflow, case, one, now)))
    seen = classes_seen(workflow, case, viewer, now)
    due = [
        one
        for one in _due(workflow, case, standing, now, horizon)
        if all(each.shown_to in seen for each in one.what.fields)
    ]
    known = known_to(workflow, case, viewer, now)
    due += _until(_requests(known), _last_day(workflow, now, horizon))
    waits = waiting(workflow, case, standing, now, viewer)
    steps = why_not(workflow, case, standing, now, viewer=viewer) if case.is_open else ()
    lead = case.lead.current
    return Agenda(
        case_id=case.case_id,
        state=case.position.state,
        phase=case.position.phase,
        roles=roles,
        is_lead=lead.organisation == organisation and lead.role in roles,
        due=tuple(sorted(due, key=lambda one: (one.on, one.what.message))),
        waits=tuple(one for one in waits if _is_on(one, organisation, roles)),
        steps=tuple(one for one in steps if not one.happens),
    )


def _is_on(wait: Wait, organisation: str, roles: tuple[str, ...]) -> bool:
    """Whether it is this organisation that is waited for, not another that plays its role."""
    mine = not wait.organisations or organisation in wait.organisations
    return mine and bool(set(wait.roles) & set(roles))


def _last_day(workflow: Workflow, now: datetime, horizon: Period) -> date:
    procedure = workflow.procedure
    return add(local_day(now, procedure.zone), horizon, 1, procedure.calendar)


def _until(found: Iterable[Due], last: date) -> list[Due]:
    return [one for one in found if one.on <= last]


def _due(
    workflow: Workflow, case: Case, standing: Standing | None, now: datetime, horizon: Period
) -> Iterator[Due]:
    today = local_day(now, workflow.procedure.zone)
    found = [*_breaches(case)]
    if case.is_open:
        found += [*_reviews(workflow, case), *_consents(workflow, case, now)]
        found += _orders(workflow, case, now)
        found += [*_sittings(workflow, case), *_acceptance(workflow, case)]
        found += [*_actions(workflow, case), *_stay(workflow, case)]
        found += running_out(standing, case.lead.current, today)
    yield from _until(found, _last_day(workflow, now, horizon))


def _reviews(workflow: Workflow, case: Case) -> Iterator[Due]:
    for name, review in case.reviews.items():
        roles = (workflow.reviews[name].owner_in(case.lead.current.role),)
        fields = (Field("review", name), Field("status", review.status))
        yield Due(review.due_on, Reason("due.review", fields), roles)


def _stay(workflow: Workflow, case: Case) -> Iterator[Due]:
    last, limit = last_day(workflow, case), workflow.states[case.position.state].limit
    if last is not None and limit is not None:
        role = case.lead.current.role if limit.owner == "lead" else limit.owner
        yield Due(last, Reason("due.state", (Field("state", case.position.state),)), (role,))


def _acceptance(workflow: Workflow, case: Case) -> Iterator[Due]:
    handover = case.lead.handover
    last = answer_by(workflow, handover)
    if last is not None:
        fields = (Field("successor", handover.role),)
        yield Due(last, Reason("due.acceptance", fields), (handover.role,))


def _requests(known: Case) -> Iterator[Due]:
    """Requests that are to be answered by a day, of those that are known."""
    for one in known.information.requests if known.is_open else ():
        if one.due_on is not None and one.answer is None:
            yield Due(one.due_on, Reason("due.request", of_request(one)), (one.role,))


def _breaches(case: Case) -> Iterator[Due]:
    internal = InformationClass.INTERNAL
    for one in case.exceptions.open_breaches():
        fields = (Field("breach", one.breach, internal), Field("rule", one.rule, internal))
        yield Due(one.due_on, Reason("due.breach", fields), (one.owner,))


def _orders(workflow: Workflow, case: Case, now: datetime) -> Iterator[Due]:
    zone = workflow.procedure.zone
    for one in bases_at(case.bases, now):
        if one.until is not None and one.is_ordered(now, zone):
            reason = Reason("due.order", (Field("measure", one.measure),))
            yield Due(one.until, reason, (case.lead.current.role,))


def _consents(workflow: Workflow, case: Case, now: datetime) -> Iterator[Due]:
    for scope, answers in case.consents.items():
        last = answers[-1]
        if last.ends_at is not None and last.status(now) is ConsentStatus.GIVEN:
            day = local_day(last.ends_at, workflow.procedure.zone)
            fields = (Field("scope", scope), Field("of", last.of))
            yield Due(day, Reason("due.consent", fields), (case.lead.current.role,))


def _sittings(workflow: Workflow, case: Case) -> Iterator[Due]:
    for one in case.conferences.values():
        kind = workflow.procedure.conferences[one.type]
        if one.is_under_way:
            fields = (
                Field("conference", one.conference, kind.information),
                Field("type", one.type, kind.information),
            )
            yield Due(one.planned_on, Reason("due.conference", fields), kind.convened_by)


def _actions(workflow: Workflow, case: Case) -> Iterator[Due]:
    for one in case.conferences.values():
        shown_to = workflow.procedure.conferences[one.type].information
        for action in one.actions:
            if action.done_at is not None:
                continue
            fields = (
                Field("action", action.action, shown_to),
                Field("conference", one.conference, shown_to),
            )
            roles = (action.owner, *action.responsible)
            yield Due(action.due_on, Reason("due.action", fields), roles)
