"""One rehearsal: a case, its seats, whoever sits now, and all that was tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.dates import Period, add, instant_of, local_day
from ddrflow.engine import Done, Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.decision import Decision
from ddrflow.model.standing import StandingEntry
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.wire import STANDING_NAMES, command_from, standing_from
from ddrflow.workflow.identifiers import nearest

#: How far the clock goes in one go; further, somebody mistyped.
FURTHEST: Final = timedelta(days=3653)
MORNING: Final = wall_time(6)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was tried: by whom, and what came of it.

    `refused` is the whole decision, for the debrief; `offered` are the remedies that the seat
    was shown. A fact above the cases is `above`. Time alone has no seat and no command.
    """

    at: datetime
    seat: Actor | None
    command: Command | None = None
    done: Done | None = None
    refused: Decision | None = None
    offered: tuple[Remedy, ...] = ()
    above: StandingEntry | None = None


@dataclass(slots=True)
class Rehearsal:
    """A case in rehearsal. What a seat gives goes through the engine, and is answered to it."""

    engine: Engine
    clock: ManualClock
    workflow: Workflow
    case_id: str
    seats: Mapping[str, Actor]
    seat: Actor
    moments: list[Moment] = field(default_factory=list)
    refused: Refused | None = None

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.engine.case(self.case_id)

    @property
    def viewer(self) -> Viewer:
        """Whoever sits, as a reader."""
        return Viewer.of(self.seat)

    @property
    def today(self) -> date:
        """The day in the workflow's time zone."""
        return local_day(self.clock.now(), self.workflow.procedure.zone)

    def sit(self, name: str) -> None:
        """Sit down elsewhere. Raises BadCommand for a seat that there is not."""
        if name not in self.seats:
            near = nearest(name, self.seats)
            listed = f"there are: {', '.join(self.seats)}"
            message = f"no seat `{name}`"
            raise BadCommand("seat", message, f"did you mean `{near}`?" if near else listed)
        self.seat = self.seats[name]

    def give(self, name: str, arguments: Mapping[str, object]) -> Moment:
        """Whoever sits gives a command, or records a fact above the cases.

        Raises Refused as the seat may know it, and BadCommand for one that is none.
        """
        if name in STANDING_NAMES:
            event = standing_from(name, dict(arguments))
            self.engine.record_standing(self.seat, event)
            entry = self.engine.standing_entries()[-1]
            return self._kept(Moment(self.clock.now(), self.seat, above=entry))
        command = command_from(name, dict(arguments), self.seat, None)
        if isinstance(command, OpenCase):
            message = "the case is open, and a rehearsal has one"
            raise BadCommand("command", message, "begin another rehearsal")
        return self._given(command)

    def again(self) -> Moment:
        """The command that was refused last, from the seat that gave it. Raises as `give`."""
        if self.refused is None:
            raise BadCommand("again", "nothing was refused so far")
        if self.refused.command.actor != self.seat:
            its = next(
                name for name, one in self.seats.items() if one == self.refused.command.actor
            )
            raise BadCommand("seat", f"it was asked from the seat `{its}`", f"`seat {its}` first")
        return self._given(replace(self.refused.command, occurred_at=None))

    def remedies(self) -> tuple[Remedy, ...]:
        """What the last refusal offered, in the order in which it was told."""
        if self.refused is None:
            return ()
        decision = self.refused.decision
        return (
            *(remedy for verdict in decision.refusing for remedy in verdict.remedies),
            *decision.remedies,
        )

    def follow(self, number: int, arguments: Mapping[str, object]) -> Moment:
        """Whoever sits does what the last refusal offered, open parts said. Raises as `give`."""
        remedies = self.remedies()
        if not 1 <= number <= len(remedies):
            help_line = "refusals number what would help" if remedies else ""
            raise BadCommand("follow", f"the last refusal offers no {number}", help_line)
        remedy = remedies[number - 1]
        if remedy.by and self.seat.role not in remedy.by:
            message = f"`{remedy.command}` is for {', '.join(remedy.by)}"
            raise BadCommand("seat", message, f"`seat {remedy.by[0]}` first")
        missing = [one for one in remedy.open if one not in arguments]
        if missing:
            given = " ".join(f"{one}=..." for one in missing)
            message = f"it leaves open: {', '.join(missing)}"
            raise BadCommand("follow", message, f"`follow {number} {given}`")
        return self.give(remedy.command, {**dict(remedy.filled), **arguments})

    def wait(self, length: Period) -> tuple[Done, ...]:
        """Let a period pass, in the calendar of the workflow."""
        return self.wait_until(add(self.today, length, 1, self.workflow.procedure.calendar))

    def wait_until(self, day: date) -> tuple[Done, ...]:
        """Let the days pass up to a day, its morning; each does what time alone does.

        Raises BadCommand for a day that is over, or further than ten years away.
        """
        if not self.today < day <= self.today + FURTHEST:
            message = f"{day} does not lie ahead, or too far"
            raise BadCommand("wait", message, f"today is {self.today}; ten years are the limit")
        fell_due: list[Done] = []
        while self.today < day:
            ahead = self.today + timedelta(days=1)
            self.clock.set(instant_of(ahead, MORNING, self.workflow.procedure.zone))
            fell_due += self.engine.lapse(self.case_id)
        self.moments += [Moment(self.clock.now(), None, done=one) for one in fell_due]
        return tuple(fell_due)

    def _given(self, command: Command) -> Moment:
        now = self.clock.now()
        try:
            done = self.engine.do(self.case_id, command)
        except Refused as refusal:
            self.refused = refusal
            whole = self.engine.refusals(self.case_id)[-1].decision
            offered = self.remedies()
            self._kept(Moment(now, command.actor, command, refused=whole, offered=offered))
            raise
        return self._kept(Moment(now, command.actor, command, done=done))

    def _kept(self, moment: Moment) -> Moment:
        self.moments.append(moment)
        # Two things at one instant would be told in one breath.
        self.clock.set(self.clock.now() + timedelta(minutes=5))
        return moment
