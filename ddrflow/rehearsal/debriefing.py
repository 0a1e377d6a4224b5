"""What there is to talk about after a rehearsal: what was refused and learnt, what was missed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ddrflow.engine import Engine
from ddrflow.measures import Finding, report
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.conference import Outcome
from ddrflow.model.plan import Need
from ddrflow.model.record import Breach, Deviation
from ddrflow.model.verdict import Remedy, Verdict
from ddrflow.rehearsal.seats import Seat
from ddrflow.rehearsal.session import Move, Rehearsal
from ddrflow.stories import Tale

#: Where a step leads nowhere from here, others that do are named: that helps, and mends nothing.
STEP: Final = "take-step"
Ended = e.ReviewHeld | e.ReviewMissed | e.ReviewGivenUp | e.ReviewLeftOut
ENDED: Final[Mapping[type[Ended], str]] = {
    e.ReviewHeld: "held",
    e.ReviewMissed: "missed",
    e.ReviewGivenUp: "given up",
    e.ReviewLeftOut: "left out",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A remedy that a refusal named to its seat, and whether anybody took it later."""

    remedy: Remedy
    taken: bool


@dataclass(frozen=True, slots=True)
class Met:
    """A refusal: the move, what would have helped, and whether it was done later all the same."""

    move: Move
    offered: tuple[Offered, ...]
    done_later: bool

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that refused; the kind of refusal where none was asked."""
        decision = self.move.decision
        if decision is None:
            return ()
        return tuple(one.rule for one in decision.refusing) or (decision.outcome.value,)

    @property
    def is_missed(self) -> bool:
        """Something would have helped, nobody took it, and it was not done otherwise."""
        return bool(self.offered) and not (self.done_later or any(o.taken for o in self.offered))


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that warned and did not stop it."""

    move: Move
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one occurrence of a review: held, missed, given up, left out, or it waits."""

    review: str
    due_on: date | None
    became: str


@dataclass(frozen=True, slots=True)
class Course:
    """How a case went: its states in order, and the rules that refused on the way."""

    states: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """A rehearsal as everybody may talk about it: nothing is kept from anybody here."""

    case: Case
    began_at: datetime
    ends_at: datetime
    moves: int
    refusals: tuple[Met, ...]
    warnings: tuple[Warned, ...]
    deviations: tuple[Deviation, ...]
    breaches: tuple[Breach, ...]
    reviews: tuple[Turn, ...]
    needs: tuple[Need, ...]
    consents_not_asked: tuple[str, ...]
    not_held: tuple[str, ...]
    silent: tuple[Seat, ...]
    measures: tuple[Finding, ...]
    course: Course
    story: Course | None
    story_name: str

    @property
    def missed(self) -> tuple[Met, ...]:
        """Refusals of which nothing came, though something would have helped."""
        return tuple(one for one in self.refusals if one.is_missed)


def debrief(rehearsal: Rehearsal) -> Debrief:
    """Look back on a rehearsal as it stands; it can go on afterwards."""
    beginning, case = rehearsal.beginning, rehearsal.case
    engine, moves = beginning.engine, rehearsal.moves
    procedure, acted = beginning.workflow.procedure, {one.seat.place for one in moves}
    tale = beginning.tale
    return Debrief(
        case=case,
        began_at=rehearsal.began_at,
        ends_at=rehearsal.now,
        moves=len(moves),
        refusals=tuple(_met(moves)),
        warnings=tuple(
            Warned(move, one) for move in moves if move.done for one in move.done.warnings
        ),
        deviations=case.exceptions.deviations,
        breaches=case.exceptions.open_breaches(),
        reviews=tuple(_turns(engine, case)),
        needs=case.care.open_needs(),
        consents_not_asked=tuple(one for one in procedure.consents if one not in case.consents),
        not_held=tuple(_not_held(case)),
        silent=tuple(
            one
            for one in rehearsal.seats.values()
            if one.place not in acted and rehearsal.plays(one)
        ),
        measures=report(engine, [case.case_id]).cases[case.case_id],
        course=course(engine, case.case_id),
        story=course(tale.engine, case.case_id) if tale else None,
        story_name=_name(tale) if tale else "",
    )


def course(engine: Engine, case_id: str) -> Course:
    """The states that a case came through, and the rules that refused, each once."""
    states = [
        one.event.state if isinstance(one.event, e.CaseOpened) else one.event.target
        for one in engine.events(case_id)
        if isinstance(one.event, e.CaseOpened | e.StepTaken)
    ]
    rules = [one.rule for each in engine.refusals(case_id) for one in each.decision.refusing]
    return Course(tuple(states), tuple(dict.fromkeys(rules)))


def _name(tale: Tale) -> str:
    return f"{tale.story.script.workflow}/{tale.story.script.story}"


def _met(moves: Sequence[Move]) -> Iterator[Met]:
    for number, move in enumerate(moves):
        if move.decision is None:
            continue
        later = [one for one in moves[number + 1 :] if not one.is_refused]
        told = move.told or move.decision
        of_rules = [one for verdict in told.refusing for one in verdict.remedies]
        offered = [
            Offered(one, any(_is(each, one.command, dict(one.filled)) for each in later))
            for one in dict.fromkeys((*of_rules, *told.remedies))
            if one.command != STEP
        ]
        again = any(_is(one, move.name, move.given) for one in later)
        yield Met(move, tuple(offered), again)


def _is(move: Move, name: str, given: Mapping[str, str]) -> bool:
    """Whether a move was this command, with at least these arguments."""
    return move.name == name and all(
        _same(move.given.get(one, ""), value) for one, value in given.items()
    )


def _same(one: str, other: str) -> bool:
    return [each.strip() for each in one.split(",")] == [each.strip() for each in other.split(",")]


def _turns(engine: Engine, case: Case) -> Iterator[Turn]:
    """Occurrences in the order in which something became of them, then those that wait now."""
    for entry in engine.events(case.case_id):
        event = entry.event
        if isinstance(event, Ended):
            yield Turn(event.review, event.due_on, ENDED[type(event)])
    for name, review in case.reviews.items():
        if review.waits:
            yield Turn(name, review.due_on, "still to be held")


def _not_held(case: Case) -> Iterator[str]:
    """Conferences that count for nothing, by what they count as."""
    for name, one in case.conferences.items():
        if one.outcome in (Outcome.INQUORATE, Outcome.BROKEN_OFF):
            yield f"{name} ({one.type}): {one.outcome.value}"


def rules_by_seat(refusals: Iterable[Met]) -> Mapping[str, Mapping[str, int]]:
    """How often each rule refused, by seat."""
    found: dict[str, dict[str, int]] = {}
    for one in refusals:
        rules = found.setdefault(one.move.seat.name, {})
        for rule in one.rules:
            rules[rule] = rules.get(rule, 0) + 1
    return found
