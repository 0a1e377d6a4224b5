"""Whether the agencies did something together apart from any case, recently enough."""

from typing import Annotated

from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.standing import Activity, ActivityKind, held_by_then
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    PeriodText,
    Refers,
    bind_one,
    earliest,
    internal,
    meaning,
    shown,
    today,
    undecided,
    unmet,
    words,
)


class ActivityNeeded(Parameters):
    """What they are to have done, whose organisations were there, and how long ago at most."""

    kind: Annotated[ActivityKind, meaning("What they are to have done together")]
    roles: Annotated[
        tuple[str, ...],
        Refers("agency"),
        meaning("The roles whose organisations must all have taken part"),
    ]
    within: Annotated[PeriodText | None, meaning("How long ago at most; any time if left out")] = (
        None
    )


def _held(question: Question, parameters: ActivityNeeded) -> Answer:
    parties, standing = question.case.parties, question.standing
    playing = {role: parties.organisations(role, question.at) for role in parameters.roles}
    nobody = tuple(role for role, found in playing.items() if not found)
    if nobody:
        binding = tuple(bind_one(question, role) for role in nobody)
        return unmet("person.role-not-bound", shown("role", words(nobody)), remedies=binding)
    everybody = tuple(dict.fromkeys(one for found in playing.values() for one in found))
    kind = shown("kind", parameters.kind)
    if standing is None or standing.activities is None:
        remedies = (_hold(question, parameters, everybody),)
        return undecided("activity.not-known", kind, remedies=remedies)
    held = held_by_then(standing.activities, parameters.kind, today(question))
    recent = tuple(one for one in held if _is_recent(question, parameters, one))
    without = _without(everybody, recent)
    if not without:
        return MET
    return _unmet(question, parameters, held, without)


def _unmet(
    question: Question,
    parameters: ActivityNeeded,
    held: tuple[Activity, ...],
    without: tuple[str, ...],
) -> Answer:
    remedies = (_hold(question, parameters, without),)
    kind, never = shown("kind", parameters.kind), _without(without, held)
    if never or parameters.within is None:
        return unmet("activity.not-held", kind, _who(never), remedies=remedies)
    within = shown("within", parameters.within)
    return unmet("activity.too-long-ago", kind, _who(without), within, remedies=remedies)


def _is_recent(question: Question, parameters: ActivityNeeded, one: Activity) -> bool:
    return parameters.within is None or one.held_on >= earliest(question, parameters.within)


def _without(organisations: tuple[str, ...], held: tuple[Activity, ...]) -> tuple[str, ...]:
    there = {one for each in held for one in each.organisations}
    return tuple(one for one in organisations if one not in there)


def _who(organisations: tuple[str, ...]) -> Field:
    return internal("organisations", words(organisations))


def _hold(question: Question, parameters: ActivityNeeded, missing: tuple[str, ...]) -> Remedy:
    """One activity for all who lack it; nobody does something together alone."""
    lead = question.case.lead.current
    together = tuple(dict.fromkeys((*missing, lead.organisation)))
    by = tuple(dict.fromkeys((*parameters.roles, lead.role)))
    kind, open_too = ("kind", parameters.kind.value), ("activity", "held_on")
    if len(together) == 1:
        return Remedy("hold-activity", (kind,), (*open_too, "organisations"), by)
    return Remedy("hold-activity", (kind, ("organisations", words(together))), open_too, by)


HELD = Rule(
    "activity.held",
    "Did every organisation in the roles take part in an activity of this kind, recently enough?",
    _held,
    ActivityNeeded,
    frozenset(
        {
            "case.parties",
            "case.lead",
            "standing.activities",
            "procedure.calendar",
            "procedure.zone",
            "at",
        }
    ),
    Source("ran", "R77"),
)
