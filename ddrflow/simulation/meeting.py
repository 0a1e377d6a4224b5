"""Conferences: called together, sat through by whoever comes, closed, written down, paid for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ddrflow.dates import local_day
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.conference import Conference, ConferenceType, Outcome, Part
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.decision import Decision
from ddrflow.model.effort import Resource
from ddrflow.simulation.life import Life
from ddrflow.simulation.setting import opening

#: Who brings about what a refused convening misses: given from outside, since that is work.
Helped = Callable[[Life, Decision, str], bool]
#: A conference that cannot be called is tried again so often.
TRIES: Final = 6
#: After so long.
LATER: Final = timedelta(days=14)
#: Who could not call it so often begins anew after this.
STUCK: Final = timedelta(days=30)
#: Minutes between two stages of one sitting.
A_STAGE: Final = 20
MINUTES: Final = 60
#: What the calling of conferences is counted and woken by.
CONVENE: Final = "convene"


def call(life: Life, name: str, helped: Helped) -> bool:
    """See to it that a conference of a type takes place; False where it was tried in vain."""
    kind, key = life.workflow.procedure.conferences[name], f"{CONVENE} {name}"
    if key in life.asked or _under_way(life, name):
        return True
    if life.tries[key] >= TRIES:
        return False
    life.asked.add(key)
    life.tries[key] += 1
    role = convener(life, kind)
    replies = life.parameter("agencies.replies", role)
    at = life.after(replies, "convene", name)
    at = life.posts.filled_from(life.organisation(role), role, at)
    life.wake(at, key, _queue, name, key, helped)
    return True


def _queue(life: Life, name: str, key: str, helped: Helped) -> None:
    """Convene at once, or wait for one of the few who do that for all cases."""
    shared = life.setting.shared
    if shared is None or shared.coordinators is None:
        _convene(life, name, key, helped)
        return
    takes = life.setting.world.parameter("capacity.coordinating")
    lasts = timedelta(days=takes.at(life.uniform("coordinating", name)))
    begins = shared.coordinators.begun(life.now, lasts)
    life.queued.append((begins - life.now).days)
    life.wake(begins, key, _convene, name, key, helped)


def convener(life: Life, kind: ConferenceType) -> str:
    """Who calls it together: the lead where it may, or whoever else may and plays a role."""
    lead = life.opened.lead.current.role
    if lead in kind.convened_by:
        return lead
    return next((one for one in kind.convened_by if life.plays(one)), kind.convened_by[0])


def _under_way(life: Life, name: str) -> bool:
    conferences = life.opened.conferences.values()
    return any(one.type == name and one.is_under_way for one in conferences)


def _convene(life: Life, name: str, key: str, helped: Helped) -> None:
    life.asked.discard(key)
    if life.is_over or _under_way(life, name):
        return
    kind = life.workflow.procedure.conferences[name]
    actor = life.actor(convener(life, kind))
    conference = f"{name}-{sum(one.type == name for one in life.opened.conferences.values()) + 1}"
    expected = _expected(life, kind)
    takes = life.setting.world.parameter("conferences.scheduling")
    day = life.setting.day_after(life.now, takes, takes.at(0.5))
    command = c.ConveneConference(actor=actor, conference=conference, type=name, planned_on=day)
    decision = life.weigh(command)
    if decision is not None and decision.is_allowed:
        # Only who may convene looks for a day, and takes a place.
        day = _day_of(life, kind, len(expected))
        command = replace(command, planned_on=day)
    decision = life.do(command)
    if decision is None or not decision.is_allowed:
        if decision is not None:
            helped(life, decision, actor.role)
        life.wake(life.now + LATER, key, _call_again, name, life.visit, helped)
        return
    life.tries[key] = 0
    _prepare(life, conference, kind, actor, helped)
    life.wake(opening(day, life.setting.zone) + timedelta(hours=1), key, sit, conference, helped)


def _call_again(life: Life, name: str, visit: int, helped: Helped) -> None:
    """Call it again; where that was in vain too often, begin anew once some time has passed."""
    if life.is_over or call(life, name, helped):
        return
    if life.visit == visit or is_awaited(life, name):
        life.tries.clear()
        again = f"{CONVENE} {name}"
        life.wake(life.now + STUCK, again, _call_again, name, visit, helped)


def _expected(life: Life, kind: ConferenceType) -> dict[str, str]:
    """The roles that are asked to come, each with the open need it is asked for, if any."""
    case = life.opened
    roles = dict.fromkeys(kind.quorum.core, "")
    agencies = life.workflow.procedure.agencies
    for need in case.care.open_needs():
        for role in kind.on_need:
            if need.kind in agencies[role].answers and role not in roles:
                roles[role] = need.need
    roles.setdefault(convener(life, kind), "")
    return roles


def _day_of(life: Life, kind: ConferenceType, roles: int) -> date:
    """The day on which a circle of so many roles can sit together."""
    world = life.setting.world
    base = world.parameter("conferences.scheduling")
    length = base.at(life.uniform("scheduling", kind.name))
    further = roles - world.parameter("conferences.small").at(0.5)
    length += max(0.0, further) * world.parameter("conferences.each_further").at(0.5)
    length = min(length, world.parameter("conferences.longest").at(0.5))
    day = life.setting.day_after(life.now, base, length)
    shared = life.setting.shared
    if shared is None or shared.sittings is None:
        return day
    booked = shared.sittings.booked(day)
    life.queued.append((booked - day).days)
    return booked


def _prepare(
    life: Life, conference: str, kind: ConferenceType, actor: Actor, helped: Helped
) -> None:
    """Bring everybody in, invite who comes for a need, begin what comes before, count hours."""
    for role, need in _expected(life, kind).items():
        bind(life, role, actor)
        if need:
            life.do(
                c.InviteToConference(
                    actor=actor,
                    conference=conference,
                    role=role,
                    organisation=life.organisation(role),
                    need=need,
                )
            )
    _begin(life, conference, kind, actor, helped)
    _spend(life, actor.role, ("convening",), kind, Resource.ADMINISTRATIVE)
    if kind.consent is not None:
        world = life.setting.world
        if life.happens(world.parameter("people.withdraws"), "withdraws", kind.consent.scope):
            middle = life.now + timedelta(days=2)
            life.wake(middle, "withdraw", _withdraw, kind.consent.scope)


def _begin(life: Life, name: str, kind: ConferenceType, actor: Actor, helped: Helped) -> bool:
    """Enter what comes before the sitting; False where it cannot be entered yet."""
    for stage in kind.stages:
        entered = life.opened.conferences[name].stages_entered
        if stage.part is not Part.BEFORE or stage.name in entered:
            continue
        decision = life.do(c.EnterStage(actor=actor, conference=name, stage=stage.name))
        if decision is None or not decision.is_allowed:
            if decision is not None:
                helped(life, decision, actor.role)
            return False
    return True


def bind(life: Life, role: str, actor: Actor) -> None:
    """Whoever is brought in plays its role from now on."""
    if not life.plays(role):
        organisation = life.would_play(role)
        life.do(c.BindRole(actor=actor, role=role, organisation=organisation))


def _withdraw(life: Life, scope: str) -> None:
    answers = life.opened.consents.get(scope, ())
    if answers and answers[-1].status(life.now) is ConsentStatus.GIVEN:
        life.do(c.WithdrawConsent(actor=life.actor(life.opened.lead.current.role), scope=scope))


# ---- the sitting


def sit(life: Life, name: str, helped: Helped) -> None:
    """Sit through the stages as far as they can be entered, then close it."""
    if life.is_over:
        return
    conference = life.opened.conferences[name]
    if not conference.is_under_way:
        return
    kind = life.workflow.procedure.conferences[conference.type]
    actor = life.actor(convener(life, kind))
    if not _begin(life, name, kind, actor, helped):
        _call_off(life, name, kind, actor, helped)
        return
    comes = {role: _comes(life, kind, role) for role in _seats(conference, kind, actor.role)}
    seated: set[str] = set()
    for number, stage in enumerate(one for one in kind.stages if one.part is Part.SITTING):
        command = c.EnterStage(actor=actor, conference=name, stage=stage.name)
        decision = life.do(command)
        if decision is None or not decision.is_allowed:
            if decision is not None:
                helped(life, decision, actor.role)
            if number == 0:
                _call_off(life, name, kind, actor, helped)
                return
            break
        for role, person in comes.items():
            if person and role not in seated | stage.barred:
                seated.add(role)
                _seat(life, actor, name, role, person)
        life.pass_minutes(A_STAGE)
    _close(life, name, kind, actor, comes)
    go_on(life, name, helped)


def _call_off(life: Life, name: str, kind: ConferenceType, actor: Actor, helped: Helped) -> None:
    """Nobody sits down to what may not begin: it is called off, and called again."""
    life.do(c.CancelConference(actor=actor, conference=name))
    if is_awaited(life, kind.name):
        life.wake(
            life.now + LATER, f"{CONVENE} {kind.name}", _call_again, kind.name, life.visit, helped
        )


def _seats(conference: Conference, kind: ConferenceType, convener: str) -> list[str]:
    """Who is expected: the core, who was invited, and whoever called it together."""
    invited = (one.role for one in conference.invitations)
    return list(dict.fromkeys((*kind.quorum.core, *invited, convener)))


def _comes(life: Life, kind: ConferenceType, role: str) -> str:
    """The person who comes for a role; empty where nobody does."""
    if not life.plays(role):
        return ""
    if not life.happens(life.parameter("agencies.attends", role), f"attends {kind.name}", role):
        return ""
    person, organisation = life.person(role), life.organisation(role)
    if not life.posts.is_post(role):
        return person
    stands_in = life.happens(life.parameter("agencies.substitutes", role), "substitutes", role)
    is_empty = life.posts.filled_from(organisation, role, life.now) > life.now
    return f"{person}-substitute" if stands_in or is_empty else person


def _seat(life: Life, actor: Actor, name: str, role: str, person: str) -> None:
    organisation = life.organisation(role)
    life.do(
        c.RecordAttendance(
            actor=actor, conference=name, person=person, role=role, organisation=organisation
        )
    )


def _close(
    life: Life, name: str, kind: ConferenceType, actor: Actor, comes: dict[str, str]
) -> None:
    """End the sitting; who was not there may have written, and everybody's hours are counted."""
    contributes = life.setting.world.parameter("agencies.contributes")
    for role in (one for one, person in comes.items() if not person):
        if life.happens(contributes, f"contributes {kind.name}", role):
            life.do(c.RecordContribution(actor=actor, conference=name, role=role))
    decision = life.do(c.CloseConference(actor=actor, conference=name))
    if decision is None or not decision.is_allowed:
        return
    for role in (one for one, person in comes.items() if person):
        _spend(life, role, ("preparing", "sitting"), kind, Resource.HUMAN)
    after = life.after(
        life.setting.world.parameter("conferences.minutes_after"), "minutes", kind.name
    )
    life.wake(after, f"minutes {name}", _write, name)


