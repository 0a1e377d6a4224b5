"""What happens to a person whatever agencies do, and what agencies do about what was recorded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import log
from typing import Final

from ddrflow.decide import decide
from ddrflow.decide.filling import facts_of, givers, is_above
from ddrflow.engine.answers import Refused
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.decision import Decision
from ddrflow.model.events import Event
from ddrflow.model.lead import HandoverStage
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Step, StepKind
from ddrflow.simulation.life import Goal, Life, Planned, Reaction
from ddrflow.simulation.meeting import bind, call, go_on
from ddrflow.simulation.onward import Prospect, rank
from ddrflow.simulation.work import answered_at, ask, helped, key_of, playing, take, work

YEAR: Final = timedelta(days=365.2425)
OPENINGS: Final = 40
#: So many prisons a prisoner can come to.
PRISONS: Final = 100
# A name of the module costs a tenth of what a member of an enum does.
_ACCEPTED: Final = HandoverStage.ACCEPTED
_HAPPENED: Final = StepKind.HAPPENED


# ---- the beginning


def refer(life: Life) -> None:
    """Somebody is referred: the case is opened by whoever leads its first phase."""
    workflow = life.workflow
    phase = workflow.initial.phase
    roles = workflow.procedure.leads_of(phase) if phase else ()
    agencies = workflow.procedure.agencies.values()
    bindings = tuple((one.role, life.would_play(one.role)) for one in agencies if not one.answers)
    commands = [c.OpenCase(actor=life.actor(one), bindings=bindings) for one in roles]
    decisions = [_opened(life, one) for one in commands]
    if life.case is None:
        raise Refused(life.case_id, commands[0], decisions[0])


def _opened(life: Life, command: c.OpenCase) -> Decision:
    """Open the case, once what stands above it is as its rules ask; only the first time."""
    decision = decide(life.workflow, None, life.standing, command, life.now)
    for _ in range(OPENINGS):
        if life.case is not None or decision.is_allowed:
            break
        remedies = [one for verdict in decision.refusing for one in verdict.remedies]
        if not any(_stood(life, one) for one in remedies):
            break
        decision = decide(life.workflow, None, life.standing, command, life.now)
    if life.case is None and decision.is_allowed:
        life.record(command, decision)
    return decision


def _stood(life: Life, remedy: Remedy) -> bool:
    if not is_above(remedy):
        return False
    return any(
        life.stand(actor, fact)
        for actor in givers(life, remedy)
        for fact in facts_of(life, remedy, actor)
    )


def begun(life: Life, event: e.CaseOpened) -> None:
    """A case begins: its needs will be seen, and its first step is planned."""
    for kind in life.workflow.procedure.needs:
        share = life.setting.world.optional("people.needs", kind)
        if share is not None and life.happens(share, "need", kind):
            at = life.after(life.setting.world.parameter("people.need_arises"), "need-arises", kind)
            life.wake(at, f"need {kind}", _need, kind)
    _entered(life, event.state, None, event.phase)


def stepped(life: Life, event: e.StepTaken) -> None:
    """A case comes into a state: the next step is planned."""
    if life.planned and life.goal is not None and life.planned[-1].taken_at is None:
        _turned(life, life.goal.step, event.phase)
    if event.phase is None:
        life.goal = None
        return
    before = life.workflow.states[event.source_state].phase
    _entered(life, event.target, before, event.phase)
    if life.opened.lead.handover.stage is _ACCEPTED:
        _taken_over(life)


def _turned(life: Life, step: Step, phase: Phase | None) -> None:
    """What became of the step that was planned last: taken, made up for, late for good, or void."""
    last, wanted = life.planned[-1], step.target.phase
    is_late = last.planned_at <= life.now
    if phase is wanted or (is_late and phase is not None and rank(phase) > rank(wanted)):
        last.taken_at = life.now
    elif is_late:
        last.dropped_at = life.now
    else:
        life.planned.pop()


def _entered(life: Life, state: str, before: Phase | None, phase: Phase) -> None:
    life.visit += 1
    life.goal = None
    life.tries.clear()
    life.heeded.clear()
    if phase is not before:
        _begun_phase(life, phase)
    ahead = life.setting.prospects[state]
    for step, rate in ahead.happens:
        at = _fate(life, step.trigger, rate.at(0.5))
        if at is not None:
            life.wake(at, f"happens {step.trigger}", _happens, step, life.visit)
    if ahead.step is not None:
        plan(life, ahead, ahead.step, phase)


def _begun_phase(life: Life, phase: Phase) -> None:
    """A person's course: how long a phase lasts hangs on nothing that a procedure does in it."""
    life.stay += 1
    life.fates.clear()
    stays = life.setting.world.parameter("people.stays", phase)
    life.leaves_at = life.after(stays, "stays", phase)
    if phase is Phase.CUSTODY:
        _transfer_at(life, life.stay)


def _fate(life: Life, trigger: str, rate: float) -> datetime | None:
    """When in this phase something happens to the person, whatever state the case is in by then."""
    at = life.fates.get(trigger)
    if at is None or at <= life.now:
        at = _by_rate(life, rate, "happens", trigger)
        if at is not None:
            life.fates[trigger] = at
    return at


