"""What if? One event on one live case, lived through `decide` and `lapse` and never recorded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from ddrflow.dates import end_of, local_day
from ddrflow.decide import Obstacles, Wait, waiting, why_not
from ddrflow.decide.filling import actor_of
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import (
    BindRole,
    Command,
    RefuseConsent,
    TakeStep,
    UnbindRole,
    WithdrawConsent,
)
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.standing import Means, Standing
from ddrflow.model.workflow import Workflow
from ddrflow.proof.line import A_DAY, Line
from ddrflow.wire.checking import LATEST

#: The organisation of a transfer that nobody named yet.
ANOTHER: Final = "another-"


@dataclass(frozen=True, slots=True)
class Supposed:
    """What would come of it.

    `recorded` is what would stand in the record, `waits` what the case would wait for that it
    does not wait for now, `harder` and `easier` the steps that would have more, or less, in
    their way, `unmanned` those that somebody could take and nobody could then. Where it would
    be refused, `refused` is the command and the answer, and the rest is what was done before it.
    """

    case: Case
    recorded: tuple[Entry, ...] = ()
    waits: tuple[Wait, ...] = ()
    harder: tuple[Obstacles, ...] = ()
    easier: tuple[Obstacles, ...] = ()
    unmanned: tuple[Obstacles, ...] = ()
    refused: tuple[Command, Decision] | None = None


def suppose(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    now: datetime,
    words: Sequence[str],
) -> Supposed:
    """Live the event that the words name on a copy of the case; nothing is recorded.

    Raises BadCommand for words that name no event, or name what the case does not know.
    """
    line = Line(workflow, now, case, standing)
    after, refused = _lived(line, words)
    then = after.opened
    return Supposed(
        then,
        after.entries(),
        _new_waits(line, after),
        _differing(line, after),
        _differing(after, line),
        _unmanned(line, after),
        refused,
    )


def _lived(line: Line, words: Sequence[str]) -> tuple[Line, tuple[Command, Decision] | None]:
    verb, arguments = (words[0], words[1:]) if words else ("", ())
    if verb in TURNS:
        return TURNS[verb](line, arguments), None
    if verb not in VERBS:
        raise BadCommand("event", f"`{verb}` is no event to suppose", f"there are: {USAGE}")
    for command in VERBS[verb](line, arguments):
        decision = line.judged(command)
        if not decision.is_allowed:
            return line, (command, decision)
        line = line.done(command, decision).moved_back(line.now)
    return line.waited(line.now), None


def _until(line: Line, arguments: Sequence[str]) -> Line:
    """Time passes, and each thing lapses on its own day."""
    return line.lived_through(_last_moment(line, arguments))


def _without(line: Line, arguments: Sequence[str]) -> Line:
    """A person is named for nothing any more, whatever it was for."""
    person = _one("without", arguments)
    parties = line.opened.parties
    left = tuple(one for one in parties.persons if one.person != person)
    if left == parties.persons:
        listed = ", ".join(f"`{one}`" for one in dict.fromkeys(p.person for p in left)) or "nobody"
        raise BadCommand("without", f"`{person}` is named for nothing here", f"there are: {listed}")
    return replace(line, case=replace(line.opened, parties=replace(parties, persons=left)))


def _unfunded(line: Line, arguments: Sequence[str]) -> Line:
    """The funding of whoever plays a role ended yesterday; of the lead where none is named."""
    role = _one("unfunded", arguments) if arguments else line.opened.lead.current.role
    _known(line, role)
    grants = line.standing.grants if line.standing else None
    if line.standing is None or grants is None:
        message = "nothing is on record of anybody's funding"
        raise BadCommand("unfunded", message, "record it with `ddrflow standing grant`")
    over = local_day(line.now, line.workflow.procedure.zone) - A_DAY
    playing = line.opened.parties.organisations(role, line.now)
    ended = tuple(
        replace(one, ends_on=min(over, one.ends_on or over))
        if one.means is Means.FUNDING and one.organisation in playing
        else one
        for one in grants
    )
    if ended == grants:
        raise BadCommand("unfunded", f"`{role}` has no funding that runs", "name another role")
    return replace(line, standing=replace(line.standing, grants=ended))


def _last_moment(line: Line, arguments: Sequence[str]) -> datetime:
    text = _one(UNTIL, arguments)
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise BadCommand(UNTIL, f"`{text}` is no day", "write it as 2026-12-31") from fault
    if day.year > LATEST:
        raise BadCommand(UNTIL, f"the year {day.year} cannot be", f"{LATEST} at most")
    moment = end_of(day, line.workflow.procedure.zone)
    if moment <= line.now:
        raise BadCommand(UNTIL, f"`{text}` is over", "name a day that is still to come")
    return moment


def _one(verb: str, arguments: Sequence[str], most: int = 1) -> str:
    if not 1 <= len(arguments) <= most:
        raise BadCommand(verb, f"it was given {len(arguments)} words", f"there are: {USAGE}")
    return arguments[0]


def _step(line: Line, arguments: Sequence[str]) -> list[Command]:
    """By the first of those who may, who plays a role in the case."""
    trigger = _one("step", arguments)
    step = line.workflow.steps.get((line.opened.position.state, trigger))
    playing = [one for one in sorted(step.by) if _plays(line, one)] if step else []
    actor = actor_of(line, playing[0]) if playing else _lead(line)
    return [TakeStep(actor=actor, trigger=trigger)]


def _transfer(line: Line, arguments: Sequence[str]) -> list[Command]:
    """Another organisation takes the role, and the old one is let go."""
    role = _one("transfer", arguments, 2)
    new = arguments[1] if len(arguments) > 1 else f"{ANOTHER}{role}"
    bind = BindRole(actor=_lead(line), role=role, organisation=new)
    return [bind, *_leaves(line, [role])]


def _leaves(line: Line, arguments: Sequence[str]) -> list[Command]:
    """Everybody who plays a role is let go."""
    role = _one("leaves", arguments)
    _known(line, role)
    playing = line.opened.parties.organisations(role, line.now)
    if not playing:
        raise BadCommand("leaves", f"nobody plays `{role}` in this case", "name a role that is")
    return [UnbindRole(actor=_lead(line), role=role, organisation=one) for one in playing]


def _no(line: Line, arguments: Sequence[str]) -> list[Command]:
    """Whoever is asked says no, or takes a yes back."""
    scope = _one("no", arguments)
    scopes = line.workflow.procedure.consents
    if scope not in scopes:
        listed = ", ".join(f"`{one}`" for one in scopes) or "none"
        raise BadCommand("no", f"no consent is called `{scope}`", f"there are: {listed}")
    answers = line.opened.consents.get(scope, ())
    given = bool(answers) and answers[-1].status(line.now) is ConsentStatus.GIVEN
    kind = WithdrawConsent if given else RefuseConsent
    return [kind(actor=_lead(line), scope=scope)]


def _known(line: Line, role: str) -> None:
    agencies = line.workflow.procedure.agencies
    if role not in agencies:
        listed = ", ".join(f"`{one}`" for one in agencies)
        raise BadCommand("role", f"no role is called `{role}`", f"there are: {listed}")


def _plays(line: Line, role: str) -> bool:
    return bool(line.opened.parties.organisations(role, line.now))


def _lead(line: Line) -> Actor:
    return actor_of(line, line.opened.lead.current.role)


UNTIL: Final = "until"
VERBS: Final[Mapping[str, Callable[[Line, Sequence[str]], list[Command]]]] = {
    "step": _step,
    "transfer": _transfer,
    "leaves": _leaves,
    "no": _no,
}
"""What somebody could do, by its word."""
TURNS: Final[Mapping[str, Callable[[Line, Sequence[str]], Line]]] = {
    "without": _without,
    "unfunded": _unfunded,
    UNTIL: _until,
}
"""What could come about without anybody's command."""
USAGE: Final = (
    "`step TRIGGER`, `transfer ROLE [ORGANISATION]`, `leaves ROLE`, `no CONSENT`, "
    "`without PERSON`, `unfunded [ROLE]`, `until DAY`"
)


