"""A running case goes on under another version of its workflow: all of it, or not at all."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from ddrflow.dates import add, local_day
from ddrflow.decide.act import wrong_state
from ddrflow.decide.consequences import named, uncovered
from ddrflow.decide.fitting import Move, in_the_way
from ddrflow.decide.foretold import foretold
from ddrflow.decide.scheduling import entering
from ddrflow.errors import BadCommand
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import MigrateCase
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import CaseMigrated, Content, Entry, Event, ReviewCarriedOver, ReviewEnded
from ddrflow.model.fold.migration import roles_named
from ddrflow.model.review import Review, ReviewRule
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow

TRIGGER: Final = "migrate-case"
NOT_THE_KEEPER: Final = Decision(Outcome.NOT_ENTITLED, reason=Reason("actor.not-the-keeper"))


def migrate(
    old: Workflow,
    new: Workflow,
    case: Case,
    command: MigrateCase,
    now: datetime,
    history: Sequence[Entry],
) -> Decision:
    """Answer whether a case moves from the version it is under to another one.

    `history` is its whole record. A running review keeps its day, or comes sooner where the new
    version reviews more often. A case whose lead does not cover the phase there moves with a
    breach that says so. Raises BadCommand where `new` is not the version that the command names.
    """
    if command.actor != KEEPER:
        return NOT_THE_KEEPER
    refusal = _not_from_here(old, new, case)
    _check(new, command, now)
    if refusal is not None:
        return refusal
    move = Move(old, new, case, now, history)
    verdicts = in_the_way(move)
    if verdicts:
        return Decision(Outcome.RULE_UNMET, (), verdicts)
    content = (("text", command.text),) if command.text else ()
    event = _moved(move, command.decided_by, command.decided_on, command.plan)
    return Decision(Outcome.ALLOWED, _drafts(move, event, content))


def as_under(move: Move) -> Case:
    """The case as it would stand there, whatever is under way, where all that it names is known."""
    event = _moved(move, "nobody", local_day(move.now, move.new.procedure.zone))
    return foretold(move.case, _drafts(move, event), KEEPER, move.now)


def _drafts(move: Move, event: CaseMigrated, content: Content = ()) -> tuple[Draft, ...]:
    drafts = [Draft(event, content)]
    after = foretold(move.case, drafts, KEEPER, move.now)
    for one in _carried(move, after):
        drafts.append(Draft(one))
        after = foretold(after, drafts[-1:], KEEPER, move.now)
    gone = [one for name, one in after.reviews.items() if name not in move.new.reviews]
    drafts += [Draft(ReviewEnded(one.name, one.anchor_on)) for one in gone]
    drafts += [Draft(one) for one in entering(move.new, after, move.state, move.now)]
    drafts += [Draft(one) for one in uncovered(move.new, after, move.now, TRIGGER)]
    return named(move.case, drafts)


def _check(new: Workflow, command: MigrateCase, now: datetime) -> None:
    if command.digest != new.identity.digest:
        raise BadCommand("digest", "the version at hand is not the one that is named")
    if command.occurred_at is not None:
        message = "a case moves when it is recorded"
        raise BadCommand("occurred_at", message, "leave it out; `decided_on` says when it was")
    if command.decided_on > local_day(now, new.procedure.zone):
        raise BadCommand("decided_on", f"{command.decided_on} lies in the future")


def _not_from_here(old: Workflow, new: Workflow, case: Case) -> Decision | None:
    if not case.is_open:
        return wrong_state("case.closed")
    name = Field("workflow", str(new.identity))
    if new.identity.name != old.identity.name:
        was = Field("was", str(old.identity))
        return wrong_state("migration.of-another-workflow", name, was)
    if new.identity == old.identity:
        return wrong_state("migration.there-already", name)
    return None


def _moved(move: Move, by: str, on: date, plan: str = "") -> CaseMigrated:
    """The event of the move; of the roles it names those that the case names."""
    state = move.new.states[move.state]
    if state.phase is None:
        message = f"`{state.name}` is final"
        raise ValueError(message)
    names = roles_named(move.case)
    roles = tuple(pair for pair in move.mapping.roles.items() if pair[0] in names)
    return CaseMigrated(
        workflow=move.new.identity,
        state=state.name,
        phase=state.phase,
        decided_by=by,
        decided_on=on,
        plan=plan,
        roles=roles,
    )


def _carried(move: Move, case: Case) -> Iterator[Event]:
    """Each review that runs on and is called, or counted, otherwise there."""
    today = local_day(move.now, move.new.procedure.zone)
    for name, review in case.reviews.items():
        was, rule = move.old.reviews[name], move.new.reviews.get(move.review(name))
        if rule is None or move.state not in rule.states:
            continue
        same = (was.every, was.calendar, was.on_holiday) == (
            rule.every,
            rule.calendar,
            rule.on_holiday,
        )
        if same and rule.name == name:
            continue
        # One that was called before its day still has that day, and is counted from it.
        regular = was.due_day(review.anchor_on, review.occurrence)
        day = regular if review.called_for else review.due_on
        moved_day = day if same else _due(rule, review, day, today)
        due_on = review.due_on if same or review.called_for else moved_day
        anchor = review.anchor_on if same else _anchor(rule, review.occurrence, moved_day)
        yield ReviewCarriedOver(
            name, review.anchor_on, rule.name, anchor, review.occurrence, due_on
        )


def _due(rule: ReviewRule, review: Review, day: date, today: date) -> date:
    """Its own day, or sooner where a whole interval of the new version is over before."""
    if review.waits and not review.called_for:
        return day
    soonest = rule.calendar.moved(add(today, rule.every, 1, rule.calendar), rule.on_holiday)
    return min(day, soonest)


def _anchor(rule: ReviewRule, occurrence: int, due_on: date) -> date:
    """So far back that the occurrence is due on its day."""
    return add(due_on, rule.every, -occurrence, rule.calendar)