def plan(life: Life, prospect: Prospect, step: Step, phase: Phase) -> None:
    """Plan the step that comes next: for when the person's course leaves the phase, or soon."""
    setting, taker = life.setting, playing(life, prospect.by)
    is_within = step.target.phase is phase
    planned = answered_at(life, taker, taker, "step") if is_within else life.leaves_at
    goal = Goal(step, planned, taker)
    life.goal = goal
    if not is_within:
        life.planned.append(Planned(step.trigger, planned))
    if step.kind is _HAPPENED:
        life.wake(planned, "take", take, goal)
        return
    if planned - setting.ahead > life.now:
        life.wake(planned - setting.ahead, "work", work, goal)
    life.wake(planned, "work", work, goal)
    if prospect.instead is not None:
        at = planned + setting.overrun
        life.wake(at, "happens", _happens, prospect.instead, life.visit)


# ---- what happens


def _by_rate(life: Life, rate: float, purpose: str, actor: str) -> datetime | None:
    """When something that can come at any time comes next; None where it never does."""
    if not rate:
        return None
    return life.now + YEAR * (-log(1 - life.uniform(purpose, actor)) / rate)


def _happens(life: Life, step: Step, visit: int) -> None:
    if life.visit == visit and not life.is_over:
        actor = life.actor(playing(life, sorted(step.by)))
        life.do(c.TakeStep(actor=actor, trigger=step.trigger))


def _transfer_at(life: Life, stay: int) -> None:
    at = _by_rate(life, life.setting.world.parameter("people.transfers").at(0.5), "transfer", "")
    if at is not None:
        life.wake(at, "transfer", _transfer, stay)


def _transfer(life: Life, stay: int) -> None:
    """A prisoner comes to another prison: its people are other people."""
    if life.stay != stay or life.is_over:
        return
    lead = life.opened.lead.current
    for role, agency in life.workflow.procedure.agencies.items():
        was = life.plays(role)
        if agency.kind is not AgencyKind.PRISON or role == lead.role or not was:
            continue
        new = f"org-{role}-{int(life.uniform('prison', role) * PRISONS) + 1}"
        if new != was:
            actor = life.actor(lead.role)
            life.do(c.BindRole(actor=actor, role=role, organisation=new))
            life.do(c.UnbindRole(actor=actor, role=role, organisation=was))
    _transfer_at(life, stay)


# ---- needs


def _need(life: Life, kind: str) -> None:
    """A need is seen: whoever answers such needs is brought in, and answers it in time."""
    if life.is_over:
        return
    lead = life.opened.lead.current.role
    agencies = life.workflow.procedure.agencies
    able = [role for role, one in agencies.items() if kind in one.answers]
    owner = able[0] if able else lead
    need = f"need-{kind}"
    bind(life, owner, life.actor(lead))
    decision = life.do(c.IdentifyNeed(actor=life.actor(lead), need=need, kind=kind, owner=owner))
    if decision is None or not decision.is_allowed:
        return
    answers = life.parameter("agencies.answers", owner)
    life.wake(life.after(answers, "answers", kind), f"answer {need}", _answer, need, owner)


def _answer(life: Life, need: str, role: str) -> None:
    if not life.is_over:
        ask(life, Remedy("answer-need", (("need", need),), (), (role,)), role)


# ---- what agencies do about what was recorded


def _review_nears(life: Life, event: e.ReviewReminded | e.ReviewFellDue | e.ReviewMissed) -> None:
    """Whoever owns a review sees to it that it is held."""
    rule = life.workflow.reviews[event.review]
    if rule.held_by:
        call(life, rule.held_by, helped)
        return
    owner = rule.owner_in(life.opened.lead.current.role)
    remedy = Remedy("hold-review", (("review", event.review),), (), (owner,))
    # Each occurrence is tried anew, however often those before it were.
    life.tries.pop(key_of(remedy), None)
    ask(life, remedy, owner)


def _proposed(life: Life, event: e.LeadProposed) -> None:
    ask(life, Remedy("accept-lead", (), (), (event.role,)), life.opened.lead.current.role)


def _taken_over(life: Life) -> None:
    """Who accepted the lead takes it over once the case is where it may lead."""
    handover, phase = life.opened.lead.handover, life.opened.position.phase
    if handover.stage is not _ACCEPTED or phase is None:
        return
    if life.workflow.procedure.may_lead(handover.role, phase):
        ask(life, Remedy("take-over-lead", (), (), (handover.role,)), handover.role)


def _accepted(life: Life, event: e.LeadAccepted) -> None:
    del event
    _taken_over(life)


def _breached(life: Life, event: e.BreachOpened) -> None:
    """Whoever owns a breach mends it."""
    role = event.owner if event.owner in life.workflow.procedure.agencies else ""
    owner = role or life.opened.lead.current.role
    breaches = life.opened.exceptions.open_breaches()
    name = next((one.breach for one in breaches if one.rule == event.rule), event.breach)
    ask(life, Remedy("close-breach", (("breach", name),), (), (owner,)), owner)


def _ended(
    life: Life, event: e.ConferenceClosed | e.ConferenceCancelled | e.ConferenceStopped
) -> None:
    """Whoever works on a step sees what came of it."""
    del event
    if life.goal is not None:
        life.wake(life.now + timedelta(minutes=1), "work", work, life.goal)


def _stopped(life: Life, event: e.ConferenceStopped) -> None:
    """People went home: a review that waits for the conference needs another."""
    _ended(life, event)
    go_on(life, event.conference, helped)


REACTIONS: Final[Mapping[type[Event], Reaction]] = {
    e.CaseOpened: begun,
    e.StepTaken: stepped,
    e.ReviewReminded: _review_nears,
    e.ReviewFellDue: _review_nears,
    e.ReviewMissed: _review_nears,
    e.LeadProposed: _proposed,
    e.LeadAccepted: _accepted,
    e.BreachOpened: _breached,
    e.ConferenceClosed: _ended,
    e.ConferenceCancelled: _ended,
    e.ConferenceStopped: _stopped,
}
