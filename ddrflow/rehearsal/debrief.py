"""What is talked about when a rehearsal is over: what was refused and why, and what was missed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ddrflow.measures import Finding, measured
from ddrflow.measures.report import past_of
from ddrflow.model.agency import Actor
from ddrflow.model.events import ReviewGivenUp, ReviewMissed
from ddrflow.model.record import Breach
from ddrflow.model.verdict import Reason, Remedy, Verdict
from ddrflow.rehearsal.session import Moment, Rehearsal
from ddrflow.wire import arguments_of, name_of


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something that was refused: to whom, why, and whether it went through later."""

    at: datetime
    seat: Actor
    command: str
    verdicts: tuple[Verdict, ...]
    reason: Reason | None
    went_through: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """What would have helped and was never done: the remedies of something still refused."""

    command: str
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """A rehearsal as it is looked back on, by all of its players together: nothing is withheld.

    `warnings` are rules that passed unmet, each with who was warned; `missed` are reviews that
    were not held in time, by name and day.
    """

    state: str
    lead: str
    ended_at: datetime
    lessons: tuple[Lesson, ...]
    warnings: tuple[tuple[str, Verdict], ...]
    breaches: tuple[Breach, ...]
    missed: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    chances: tuple[Chance, ...]
    measures: tuple[Finding, ...]


def debrief(rehearsal: Rehearsal) -> Debrief:
    """Look back on a rehearsal, from its first moment to now."""
    case, now = rehearsal.case, rehearsal.clock.now()
    moments = rehearsal.moments
    lessons = tuple(_lessons(moments))
    return Debrief(
        state=case.position.state,
        lead=case.lead.current.role,
        ended_at=now,
        lessons=lessons,
        warnings=tuple(_warnings(moments)),
        breaches=case.exceptions.open_breaches(),
        missed=tuple(_missed(moments)),
        needs=tuple(one.need for one in case.care.open_needs()),
        chances=tuple(_chances(moments)),
        measures=measured([past_of(rehearsal.engine, rehearsal.case_id, now)]),
    )


def _lessons(moments: Iterable[Moment]) -> Iterator[Lesson]:
    told = list(moments)
    for number, one in enumerate(told):
        if one.refused is not None and one.command is not None and one.seat is not None:
            yield Lesson(
                one.at,
                one.seat,
                _line(one),
                one.refused.refusing,
                one.refused.reason,
                _line(one) in {_line(later) for later in told[number:] if later.done},
            )


def _line(moment: Moment) -> str:
    """A command as one line; by whom it is given does not matter for whether it went through."""
    if moment.command is None:
        return ""
    given = (f"{name}={value}" for name, value in arguments_of(moment.command).items() if value)
    return " ".join((name_of(moment.command), *given))


def _warnings(moments: Iterable[Moment]) -> Iterator[tuple[str, Verdict]]:
    for one in moments:
        for verdict in one.done.warnings if one.done else ():
            yield _line(one), verdict


def _missed(moments: Iterable[Moment]) -> Iterator[tuple[str, str]]:
    for one in moments:
        for entry in one.done.entries if one.done else ():
            if isinstance(entry.event, ReviewMissed | ReviewGivenUp):
                yield entry.event.review, str(entry.event.due_on)


def _chances(moments: Iterable[Moment]) -> Iterator[Chance]:
    """What a rule refused to the end, each once, with what was offered for it."""
    told = list(moments)
    through = {_line(one) for one in told if one.done}
    open_still = {
        _line(one): one.offered
        for one in told
        if one.refused and one.refused.refusing and _line(one) not in through
    }
    for line, offered in open_still.items():
        if offered:
            yield Chance(line, offered)
