"""A rehearsal under way: who sits, what they try, what comes of it. The engine decides it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ddrflow.dates import instant_of, local_day
from ddrflow.decide import Line as Entry
from ddrflow.decide import Obstacles, Section, Wait
from ddrflow.engine import Done, Refused
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase, TakeStep
from ddrflow.model.decision import Decision
from ddrflow.model.standing import StandingEvent
from ddrflow.model.verdict import Remedy
from ddrflow.rehearsal.beginning import HOUR, Beginning
from ddrflow.rehearsal.options import Option, options
from ddrflow.rehearsal.seats import Seat, seat_called
from ddrflow.rehearsal.words import OCCURRED, BadLine, as_line, instant_after, local_instant
from ddrflow.wire import (
    COMMAND_NAMES,
    STANDING_NAMES,
    arguments_of,
    command_from,
    name_of,
    standing_from,
)
from ddrflow.workflow.identifiers import meant, nearest, shown


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody tried from a seat, and what came of it: `done`, refused, or a fact `above`.

    `decision` is a refusal with every reason, as the journal keeps it; `told` is the same as the
    seat may read it.
    """

    at: datetime
    seat: Seat
    name: str
    given: Mapping[str, str]
    command: Command | None = None
    done: Done | None = None
    decision: Decision | None = None
    told: Decision | None = None
    above: StandingEvent | None = None

    @property
    def is_refused(self) -> bool:
        """The engine forbade it, and nothing changed."""
        return self.decision is not None


