"""A history that was drawn: one case on an engine in memory, what was done, and what came of it."""

from datetime import datetime, timedelta
from typing import Final

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.events import Entry
from ddrflow.model.fold import fold
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Line, Move
from ddrflow.testing.flow import move_line
from ddrflow.testing.playing import line_of, openings, play, way_to
from ddrflow.testing.refusal import Refusal
from ddrflow.testing.seen import Reviews, Seen
from ddrflow.testing.virtual import BEGIN, VirtualClock, instant
from ddrflow.testing.watched import WatchedEngine

CASE: Final = "case-1"


class History:
    """One case under one workflow, as far as a history has brought it.

    `moves` is what was accepted, in order; `refusals` is what was tried and refused.
    """

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        self.clock = VirtualClock(instant(BEGIN, workflow.procedure.zone))
        self.engine = WatchedEngine(workflow, self.clock)
        self.moves: list[Move] = []
        self.refusals: list[Refusal] = []

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.engine.case(CASE)

    @property
    def seen(self) -> Seen:
        """The case at this instant: its state, its lead, its reviews."""
        return Seen(self.workflow, self.case, self.engine.now())

    @property
    def state(self) -> str:
        """The state that it is in."""
        return self.seen.state

    @property
    def lead(self) -> str:
        """The role of the accountable lead."""
        return self.seen.lead

    @property
    def reviews(self) -> Reviews:
        """How many reviews are due, overdue, missed."""
        return self.seen.reviews

    @property
    def events(self) -> tuple[Entry, ...]:
        """Its record, entry by entry."""
        return self.engine.events(CASE)

    def replayed(self) -> Case:
        """The case that its record alone makes."""
        return fold(self.events)

    def try_next(self, command: Command) -> Refusal | None:
        """Give one more command: the refusal, or None where it was accepted.

        Raises BadCommand for one that cannot be asked at all.
        """
        now = self.clock.now()
        try:
            self.engine.do(CASE, command)
        except Refused:
            whole = self.engine.refusals(CASE)[-1].decision
            refusal = Refusal(CASE, command, whole)
            self.refusals.append(refusal)
            return refusal
        self.moves.append(Move(now, command.actor, command))
        return None

    def __repr__(self) -> str:
        name = self.workflow.identity.name
        line = Line(self.workflow, self.clock.now())
        lines = (move_line(number, line, one) for number, one in enumerate(self.moves, 1))
        local = self.clock.now().astimezone(self.workflow.procedure.zone)
        now = f"  and then it is {local:%Y-%m-%d %H:%M}"
        return "\n".join([f"a history of `{name}`:", *lines, now])

    # ---- how it grows, for the strategy

    def let_pass(self, pause: timedelta) -> None:
        """Time passes, and nobody records what it brings."""
        self.clock.advance(pause)

    def lapse(self) -> None:
        """What time has brought is recorded."""
        if self.engine.lapse(CASE):
            self.moves.append(Move(self.clock.now(), KEEPER, None))

    def bring(self, command: Command) -> None:
        """A command with everything that it needs first; nothing where no remedy helps."""
        way = way_to(line_of(self.engine, self.workflow, CASE), command)
        if isinstance(way, str):
            return
        try:
            play(self.engine, self.workflow, CASE, way, self._until)
        except (Refused, BadCommand):
            return
        self.moves += way

    def remedies(self) -> tuple[Remedy, ...]:
        """What the last refusal says would help."""
        if not self.refusals:
            return ()
        decision = self.refusals[-1].decision
        offered = [one for verdict in decision.refusing for one in verdict.remedies]
        return (*offered, *decision.remedies)

    def _until(self, at: datetime) -> None:
        self.clock.set(max(at, self.clock.now()))
        if CASE in self.engine.cases():
            self.engine.lapse(CASE)


def begun(workflow: Workflow) -> History:
    """A history at its beginning: the case is opened, every role is played.

    Raises ValueError for a workflow on which no case can be opened.
    """
    history = History(workflow)
    for command in openings(workflow):
        history.bring(command)
        if history.moves:
            return history
    message = f"no case can be opened on `{workflow.identity.name}`"
    raise ValueError(message)
