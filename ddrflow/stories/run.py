"""Running a story: the same engine as live, a clock that the story sets, every claim checked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ddrflow.clock import ManualClock
from ddrflow.engine import Done, Engine, Refused
from ddrflow.errors import BadCommand, DdrflowError, Place
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.standing import StandingEntry, StandingEvent
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.stories.script import Beat, Expected, Follow, Story
from ddrflow.wire import STANDING_NAMES, command_from, standing_from

Opened = Callable[[ManualClock, Workflow], Engine]


class StoryFailed(DdrflowError):
    """A step of a story came out otherwise than the story says."""

    code = "E-STORY"

    def __init__(self, place: Place, what: str, expected: object, found: object) -> None:
        super().__init__(
            f"{place}: E-STORY: {what} is `{found}`\n  help: the story expects `{expected}`"
        )
        self.place = place
        self.what = what
        self.expected = expected
        self.found = found


@dataclass(frozen=True, slots=True)
class Told:
    """One step as it came out: `decision` where it was refused, `done` where it was recorded.

    `above` is what was recorded above the cases.
    """

    at: datetime
    who: str
    command: Command | None
    done: Done | None
    decision: Decision | None
    case: Case | None
    above: StandingEntry | None = None


@dataclass(frozen=True, slots=True)
class Tale:
    """A story that was run, and the engine that it ran on."""

    story: Story
    workflow: Workflow
    engine: Engine
    told: tuple[Told, ...]


@dataclass(slots=True)
class _Stage:
    """What a run keeps between steps."""

    story: Story
    workflow: Workflow
    engine: Engine
    clock: ManualClock
    refused: Refused | None = None
    told: list[Told] = field(default_factory=list)


def run(story: Story, workflow: Workflow, opened: Opened) -> Tale:
    """Run a story to its end. Raises StoryFailed at the first claim that does not hold."""
    zone = workflow.procedure.zone
    clock = ManualClock(_instant(story.script.steps[0].at, zone))
    stage = _Stage(story, workflow, opened(clock, workflow), clock)
    for beat, place in zip(story.script.steps, story.places, strict=True):
        clock.set(_instant(beat.at, zone))
        told = _lapsed(stage) if beat.lapse else _acted(stage, beat, place)
        stage.told += told
        for one in told[-1:]:
            _check(beat.expect, one, place)
    return Tale(story, workflow, stage.engine, tuple(stage.told))


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """In UTC: two times of one zone are compared by the wall clock, the repeated hour too."""
    return local.replace(tzinfo=zone).astimezone(UTC)


def _lapsed(stage: _Stage) -> list[Told]:
    case_id = stage.story.script.case
    now = stage.clock.now()
    done = stage.engine.lapse(case_id)
    told = [Told(now, "clock", None, one, None, one.case) for one in done]
    return told or [Told(now, "clock", None, None, None, stage.engine.case(case_id))]


def _acted(stage: _Stage, beat: Beat, place: Place) -> list[Told]:
    case_id = stage.story.script.case
    now = stage.clock.now()
    try:
        actor, name, arguments = _asked(stage, beat, place)
        if name in STANDING_NAMES:
            return [_stood(stage, beat.who, actor, standing_from(name, arguments), place)]
        command = _command(stage, beat, place, actor, name, arguments)
        done = _given(stage, case_id, command)
    except Refused as refusal:
        stage.refused = refusal
        if beat.expect.refused is None:
            raise StoryFailed(place, "the answer", "allowed", refusal) from refusal
        case = None if isinstance(refusal.command, OpenCase) else stage.engine.case(case_id)
        return [Told(now, beat.who, refusal.command, None, _whole(stage), case)]
    except BadCommand as fault:
        first, _, rest = str(fault).partition("\n  help: ")
        raise StoryFailed(
            place, "the command", rest or "a command as it can be asked", first
        ) from fault
    return [Told(now, beat.who, command, done, None, done.case)]


def _whole(stage: _Stage) -> Decision:
    """The refusal as the journal keeps it: a story is told to who may read everything."""
    return stage.engine.refusals(stage.story.script.case)[-1].decision


def _given(stage: _Stage, case_id: str, command: Command) -> Done:
    if isinstance(command, OpenCase):
        return stage.engine.open_case(stage.workflow.identity.name, case_id, command)
    return stage.engine.do(case_id, command)


def _stood(stage: _Stage, who: str, actor: Actor, event: StandingEvent, place: Place) -> Told:
    """A fact recorded above the cases, and the case as it stands, if there is one."""
    if not stage.story.script.above:
        raise StoryFailed(place, "a fact above the cases", "`above: true` in its head", who)
    case_id = stage.story.script.case
    stage.engine.record_standing(actor, event)
    case = stage.engine.case(case_id) if case_id in stage.engine.cases() else None
    entry = stage.engine.standing_entries()[-1]
    return Told(stage.clock.now(), who, None, None, None, case, entry)


def _asked(stage: _Stage, beat: Beat, place: Place) -> tuple[Actor, str, dict[str, Any]]:
    """Who asks for what, by its name."""
    actor = _actor(stage, beat.who, place)
    if beat.follow is None:
        return actor, beat.do, beat.with_
    return actor, *_followed(stage, beat.follow, actor, place)


def _command(
    stage: _Stage, beat: Beat, place: Place, actor: Actor, name: str, arguments: dict[str, Any]
) -> Command:
    at = _instant(beat.occurred or beat.at, stage.workflow.procedure.zone)
    if name == "again":
        return _again(stage, place, at)
    return command_from(name, arguments, actor, at)


def _actor(stage: _Stage, who: str, place: Place) -> Actor:
    player = stage.story.script.cast.get(who)
    if player is None:
        raise StoryFailed(place, "`who`", f"one of {', '.join(stage.story.script.cast)}", who)
    return Actor(f"person-{who}", player.organisation, player.role)


def _again(stage: _Stage, place: Place, at: datetime) -> Command:
    if stage.refused is None:
        raise StoryFailed(place, "`again`", "a refusal before it", "none")
    return replace(stage.refused.command, occurred_at=at)


def _followed(
    stage: _Stage, follow: Follow, actor: Actor, place: Place
) -> tuple[str, dict[str, Any]]:
    remedy = _remedy(stage, follow, place)
    if remedy.by and actor.role not in remedy.by:
        raise StoryFailed(place, "`who`", f"one of {', '.join(remedy.by)}", actor.role)
    unfilled = [name for name in remedy.open if name not in follow.with_]
    extra = [name for name in follow.with_ if name not in remedy.open]
    if unfilled or extra:
        raise StoryFailed(place, "`with`", f"values for {remedy.open}", sorted(follow.with_))
    return remedy.command, {**dict(remedy.filled), **follow.with_}


def _remedy(stage: _Stage, follow: Follow, place: Place) -> Remedy:
    if stage.refused is None:
        raise StoryFailed(place, "`follow`", "a refusal before it", "none")
    decision = _whole(stage)
    verdicts = [one for one in decision.refusing if follow.rule in ("", one.rule)]
    remedies = verdicts[0].remedies if verdicts else decision.remedies
    if len(remedies) < follow.remedy:
        found = f"{len(remedies)} remedies"
        raise StoryFailed(place, f"`{follow.rule}`", f"remedy {follow.remedy}", found)
    return remedies[follow.remedy - 1]


def _check(expected: Expected, told: Told, place: Place) -> None:
    found = told.decision.outcome if told.decision else Outcome.ALLOWED
    if (expected.refused or Outcome.ALLOWED) is not found:
        raise StoryFailed(place, "the answer", expected.refused or Outcome.ALLOWED, found)
    if told.decision is not None:
        _check_refusal(expected, told.decision, place)
    if told.done is not None:
        warned = [one.rule for one in told.done.warnings]
        for rule in expected.warned:
            if rule not in warned:
                raise StoryFailed(place, "the warnings", rule, ", ".join(warned) or "none")
        for rule in expected.unwarned:
            if rule in warned:
                raise StoryFailed(place, "the warnings", f"none of {rule}", ", ".join(warned))
    if told.case is not None:
        _check_case(expected, told.case, place)


def _check_refusal(expected: Expected, decision: Decision, place: Place) -> None:
    reasons = {one.rule: one.reason for one in decision.refusing}
    if expected.rule and expected.rule not in reasons:
        raise StoryFailed(place, "the refusing rule", expected.rule, ", ".join(reasons) or "none")
    reason = reasons[expected.rule] if expected.rule else decision.reason
    message = reason.message if reason else "none"
    if expected.message and expected.message != message:
        raise StoryFailed(place, "the message", expected.message, message)


def _check_case(expected: Expected, case: Case, place: Place) -> None:
    facts: list[tuple[str, object, object]] = [
        ("the state", expected.state, case.position.state),
        ("the lead", expected.lead, case.lead.current.role),
        ("the phase", expected.phase or "", case.position.phase),
    ]
    if expected.breaches is not None:
        open_now = str(len(case.exceptions.open_breaches()))
        facts.append(("the number of open breaches", str(expected.breaches), open_now))
    for name, outcome in expected.conferences.items():
        conference = case.conferences.get(name)
        words = (conference.outcome, conference.stage) if conference else ()
        found = outcome if outcome in words else ", ".join(words) or "unknown"
        facts.append((f"conference `{name}`", outcome, found))
    for name, status in expected.reviews.items():
        review = case.reviews.get(name)
        facts.append((f"review `{name}`", status, review.status if review else "not running"))
    for name, wanted_channel in expected.channels.items():
        channel = case.access.channel(name)
        ended = "open" if channel is not None and channel.closed_at is None else "closed"
        facts.append((f"channel `{name}`", wanted_channel, ended if channel else "unknown"))
    for what, wanted, actual in facts:
        if wanted not in ("", actual):
            raise StoryFailed(place, what, wanted, actual)