@dataclass(slots=True)
class Rehearsal:
    """One case, a clock that stands still, and whoever sits now."""

    beginning: Beginning
    sits: Seat = field(init=False)
    began_at: datetime = field(init=False)
    seats: dict[str, Seat] = field(init=False)
    moves: list[Move] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.sits = self.beginning.first
        self.began_at = self.beginning.clock.now()
        self.seats = {one.name: one for one in self.beginning.seats}

    # ---- where it stands

    @property
    def case(self) -> Case:
        """The case as it stands: for whoever leads the rehearsal."""
        return self.beginning.engine.case(self.beginning.case_id)

    @property
    def now(self) -> datetime:
        """What the clock of the rehearsal says."""
        return self.beginning.clock.now()

    @property
    def is_party(self) -> bool:
        """Whether the seat's organisation plays its role in the case now."""
        return self.plays(self.sits)

    def plays(self, seat: Seat) -> bool:
        """Whether a seat's organisation plays its role in the case now."""
        return self.case.parties.is_bound(seat.role, seat.organisation, self.now)

    def leads(self, seat: Seat) -> bool:
        """Whether a seat is of the accountable lead."""
        lead = self.case.lead.current
        return (lead.role, lead.organisation) == (seat.role, seat.organisation)

    @property
    def refused(self) -> Move | None:
        """The last refusal, whoever met it."""
        return next((one for one in reversed(self.moves) if one.is_refused), None)

    # ---- what a seat is shown; raises UnknownName for who is no party

    def see(self) -> tuple[Section, ...]:
        """Where the case stands, as this seat may see it."""
        return self.beginning.engine.show(self.beginning.case_id, self.sits.viewer)

    def record(self) -> tuple[Entry, ...]:
        """What happened so far, as this seat may see it."""
        return self.beginning.engine.timeline(self.beginning.case_id, self.sits.viewer)

    def steps(self, trigger: str = "") -> tuple[Obstacles, ...]:
        """What stands in the way of a step, or of every step from here."""
        if trigger:
            self._known_trigger(trigger)
        return self.beginning.engine.why_not(self.beginning.case_id, trigger, self.sits.viewer)

    def waits(self) -> tuple[Wait, ...]:
        """What the case waits for, of what waits on this seat."""
        found = self.beginning.engine.waiting(self.beginning.case_id, self.sits.viewer)
        return tuple(one for one in found if self.sits.role in one.roles)

    def can(self, command: str = "") -> tuple[Option, ...]:
        """The commands, or the one, that would pass from this seat now."""
        if command and command not in COMMAND_NAMES:
            self._no_command(command)
        if not self.is_party:
            raise UnknownName("case", self.beginning.case_id)
        return options(self.beginning.engine, self.beginning.case_id, self.sits, command)

    # ---- what a seat does

    def sit(self, name: str) -> Seat:
        """Sit down somewhere. Raises BadLine."""
        self.sits = seat_called(name, self.seats, self.beginning.workflow)
        self.seats.setdefault(self.sits.name, self.sits)
        return self.sits

    def do(self, name: str, given: Mapping[str, str]) -> Move:
        """Give a command from this seat. Raises BadLine for one that cannot be asked.

        `occurred` among its arguments says when it took place, if that was earlier.
        """
        if name not in COMMAND_NAMES:
            self._no_command(name)
        own = {key: value for key, value in given.items() if key != OCCURRED}
        zone = self.beginning.workflow.procedure.zone
        at = local_instant(given[OCCURRED], zone) if OCCURRED in given else None
        try:
            return self._give(command_from(name, own, self.sits.actor, at))
        except BadCommand as fault:
            raise as_line(fault) from fault

    def follow(self, number: int, given: Mapping[str, str]) -> Move:
        """Do what would help by what the last refusal said. Raises BadLine."""
        remedy = self._remedy(number)
        fits = self.sits.role in remedy.by if remedy.by else self._is_agency()
        if not fits:
            by = ", ".join(remedy.by) or "any agency"
            what = f"remedy {number} is not for `{self.sits.name}`"
            raise BadLine("follow", what, f"sit down as one of: {by}")
        missing = [one for one in remedy.open if one not in given]
        if missing:
            example = " ".join(f"{one}=..." for one in missing)
            raise BadLine("follow", f"`{remedy.command}` needs more", f"follow {number} {example}")
        fixed = next((name for name, _ in remedy.filled if name in given), None)
        if fixed:
            raise BadLine(fixed, "the remedy says it already", "leave it out")
        arguments = {**dict(remedy.filled), **given}
        if remedy.command in STANDING_NAMES:
            return self.above(remedy.command, arguments)
        return self.do(remedy.command, arguments)

    def again(self) -> Move:
        """Give the command that was refused last from this seat once more. Raises BadLine."""
        own = [one for one in self.moves if one.is_refused and one.seat == self.sits]
        if not own:
            others = dict.fromkeys(f"seat {one.seat.name}" for one in self.moves if one.is_refused)
            help_line = ", ".join(others) or "`can` says what is possible now"
            raise BadLine("again", f"`{self.sits.name}` was refused nothing so far", help_line)
        return self.do(own[-1].name, own[-1].given)

    def above(self, name: str, given: Mapping[str, str]) -> Move:
        """Record a fact above all cases. Raises BadLine for one that cannot be recorded."""
        if name not in STANDING_NAMES and name in COMMAND_NAMES:
            raise BadLine(name, "that is a command on the case", f"do {name}")
        try:
            event = standing_from(name, given)
            self.beginning.engine.record_standing(self.sits.actor, event)
        except (BadCommand, UnknownName) as fault:
            raise as_line(fault) from fault
        return self._kept(Move(self.now, self.sits, name, dict(given), above=event))

    def wait(self, words: Sequence[str]) -> tuple[Done, ...]:
        """Let the clock go on, day by day; what time alone makes happen is recorded."""
        procedure, clock = self.beginning.workflow.procedure, self.beginning.clock
        until = instant_after(words, self.now, procedure.zone, procedure.calendar)
        found: list[Done] = []
        day = local_day(self.now, procedure.zone) + timedelta(days=1)
        while (morning := instant_of(day, HOUR, procedure.zone)) < until:
            if morning > self.now:
                clock.set(morning)
                found += self.beginning.engine.lapse(self.beginning.case_id)
            day += timedelta(days=1)
        clock.set(until)
        return (*found, *self.beginning.engine.lapse(self.beginning.case_id))

    # ---- how it is done

    def _give(self, command: Command) -> Move:
        if isinstance(command, OpenCase):
            raise BadLine("open-case", "the case is open already", "`see` shows where it stands")
        if isinstance(command, TakeStep):
            self._known_trigger(command.trigger)
        engine, case_id = self.beginning.engine, self.beginning.case_id
        name, given = name_of(command), arguments_of(command)
        try:
            done = engine.do(case_id, command)
        except Refused as refusal:
            whole = engine.refusals(case_id)[-1].decision
            told = refusal.decision
            move = Move(self.now, self.sits, name, given, command, None, whole, told)
            return self._kept(move)
        return self._kept(Move(self.now, self.sits, name, given, command, done))

    def _kept(self, move: Move) -> Move:
        self.moves.append(move)
        return move

    def _remedy(self, number: int) -> Remedy:
        if self.refused is None:
            help_line = "`can` says what is possible now"
            raise BadLine("follow", "nothing was refused so far", help_line)
        told = remedies(self.refused)
        if not told:
            raise BadLine("follow", "the last refusal names nothing that would help", "why TRIGGER")
        if not 1 <= number <= len(told):
            help_line = f"the last refusal names {len(told)}: 1 to {len(told)}"
            raise BadLine("follow", f"there is no remedy {number}", help_line)
        return told[number - 1]

    def _is_agency(self) -> bool:
        agencies = self.beginning.workflow.procedure.agencies
        return agencies[self.sits.role].kind.is_professional

    def _known_trigger(self, trigger: str) -> None:
        triggers = self.beginning.workflow.triggers()
        if trigger not in triggers:
            raise BadLine(shown(trigger), "there is no such step", meant(trigger, triggers))

    def _no_command(self, name: str) -> None:
        if name in STANDING_NAMES:
            raise BadLine(name, "that is a fact above all cases", f"above {name}")
        if name in self.beginning.workflow.triggers():
            raise BadLine(name, "that is a step", f"step {name}")
        near = nearest(name, COMMAND_NAMES)
        help_line = f"did you mean `{near}`?" if near else "`can` lists what is possible now"
        raise BadLine(shown(name), "there is no such command", help_line)


def remedies(move: Move) -> tuple[Remedy, ...]:
    """What would help against a refusal, as its seat was told, in the order of its numbers."""
    if move.told is None:
        return ()
    of_rules = [one for verdict in move.told.refusing for one in verdict.remedies]
    return (*of_rules, *move.told.remedies)
