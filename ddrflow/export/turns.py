"""Which turn of a review each entry speaks of, so that logs can tell one turn from another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ddrflow.model import events as e
from ddrflow.model.events import Entry


@dataclass(frozen=True, slots=True)
class Turn:
    """One occurrence of one run of a review; the day tells a called turn from a regular one."""

    review: str
    anchor_on: date
    occurrence: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says of reviews: the turn, what became of it, and the turn that comes next."""

    turn: Turn
    status: str
    then: Turn | None = None


STATUS: Final[Mapping[type[e.Event], str]] = {
    e.ReviewScheduled: "scheduled",
    e.ReviewReminded: "reminded",
    e.ReviewCalled: "called",
    e.ReviewFellDue: "due",
    e.ReviewMissed: "missed",
    e.ReviewLeftOut: "left-out",
    e.ReviewGivenUp: "given-up",
    e.ReviewHeld: "held",
    e.ReviewReopened: "reopened",
    e.ReviewEnded: "ended",
    e.ReviewCarriedOver: "carried-over",
}
Numbered = (
    e.ReviewScheduled
    | e.ReviewReminded
    | e.ReviewCalled
    | e.ReviewFellDue
    | e.ReviewMissed
    | e.ReviewLeftOut
    | e.ReviewGivenUp
    | e.ReviewHeld
    | e.ReviewReopened
)
Begins = e.ReviewScheduled | e.ReviewCalled | e.ReviewReopened
#: Those that may have been stored without a day speak of the turn that waited.
DAY_UNKNOWN: Final = date.min


def turns(entries: Sequence[Entry]) -> Mapping[int, Told]:
    """What each entry of a case says of reviews, by its number; others are not in it."""
    running: dict[str, Turn] = {}
    given_up: set[Turn] = set()
    found: dict[int, Told] = {}
    for entry in entries:
        told = _told(entry.event, running)
        if told is None:
            continue
        found[entry.seq] = told
        if isinstance(entry.event, e.ReviewGivenUp):
            if running.get(told.turn.review) != told.turn:
                # A correction has another turn wait: the event speaks of none that comes next.
                found[entry.seq] = replace(told, then=None)
                continue
            given_up.add(told.turn)
        elif isinstance(entry.event, e.ReviewHeld) and told.turn in given_up:
            # Held in time after all: the turn that waits goes on waiting.
            found[entry.seq] = replace(told, then=None)
            continue
        _go_on(entry.event, told, running)
    return found


def _told(event: e.Event, running: Mapping[str, Turn]) -> Told | None:
    if isinstance(event, Numbered):
        turn, status = _turn(event, running), STATUS[type(event)]
        if isinstance(event, e.ReviewHeld | e.ReviewGivenUp):
            day = event.next_due_on
            then = Turn(event.review, event.anchor_on, event.next_occurrence, day)
            return Told(turn, status, then)
        return Told(turn, status)
    if not isinstance(event, e.ReviewEnded | e.ReviewCarriedOver):
        return None
    old = running.get(event.review)
    if old is None or old.anchor_on != event.anchor_on:
        return None
    if isinstance(event, e.ReviewEnded):
        return Told(old, STATUS[type(event)])
    new = Turn(event.named, event.new_anchor_on, event.occurrence, event.due_on)
    return Told(old, STATUS[type(event)], new)


def _turn(event: Numbered, running: Mapping[str, Turn]) -> Turn:
    waits = running.get(event.review)
    known = waits.due_on if waits is not None else DAY_UNKNOWN
    return Turn(event.review, event.anchor_on, event.occurrence, event.due_on or known)


def _go_on(event: e.Event, told: Told, running: dict[str, Turn]) -> None:
    """Which turn waits once the event is recorded."""
    if isinstance(event, Begins):
        running[told.turn.review] = told.turn
    elif isinstance(event, e.ReviewEnded):
        del running[told.turn.review]
    elif told.then is not None:
        running.pop(told.turn.review, None)
        running[told.then.review] = told.then
