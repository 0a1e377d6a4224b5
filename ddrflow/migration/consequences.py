"""What a move to another version changes for one case, worked out and never recorded."""

from collections.abc import Iterator, Mapping
from datetime import date

from ddrflow.decide import Move, answer_by, command_name, lapse, last_day, why_not
from ddrflow.migration.plan import Consequence, Kind
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import BreachOpened
from ddrflow.model.information import InformationClass
from ddrflow.model.sight import classes_of
from ddrflow.model.standing import Standing
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow
from ddrflow.wire import arguments_of

#: A deadline: what it is of, and its name there.
Named = tuple[str, str]
IN_STATE = "the last day in the state"
TO_ANSWER = "the last day to answer the proposal to lead"
REVIEW = "the review"


def consequences(
    move: Move, after: Case, decision: Decision, standing: Standing | None
) -> Iterator[Consequence]:
    """Everything that an allowed move changes for its case; `after` is the case after it."""
    if not _manned(move.new, after, move) and _manned(move.old, move.case, move):
        yield Consequence(Kind.STUCK, Reason("migration.stuck", (Field("state", move.state),)))
    for draft in decision.drafts:
        if isinstance(draft.event, BreachOpened):
            event = draft.event
            fields = (
                Field("rule", event.rule),
                Field("owner", event.owner),
                Field("due_on", str(event.due_on)),
            )
            yield Consequence(Kind.BREACH, Reason("migration.opens-breach", fields))
    yield from _at_once(move, after, standing)
    yield from _deadlines(move, after)
    yield from _asks_more(move, after, standing)
    yield from _seen(move, after)


def _manned(workflow: Workflow, case: Case, move: Move) -> bool:
    """Somebody in the case may take some step from where it stands."""
    return any(
        case.parties.organisations(role, move.now)
        for step in workflow.steps_from(case.position.state)
        for role in step.by
    )


def _at_once(move: Move, after: Case, standing: Standing | None) -> Iterator[Consequence]:
    """What time alone makes happen after the move, and would not without it."""
    known = {_told(one) for one in lapse(move.old, move.case, standing, move.now)}
    for one in lapse(move.new, after, standing, move.now):
        if _told(one) not in known:
            fields = (Field("what", _told(one)),)
            yield Consequence(Kind.AT_ONCE, Reason("migration.due-at-once", fields))


def _told(command: Command) -> str:
    given = " ".join(arguments_of(command, with_words=False).values())
    return f"{command_name(command)} {given}".strip()


def _deadlines(move: Move, after: Case) -> Iterator[Consequence]:
    was = {
        (what, move.review(name)): day for (what, name), day in _days(move.old, move.case).items()
    }
    now = _days(move.new, after)
    for named in dict.fromkeys((*now, *was)):
        before, there = was.get(named), now.get(named)
        if before == there:
            continue
        fields = (
            Field("what", " ".join(one for one in named if one)),
            Field("was", str(before or "none")),
            Field("is", str(there or "none")),
        )
        yield Consequence(Kind.DEADLINE, Reason("migration.day-changes", fields))


def _days(workflow: Workflow, case: Case) -> Mapping[Named, date]:
    found: dict[Named, date | None] = {
        (REVIEW, name): one.due_on for name, one in case.reviews.items()
    }
    found[IN_STATE, ""] = last_day(workflow, case)
    found[TO_ANSWER, ""] = answer_by(workflow, case.lead.handover)
    return {named: day for named, day in found.items() if day is not None}


def _asks_more(move: Move, after: Case, standing: Standing | None) -> Iterator[Consequence]:
    """Steps that both versions have from here, and what newly stands in their way."""
    before = {
        one.trigger: {each.rule for each in one.verdicts}
        for one in why_not(move.old, move.case, standing, move.now)
    }
    for one in why_not(move.new, after, standing, move.now):
        rules = dict.fromkeys(each.rule for each in one.verdicts if each.refuses)
        more = [rule for rule in rules if rule not in before.get(one.trigger, ())]
        if one.trigger in before and more:
            fields = (Field("trigger", one.trigger), Field("rules", ", ".join(more)))
            yield Consequence(Kind.ASKS_MORE, Reason("migration.asks-more", fields))


def _seen(move: Move, after: Case) -> Iterator[Consequence]:
    """Roles that somebody plays, and that would see more of the record than they do."""
    old, new = move.old.procedure, move.new.procedure
    names = {new: old for old, new in move.mapping.roles.items()}
    for role in dict.fromkeys(one.role for one in after.parties.bindings if one.holds(move.now)):
        more = classes_of(new, role) - classes_of(old, names.get(role, role))
        if more:
            told = ", ".join(one for one in InformationClass if one in more)
            fields = (Field("role", role), Field("information", told))
            yield Consequence(Kind.SIGHT, Reason("migration.sees-more", fields))
