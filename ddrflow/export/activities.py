"""What takes place in a case besides its steps, as event logs tell it: with a life cycle.

A conference is scheduled when it is convened and complete when its sitting ends, a turn of a
review begins when its day comes and is complete when it is held. The transitions are those of
the standard; where it has no word, `unknown` stands, and our own word stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.export.recorded import counting
from ddrflow.export.turns import Told, turns
from ddrflow.model import events as e
from ddrflow.model.conference import Conference
from ddrflow.model.events import Entry
from ddrflow.model.fold import fold

Value = str | int | float
Values = tuple[tuple[str, Value], ...]
COMPLETE: Final = "complete"
OF_A_TURN: Final[Mapping[str, str]] = {
    "scheduled": "schedule",
    "reminded": "assign",
    "called": "start",
    "due": "start",
    "missed": "unknown",
    "left-out": "autoskip",
    "given-up": "autoskip",
    "held": COMPLETE,
    "reopened": "resume",
    "ended": "withdraw",
    "carried-over": "reassign",
}
OF_A_CONFERENCE: Final[Mapping[type[e.Event], str]] = {
    e.ConferenceConvened: "schedule",
    e.StageEntered: "start",
    e.ConferenceClosed: COMPLETE,
    e.ConferenceCancelled: "withdraw",
    e.ConferenceStopped: "ate_abort",
}
OfAConference = (
    e.ConferenceConvened
    | e.StageEntered
    | e.ConferenceClosed
    | e.ConferenceCancelled
    | e.ConferenceStopped
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One event of a log that is no step; `instance` ties those of one thing together.

    A name has a blank in it, which no trigger has: so none is taken for a step.
    """

    entry: Entry
    name: str
    transition: str
    instance: str = ""
    values: Values = ()


def activities(history: Sequence[Entry]) -> Iterator[Activity]:
    """Conferences, turns of reviews, changes of lead and effort, in the order of the record."""
    counted = counting(history)
    spoken_of = turns(counted)
    conferences = fold(history).conferences
    for entry in counted:
        event = entry.event
        if entry.seq in spoken_of:
            yield _of_a_turn(entry, spoken_of[entry.seq])
        elif isinstance(event, OfAConference) and event.conference in conferences:
            yield from _of_a_conference(entry, event, conferences[event.conference])
        elif isinstance(event, e.LeadTakenOver):
            yield Activity(entry, f"lead {event.role}", COMPLETE)
        elif isinstance(event, e.EffortRecorded):
            yield _of_effort(entry, event)


def _of_a_turn(entry: Entry, told: Told) -> Activity:
    turn = told.turn
    due = turn.due_on.isoformat()
    instance = f"{turn.review} {turn.anchor_on.isoformat()} {turn.occurrence} {due}"
    values: Values = (("status", told.status), ("due", due))
    name = f"review {turn.review}"
    return Activity(entry, name, OF_A_TURN[told.status], instance, values)


def _of_a_conference(
    entry: Entry, event: OfAConference, conference: Conference
) -> Iterator[Activity]:
    """Of the stages only the first of the sitting: with it the conference begins."""
    if isinstance(event, e.StageEntered) and event.stage != next(iter(conference.sitting), None):
        return
    name = f"conference {conference.type}"
    told: Values = ()
    if isinstance(event, e.ConferenceClosed):
        told = (("outcome", conference.outcome.value),)
    transition = OF_A_CONFERENCE[type(event)]
    yield Activity(entry, name, transition, conference.conference, told)


def _of_effort(entry: Entry, event: e.EffortRecorded) -> Activity:
    """The cost has no currency: it is in the money that all agencies of the scheme count in."""
    values: Values = (("spent-by", event.organisation), ("minutes", event.minutes))
    if event.cost:
        values = (*values, ("cost:total", float(event.cost)))
    return Activity(entry, f"effort {event.resource}", COMPLETE, values=values)