def _write(life: Life, name: str) -> None:
    conference = life.opened.conferences[name]
    if life.is_over or conference.outcome is Outcome.OPEN or conference.minutes:
        return
    kind = life.workflow.procedure.conferences[conference.type]
    actor = life.actor(convener(life, kind))
    life.do(c.RecordMinutes(actor=actor, conference=name, minutes=f"minutes-{name}"))
    for stage in kind.stages:
        if stage.part is Part.AFTER and conference.outcome is Outcome.HELD:
            life.do(c.EnterStage(actor=actor, conference=name, stage=stage.name))
    effort = life.setting.world.parameter("conferences.effort.minutes")
    _count(life, actor.role, effort.at(life.uniform("minutes-effort")), Resource.ADMINISTRATIVE)


def go_on(life: Life, name: str, helped: Helped) -> None:
    """What did not count is called again for a review that waits."""
    conference = life.opened.conferences[name]
    if conference.outcome is not Outcome.HELD and is_awaited(life, conference.type):
        call(life, conference.type, helped)


def is_awaited(life: Life, name: str) -> bool:
    """A review that is near or past its day is held by a conference of the type."""
    rules = life.workflow.reviews
    reviews = life.opened.reviews.items()
    today = local_day(life.now, life.setting.zone)
    return any(
        rules[one].held_by == name and rules[one].opens_on(review.due_on) <= today
        for one, review in reviews
    )


# ---- the hours


def _spend(
    life: Life,
    role: str,
    what: tuple[str, ...],
    kind: ConferenceType,
    resource: Resource,
) -> None:
    """Count the hours that one role puts into one conference."""
    hours = 0.0
    for one in what:
        effort = life.setting.world.parameter(f"conferences.effort.{one}", kind.name)
        hours += effort.at(life.uniform(one, role))
    _count(life, role, hours, resource)


def _count(life: Life, role: str, hours: float, resource: Resource) -> None:
    price = life.parameter("costs", role).at(0.5)
    if not life.plays(role):
        return
    life.do(
        c.RecordEffort(
            actor=life.actor(life.opened.lead.current.role),
            role=role,
            organisation=life.organisation(role),
            resource=resource,
            minutes=round(hours * MINUTES),
            cost=round(hours * price),
        )
    )