def _new_waits(before: Line, after: Line) -> tuple[Wait, ...]:
    """What it would wait for that it does not wait for now."""
    known = {_named(one) for one in _waits(before)}
    return tuple(one for one in _waits(after) if _named(one) not in known)


def _waits(line: Line) -> tuple[Wait, ...]:
    return waiting(line.workflow, line.opened, line.standing, line.now)


def _named(wait: Wait) -> tuple[object, ...]:
    return wait.what.message, tuple((one.name, one.value) for one in wait.what.fields)


def _differing(before: Line, after: Line) -> tuple[Obstacles, ...]:
    """Steps that both can be taken from, and that have more in their way after than before."""
    if not after.opened.is_open or not before.opened.is_open:
        return ()
    free = {one.trigger: _rules(one) for one in _obstacles(before)}
    return tuple(
        one for one in _obstacles(after) if one.trigger in free and _rules(one) - free[one.trigger]
    )


def _unmanned(before: Line, after: Line) -> tuple[Obstacles, ...]:
    """Steps from where the case would stand whose every role would have left."""
    if not after.opened.is_open:
        return ()
    return tuple(
        one
        for one in _obstacles(after)
        if any(_plays(before, role) for role in one.by)
        and not any(_plays(after, role) for role in one.by)
    )


def _obstacles(line: Line) -> tuple[Obstacles, ...]:
    return why_not(line.workflow, line.opened, line.standing, line.now)


def _rules(one: Obstacles) -> frozenset[tuple[str, str]]:
    verdicts = ((each.rule, each.reason) for each in one.verdicts)
    return frozenset((rule, reason.message if reason else "") for rule, reason in verdicts)
