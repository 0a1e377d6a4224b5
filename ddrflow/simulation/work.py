"""How agencies bring a step about: they ask what stands in its way, and follow the remedies.

Nothing here knows a rule. The engine says what is missing, who can supply it and which command
would; the world says how long whoever is asked takes, and what the people of the case answer.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from ddrflow.decide import decide, why_not
from ddrflow.decide.filling import commands_of, facts_of, givers, is_above
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command, GiveConsent, RefuseConsent, TakeStep
from ddrflow.model.decision import Decision
from ddrflow.model.verdict import Remedy, Verdict
from ddrflow.model.workflow import StepKind
from ddrflow.ports import Refusal
from ddrflow.simulation.life import Goal, Life
from ddrflow.simulation.meeting import CONVENE, call, is_awaited

#: A remedy of a remedy, and so on; so deep at most.
DEPTH: Final = 4
#: The same thing is tried so often, then left until somebody asks anew.
TRIES: Final = 6
#: Who is stuck looks again after this.
LATER: Final = timedelta(days=30)
#: What sets a rule aside is no way to meet it, and no agency orders whom it could not persuade.
NOT_A_WAY: Final = frozenset({"allow-deviation", "set-participation"})
#: What the sitting itself does.
OF_A_SITTING: Final = frozenset(
    {"enter-stage", "record-attendance", "close-conference", "take-step"}
)


def work(life: Life, goal: Goal) -> None:
    """Ask what stands in the way of the next step, and ask whoever can help; once free, take it."""
    if life.goal is not goal:
        return
    is_time = life.now >= goal.planned_at
    missing = _tried(life, goal) if is_time else _foreseen(life, goal)
    if missing is None:
        return
    asker = life.opened.lead.current.role
    waits = [asked_for(life, one, asker) for one in missing if _is_followed(life, one)]
    if not is_time or any(waits):
        return
    if goal.step.kind is StepKind.HAPPENED or not any(one.refuses for one in missing):
        take(life, goal)
    else:
        life.tries.clear()
        life.wake(life.now + LATER, "work", work, goal)


def _foreseen(life: Life, goal: Goal) -> tuple[Verdict, ...]:
    """What would be missing now for a step that is taken later."""
    trigger = goal.step.trigger
    [obstacles] = why_not(life.workflow, life.opened, life.standing, life.now, trigger=trigger)
    return obstacles.verdicts


def _tried(life: Life, goal: Goal) -> tuple[Verdict, ...] | None:
    """Take the step where no rule has anything to say, not even advice; None once it is taken.

    Otherwise what is missing, but for who may take it: a refusal that agencies know of in advance
    is none.
    """
    command = TakeStep(actor=_taker(life, goal), trigger=goal.step.trigger)
    decision = decide(life.workflow, life.case, life.standing, command, life.now)
    if decision.is_allowed and not decision.open_verdicts:
        life.record(command, decision)
        return None
    asked = zip(goal.step.rules, decision.verdicts, strict=True)
    return tuple(one for use, one in asked if not (use.entitles or one.is_met))


def take(life: Life, goal: Goal) -> None:
    """Take the step that is planned; where it is refused, the refusal says what to do."""
    if life.goal is not goal:
        return
    actor = _taker(life, goal)
    decision = life.do(TakeStep(actor=actor, trigger=goal.step.trigger))
    if decision is None or decision.is_allowed:
        return
    if not helped(life, decision, actor.role):
        life.tries.clear()
        life.wake(life.now + LATER, "take", take, goal)


def playing(life: Life, roles: Sequence[str]) -> str:
    """The first of some roles that somebody plays, or the first of all."""
    for one in roles:
        if life.plays(one):
            return one
    return roles[0]


def _taker(life: Life, goal: Goal) -> Actor:
    """Whoever was to take the step, or another who may where that one plays no part any more."""
    if not life.plays(goal.role):
        goal.role = playing(life, sorted(goal.step.by))
    return life.actor(goal.role)


def _is_followed(life: Life, verdict: Verdict) -> bool:
    """What refuses has to be met; what only advises is followed as often as the world says."""
    if verdict.refuses:
        return True
    if verdict.rule not in life.heeded:
        advice = life.setting.world.parameter("agencies.advice")
        life.heeded[verdict.rule] = life.happens(advice, "advice", verdict.rule)
    return life.heeded[verdict.rule]


def asked_for(life: Life, verdict: Verdict, asker: str, depth: int = 0) -> bool:
    """Whether somebody is at work on what a rule misses, or only time has to pass."""
    for remedy in verdict.remedies:
        if remedy.command not in NOT_A_WAY and ask(life, remedy, asker, depth):
            return True
    if verdict.passes_from is not None and verdict.passes_from > life.now:
        if life.goal is not None:
            life.wake(verdict.passes_from, "work", work, life.goal)
        return True
    return False


def ask(life: Life, remedy: Remedy, asker: str, depth: int = 0) -> bool:
    """Ask whoever can give a remedy; False where nobody will, or it was tried too often."""
    if remedy.command in OF_A_SITTING or dict(remedy.filled).get("scope") in life.declined:
        return False
    if remedy.command == "convene-conference":
        kind = dict(remedy.filled).get("type", "")
        return bool(kind) and call(life, kind, helped)
    key = key_of(remedy)
    if key in life.asked:
        return True
    if depth > DEPTH or life.tries[key] >= TRIES:
        return False
    role = playing(life, remedy.by) if remedy.by else life.opened.lead.current.role
    life.asked.add(key)
    life.tries[key] += 1
    at = answered_at(life, asker, role, remedy.command)
    life.wake(at, key, _answer, remedy, role, asker, key, depth)
    return True


def key_of(remedy: Remedy) -> str:
    """What asking for a remedy is counted and woken by."""
    return f"{remedy.command} {remedy.filled}"


def helped(life: Life, decision: Decision, role: str) -> bool:
    """Whether somebody is at work on anything that a refusal misses."""
    found = [asked_for(life, one, role) for one in decision.refusing]
    return any(found)


def answered_at(life: Life, asker: str, role: str, purpose: str) -> datetime:
    """When a role does what another asked for: after its delay, by whoever holds the post then."""
    replies = life.setting.parameter("agencies.replies", role, asker)
    at = life.after(replies, purpose, role)
    return life.posts.filled_from(life.organisation(role), role, at)


def _answer(life: Life, remedy: Remedy, role: str, asker: str, key: str, depth: int) -> None:
    """Do what was asked for; what is refused then is brought about first."""
    life.asked.discard(key)
    if life.is_over:
        return
    refused = _done(life, remedy, role)
    if refused is not None:
        found = [asked_for(life, one, role, depth + 1) for one in refused.refusing]
        if any(found) and life.tries[key] < TRIES:
            life.asked.add(key)
            life.tries[key] += 1
            at = answered_at(life, asker, role, remedy.command)
            life.wake(at, key, _answer, remedy, role, asker, key, depth)
    if life.goal is not None:
        work(life, life.goal)


def _done(life: Life, remedy: Remedy, role: str) -> Decision | None:
    """None once it is done; the first refusal where nobody could do it in any way."""
    refused: tuple[Command, Decision] | None = None
    for actor in _from(life, remedy, role):
        if is_above(remedy):
            if any(life.stand(actor, one) for one in facts_of(life, remedy, actor)):
                return None
            continue
        for command in commands_of(life, remedy, actor):
            if isinstance(command, GiveConsent) and not _agrees(life, command.scope):
                life.do(RefuseConsent(actor=actor, scope=command.scope))
                return None
            decision = life.weigh(command)
            if decision is None:
                continue
            if decision.is_allowed:
                life.record(command, decision)
                return None
            refused = refused or (command, decision)
    if refused is None:
        return None
    life.refusals.append(Refusal(life.case_id, *refused, life.now))
    return refused[1]


def _from(life: Life, remedy: Remedy, role: str) -> Iterator[Actor]:
    """Whoever was asked first, then the others who could."""
    first = life.actor(role)
    yield first
    yield from (one for one in givers(life, remedy) if one.role != role)


def _agrees(life: Life, scope: str) -> bool:
    """What a person says who is asked for a consent; who says no is left alone for a while."""
    world = life.setting.world
    says_yes = life.happens(world.parameter("people.consents", scope), "consent", scope)
    if not says_yes:
        life.declined.add(scope)
        again = life.after(world.parameter("people.asked_again"), "asked-again", scope)
        life.wake(again, "asked again", _ask_again, scope)
    return says_yes


def _ask_again(life: Life, scope: str) -> None:
    """Ask for what a step misses, and for what the conferences rest on that reviews wait for."""
    life.declined.discard(scope)
    if life.is_over:
        return
    for name, kind in life.workflow.procedure.conferences.items():
        if kind.consent is not None and kind.consent.scope == scope and is_awaited(life, name):
            life.tries.pop(f"{CONVENE} {name}", None)
            call(life, name, helped)
    if life.goal is not None:
        work(life, life.goal)
