"""Whether reviews were held in time, by their days alone: whether `lapse` was asked or not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model import events as e
from ddrflow.model.conference import Outcome
from ddrflow.model.events import Entry
from ddrflow.model.review import ReviewRule

Following = e.ReviewCalled | e.ReviewGivenUp | e.ReviewHeld | e.ReviewReopened | e.ReviewEnded


@dataclass(frozen=True, slots=True)
class Turn:
    """One occurrence of a review: its due day, when and in which conference it was held.

    `left_on` is when it ended without that; one that was given up is judged whenever that was.
    `rule` is that of the version of the workflow under which it came up.
    """

    rule: ReviewRule
    anchor_on: date
    occurrence: int
    due_on: date
    held_on: date | None = None
    left_on: date | None = None
    conference: str = ""
    is_given_up: bool = False

    @property
    def review(self) -> str:
        """By its name."""
        return self.rule.name


def on_time(past: Past) -> Iterator[Seen]:
    """Of the occurrences that were held or whose grace is over, how many were held within it.

    One that ended before its grace was over, since the case moved on, is not among them.
    """
    for turn, is_on_time in _judged(past):
        yield Seen(int(is_on_time), turn.review)


def missed(past: Past) -> Iterator[Seen]:
    """How many occurrences were not held within their grace, held later or not."""
    for turn, is_on_time in _judged(past):
        yield Seen(int(not is_on_time), turn.review)


def _judged(past: Past) -> Iterator[tuple[Turn, bool]]:
    for turn in _turns(past):
        last = turn.rule.last_day(turn.due_on)
        if turn.held_on is not None:
            yield turn, turn.held_on <= last
        elif turn.is_given_up or (turn.left_on or past.day(past.ends_at)) > last:
            yield turn, False


def _turns(past: Past) -> list[Turn]:
    """Every occurrence that the record tells of, as the fold of reviews follows them."""
    running: dict[str, Turn] = {}
    over: list[Turn] = []
    rules = past.workflow.reviews
    for entry in past.entries:
        event = entry.event
        if isinstance(event, e.CaseOpened | e.CaseMigrated):
            rules = past.version(event.workflow.digest).reviews
            for name, turn in running.items():
                running[name] = replace(turn, rule=rules.get(name, turn.rule))
        elif isinstance(event, e.ReviewScheduled):
            rule = rules[event.review]
            running[event.review] = Turn(rule, event.anchor_on, event.occurrence, event.due_on)
        elif isinstance(event, e.ReviewCarriedOver):
            was = running.pop(event.review)
            carried = replace(was, rule=rules[event.named], anchor_on=event.new_anchor_on)
            running[event.named] = replace(carried, due_on=event.due_on)
        elif isinstance(event, Following):
            turn_now = running.get(event.review)
            if turn_now is not None and turn_now.anchor_on == event.anchor_on:
                over = _after(past, entry, event, turn_now, running, over)
    return [*over, *running.values()]


def _after(
    past: Past,
    entry: Entry,
    event: Following,
    turn: Turn,
    running: dict[str, Turn],
    over: list[Turn],
) -> list[Turn]:
    """What is over once the event is; `running` has what comes next."""
    name = event.review
    if isinstance(event, e.ReviewEnded):
        del running[name]
        return [*over, replace(turn, left_on=past.day(entry.occurred_at))]
    if isinstance(event, e.ReviewCalled):
        running[name] = replace(turn, due_on=event.due_on)
        return over
    if isinstance(event, e.ReviewReopened):
        running[name] = Turn(turn.rule, turn.anchor_on, event.occurrence, event.due_on)
        return _kept(over, event)
    following = Turn(turn.rule, turn.anchor_on, event.next_occurrence, event.next_due_on)
    if isinstance(event, e.ReviewGivenUp):
        return _given_up(event, turn, running, over, following)
    held_on = _held_on(past, entry, event)
    late = Turn(turn.rule, turn.anchor_on, event.occurrence, event.due_on or turn.due_on)
    if replace(late, is_given_up=True) in over:
        others = [one for one in over if one != replace(late, is_given_up=True)]
        return [*others, replace(late, held_on=held_on, conference=event.conference)]
    running[name] = following
    return [*over, *_held(turn, event, held_on)]


def _given_up(
    event: e.ReviewGivenUp,
    turn: Turn,
    running: dict[str, Turn],
    over: list[Turn],
    following: Turn,
) -> list[Turn]:
    """Where a correction has another turn wait, the event speaks of none."""
    if (turn.occurrence, turn.due_on) != (event.occurrence, event.due_on):
        return over
    running[event.review] = following
    return [*over, replace(turn, is_given_up=True)]


def _held(turn: Turn, event: e.ReviewHeld, held_on: date | None) -> list[Turn]:
    """The turn that was held; another one that waited, since its holding was lost, was not."""
    held = replace(turn, occurrence=event.occurrence, due_on=event.due_on or turn.due_on)
    skipped = [turn] if held != turn else []
    return [*skipped, replace(held, held_on=held_on, conference=event.conference)]


def _kept(over: list[Turn], event: e.ReviewReopened) -> list[Turn]:
    """Without the turn that was not held after all, and without what came after it in its run."""
    run, first = (event.review, event.anchor_on), (event.occurrence, event.due_on)
    others = [one for one in over if (one.review, one.anchor_on) != run]
    own = [one for one in over if (one.review, one.anchor_on) == run]
    kept = takewhile(
        lambda one: (
            (one.occurrence, one.due_on) < first or event.conference not in ("", one.conference)
        ),
        own,
    )
    return [*others, *kept]


def _held_on(past: Past, entry: Entry, event: e.ReviewHeld) -> date | None:
    """A conference holds it on the day that its sitting ended, however late that was recorded.

    None where the conference does not count after all.
    """
    conference = past.case.conferences.get(event.conference)
    if conference is None:
        return past.day(entry.occurred_at)
    if conference.closed_at is None or conference.outcome is not Outcome.HELD:
        return None
    return past.day(conference.closed_at)
