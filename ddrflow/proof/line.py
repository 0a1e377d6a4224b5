"""A history that the proof lives through `decide` and `lapse`: what was done, and what came of it.

Nothing is copied when a line forks: each holds its last move and the line before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ddrflow.decide import check_above, decide, lapse
from ddrflow.errors import BadCommand
from ddrflow.model.agency import KEEPER, Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.fold import evolve
from ddrflow.model.standing import Standing, StandingEntry, StandingEvent, standing_of
from ddrflow.model.workflow import Workflow

#: Between two moves, so that a story has an order that people can read.
A_MOMENT = timedelta(minutes=1)
A_DAY = timedelta(days=1)
#: What the case is called in its entries.
NAME = "proof"
#: A review that is due, missed and overtaken at once takes so many turns to lapse.
TURNS = 50


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody did when: a command, a fact above the cases, or None for time alone."""

    at: datetime
    actor: Actor
    done: Command | StandingEvent | None


@dataclass(frozen=True, slots=True)
class Line:
    """A case as far as a history has brought it, and how it came there."""

    workflow: Workflow
    now: datetime
    case: Case | None = None
    standing: Standing | None = None
    above: tuple[StandingEntry, ...] = ()
    last: Move | None = None
    before: "Line | None" = None
    length: int = 0
    #: What the last move recorded.
    recorded: tuple[Entry, ...] = ()

    @property
    def opened(self) -> Case:
        """The case, which is open by now."""
        if self.case is None:
            message = "a line is explored from its opening on"
            raise ValueError(message)
        return self.case

    def person(self, role: str) -> str:
        """The person who acts in a role in the proof."""
        return f"person-{role}"

    def asked(self, command: Command) -> Decision | None:
        """What `decide` says of a command now; None where it cannot be asked at all."""
        try:
            return self.judged(command)
        except BadCommand:
            return None

    def judged(self, command: Command) -> Decision:
        """What `decide` says of a command now. Raises BadCommand as it does."""
        return decide(self.workflow, self.case, self.standing, command, self.now)

    def done(self, command: Command, decision: Decision) -> "Line":
        """The line after a command that was allowed."""
        return self._after(Move(self.now, command.actor, command), decision, self.now + A_MOMENT)

    def stood(self, actor: Actor, event: StandingEvent) -> "Line | None":
        """The line after a fact above the cases; None where it does not fit what stands there."""
        try:
            check_above(self.above, event, self.now)
        except BadCommand:
            return None
        above = (*self.above, StandingEntry(len(self.above) + 1, self.now, actor, event))
        return replace(
            self,
            now=self.now + A_MOMENT,
            above=above,
            standing=standing_of(above),
            last=Move(self.now, actor, event),
            before=self,
            length=self.length + 1,
            recorded=(),
        )

    def moved_to(self, instant: datetime) -> "Line":
        """The line at an instant that is not before its own; nothing lapses."""
        return replace(self, now=max(instant, self.now))

    def moved_back(self, instant: datetime) -> "Line":
        """The line at an instant of before: what took place at once leaves no moment between."""
        return replace(self, now=instant)

    def waited(self, until: datetime) -> "Line":
        """The line at a later instant, after everything that time alone makes happen by then."""
        line = replace(self, now=max(until, self.now))
        for _ in range(TURNS):
            commands = lapse(line.workflow, line.opened, line.standing, line.now)
            if not commands:
                break
            for command in commands:
                decision = line.asked(command)
                if decision is not None and decision.is_allowed:
                    line = line.lapsed(decision)
        return line

    def lived_through(self, until: datetime) -> "Line":
        """The line at a later instant, day by day: each thing lapses on its own day."""
        line = self
        while line.now < until:
            line = line.waited(min(until, line.now + A_DAY))
        return line

    def lapsed(self, decision: Decision) -> "Line":
        """The line after what time alone made happen; no moment passes."""
        return self._after(Move(self.now, KEEPER, None), decision, self.now)

    def _after(self, move: Move, decision: Decision, now: datetime) -> "Line":
        case, seq = self.case, self.case.version if self.case else 0
        entries = tuple(
            Entry(NAME, number, move.at, move.at, move.actor, one.event, seq + 1, one.content)
            for number, one in enumerate(decision.drafts, seq + 1)
        )
        for entry in entries:
            case = evolve(case, entry)
        return replace(
            self,
            case=case,
            now=now,
            last=move,
            before=self,
            length=self.length + 1,
            recorded=entries,
        )

    def entries(self) -> tuple[Entry, ...]:
        """Everything that its moves recorded, in order."""
        lines, line = [], self
        while line.before is not None:
            lines.append(line)
            line = line.before
        return tuple(one for each in reversed(lines) for one in each.recorded)

    def moves(self) -> tuple[Move, ...]:
        """Everything that was done, from the opening on."""
        return tuple(reversed(list(self._back())))

    def _back(self) -> Iterator[Move]:
        line: Line | None = self
        while line is not None and line.last is not None:
            yield line.last
            line = line.before
