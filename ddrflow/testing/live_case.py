"""One case that a test leads through its procedure, on a real engine in memory."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from ddrflow.engine import Done, Refused
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, TakeStep
from ddrflow.model.events import Entry
from ddrflow.proof import Move, told
from ddrflow.testing.playing import actor_in, line_of, openings, play, way_to
from ddrflow.testing.refusal import Refusal
from ddrflow.testing.seen import Reviews, Seen
from ddrflow.testing.virtual import VirtualClock
from ddrflow.testing.watched import WatchedEngine
from ddrflow.wire import command_from, name_of, words_of
from ddrflow.workflow.identifiers import meant

#: What the case is called.
CASE: Final = "case-1"


class LiveCase:
    """A case that was opened with everybody bound, each role by an invented organisation.

    Commands are given by the person `person-ROLE` of the organisation `org-ROLE`. A refusal that
    the test does not ask for is raised, with every reason.
    """

    def __init__(self, engine: WatchedEngine, clock: VirtualClock) -> None:
        self.engine = engine
        self.workflow = engine.only
        self.case_id = CASE
        self._clock = clock
        self._open()

    def __repr__(self) -> str:
        return f"<case {self.case_id}: `{self.state}`, led by `{self.lead}`>"

    # ---- what is done

    def do(self, *given: Command | str, by: str = "", **arguments: object) -> Done:
        """Commands one after the other, or one by its name: `do("give-notice", by="prison", ...)`.

        Raises Refused, BadCommand.
        """
        __tracebackhide__ = True
        done: Done | None = None
        for one in given:
            command = self._command(one, by, arguments) if isinstance(one, str) else one
            try:
                done = self.engine.do(self.case_id, command)
            except Refused as refusal:
                # The reasons are what is to be read, not the way through the engine.
                raise self._told(refusal).with_traceback(None) from None
        if done is None:
            message = "no command is given"
            raise ValueError(message)
        return done

    def fire(self, trigger: str, by: str = "") -> Done:
        """Take a step, as a role or else as the first that may. Raises Refused."""
        __tracebackhide__ = True
        return self.do(self._step(trigger, by))

    def refused(self, asked: str | Command, by: str = "") -> Refusal:
        """What a trigger, or a command, is refused with; fails where it is not."""
        __tracebackhide__ = True
        command = self._step(asked, by) if isinstance(asked, str) else asked
        try:
            self.engine.do(self.case_id, command)
        except Refused:
            whole = self.engine.refusals(self.case_id)[-1].decision
            return Refusal(self.case_id, command, whole)
        name = getattr(command, "trigger", "") or name_of(command)
        message = f"`{name}` is not refused: the case is in `{self.state}` now"
        raise AssertionError(message)

    def follow(self, refusal: Refusal) -> list[str]:
        """Carry out what a refusal says would help, by whom it names, until nothing refuses.

        The names of the commands that it took, each a minute after the one before. Fails where no
        remedy helps; where only waiting does, time passes. The refused command itself is not
        given.
        """
        __tracebackhide__ = True
        way = way_to(line_of(self.engine, self.workflow, self.case_id), refusal.command)
        if isinstance(way, str):
            raise AssertionError(way)  # noqa: TRY004 - no remedy was found: the test fails
        done = way[:-1]
        self._play(done)
        return [told(one.done)[0] for one in done if one.done is not None]

    # ---- what is seen

    def why_not(self, trigger: str) -> list[str]:
        """What stands in the way of a step, in English; nothing where it can be taken."""
        found: list[str] = []
        for one in self.engine.why_not(self.case_id, trigger):
            told = [each.reason for each in one.verdicts if each.refuses and not one.happens]
            found += [words_of(each) for each in (*told, one.reason) if each is not None]
        return found

    @property
    def seen(self) -> Seen:
        """The case at this instant, as it is shown to a predicate of `flow.check` too."""
        return Seen(self.workflow, self.record, self.engine.now())

    @property
    def record(self) -> Case:
        """All that is known of it."""
        return self.engine.case(self.case_id)

    @property
    def state(self) -> str:
        """The state that it is in."""
        return self.seen.state

    @property
    def phase(self) -> str:
        """The phase of that state; empty where the case has ended."""
        return self.seen.phase

    @property
    def lead(self) -> str:
        """The role of the accountable lead."""
        return self.seen.lead

    @property
    def breaches(self) -> int:
        """How many breaches are open."""
        return self.seen.breaches

    @property
    def reviews(self) -> Reviews:
        """How many reviews are due, overdue, missed."""
        return self.seen.reviews

    @property
    def events(self) -> tuple[Entry, ...]:
        """Its record, entry by entry."""
        return self.engine.events(self.case_id)

    def actor(self, role: str) -> Actor:
        """Who acts in a role. Raises BadCommand for a role that the procedure does not know."""
        _known("role", role, self.workflow.procedure.agencies)
        return actor_in(line_of(self.engine, self.workflow, self.case_id), role)

    # ---- how it is done

    def _open(self) -> None:
        line = line_of(self.engine, self.workflow, self.case_id)
        why: list[str] = []
        for command in openings(self.workflow):
            way = way_to(line, command)
            if not isinstance(way, str):
                self._play(way)
                return
            why.append(way)
        message = f"no case can be opened: {'; '.join(why) or 'nobody may lead at first'}"
        raise AssertionError(message)

    def _play(self, moves: Sequence[Move]) -> None:
        play(self.engine, self.workflow, self.case_id, moves, self._until)

    def _until(self, instant: datetime) -> None:
        self._clock.advance_to(max(instant, self._clock.now()))

    def _step(self, trigger: str, by: str) -> TakeStep:
        """Raises BadCommand: a refusal for want of the step would pass for one by the rules."""
        _known("step", trigger, self.workflow.triggers())
        return TakeStep(actor=self.actor(by or self._taker(trigger)), trigger=trigger)

    def _taker(self, trigger: str) -> str:
        """The lead where it may, else the first that may; the lead for a step that is none."""
        steps = [one for one in self.workflow.steps.values() if one.trigger == trigger]
        here = [one for one in steps if one.source_state == self.state] or steps
        may = sorted(here[0].by) if here else []
        return self.lead if self.lead in may or not may else may[0]

    def _command(self, name: str, by: str, arguments: dict[str, object]) -> Command:
        return command_from(name, arguments, self.actor(by or self.lead), None)

    def _told(self, refusal: Refused) -> Refused:
        """The refusal as the journal has it: a test reads everything."""
        whole = self.engine.refusals(self.case_id)[-1].decision
        return Refused(self.case_id, refusal.command, whole)


def _known(kind: str, name: str, names: Iterable[str]) -> None:
    known = sorted(names)
    if name not in known:
        raise BadCommand(kind, f"no {kind} is called `{name}`", meant(name, known))
