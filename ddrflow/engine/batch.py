"""Requests decided over one reading, in order; what they record is written in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from types import MappingProxyType
from typing import Final

import ddrflow.decide as core
from ddrflow.engine.answers import Answer, Done, Refused, Request
from ddrflow.errors import BadCommand, DdrflowError, KeyReused, UnknownName
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, CorrectEntry, EraseContent, MigrateCase, OpenCase
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import ContentErased, Entry
from ddrflow.model.fold import evolve
from ddrflow.model.timer import Timer, TimerKind
from ddrflow.model.verdict import Field, Reason, Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Claim, Keyed, Reading, Refusal, Timed, Write, bare
from ddrflow.wire.stored import in_utc, without_words

ANOTHER: Final = "choose another id"
REVIEW: Final = TimerKind.REVIEW.value
NO_CLAIMS: Final[Mapping[str, tuple[Claim, ...]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a batch finds what its reading does not hold.

    `of_case`, `named` and `of_digest` find workflows; `history` reads the entries of a case.
    """

    of_case: Callable[[Case], Workflow]
    named: Callable[[str], Workflow]
    of_digest: Callable[[str], Workflow]
    history: Callable[[str], tuple[Entry, ...]]


@dataclass(slots=True)
class Batch:
    """What comes of requests on one reading; a later one meets what an earlier one recorded."""

    reading: Reading
    sources: Sources
    writes: dict[str, Write] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    _timers_of: dict[str, tuple[Case, tuple[Timer, ...]]] = field(default_factory=dict)

    @property
    def standing_seq(self) -> int:
        """The number of the standing facts that all of it is decided on."""
        return self.reading.standing.seq if self.reading.standing else 0

    def written(self, claims: Mapping[str, tuple[Claim, ...]] = NO_CLAIMS) -> tuple[Write, ...]:
        """What is to be recorded, with the timers that it changes and the claims it rests on."""
        return tuple(
            self._with_timers(one, claims.get(case_id, ())) for case_id, one in self.writes.items()
        )

    def _with_timers(self, write: Write, claims: tuple[Claim, ...]) -> Write:
        timed = self._timed(write, claims)
        return Write(
            write.before, write.case, write.entries, write.keyed, write.begins, timed, claims
        )

    def _timed(self, write: Write, claims: tuple[Claim, ...]) -> Timed | None:
        before, after = write.before.case if write.before else None, write.case
        if before is None or before.workflow != after.workflow:
            return Timed((), self._timers(after))
        if core.is_as_before(before, after):
            return None
        # What was claimed is written anew whatever it was before.
        claimed = [one.name for one in claims if one.kind == REVIEW]
        earlier = core.timers(self.sources.of_case(before), before, claimed)
        return Timed(earlier, self._timers(after))

    def _timers(self, case: Case) -> tuple[Timer, ...]:
        """The timers of a case as it stands now: they are asked for twice where time was at it."""
        known = self._timers_of.get(case.case_id)
        if known is None or known[0] is not case:
            known = case, core.timers(self.sources.of_case(case), case)
            self._timers_of[case.case_id] = known
        return known[1]

    def lapse(self, case_id: str) -> None:
        """Decide all that time alone has made happen on a case by now."""
        reading = self.reading
        while True:
            case = self._case(case_id)
            if case is None:
                raise UnknownName("case", case_id)
            if case_id in self.writes and not self._is_any_due(case):
                return
            workflow = self.sources.of_case(case)
            commands = core.lapse(workflow, case, reading.standing, reading.now)
            if not commands:
                return
            for number, one in enumerate(commands):
                # What was recorded of the first can settle another.
                self._settled(Request(case_id, one, if_due=number > 0))

    def _is_any_due(self, case: Case) -> bool:
        """Before the first of a case's timers time has made nothing happen on it."""
        return any(one.due_at <= self.reading.now for one in self._timers(case))

    def answer(self, request: Request) -> Answer:
        """Decide one request; an error is an answer like another, and nothing is recorded."""
        try:
            return self._answered(request) or self._settled(request)
        except DdrflowError as fault:
            return fault

    def _case(self, case_id: str) -> Case | None:
        """The case as it stands after what was recorded so far; raises BadRecord."""
        broken = self.reading.broken.get(case_id)
        if broken is not None:
            raise broken
        written = self.writes.get(case_id)
        if written is not None:
            return written.case
        loaded = self.reading.cases.get(case_id)
        return loaded.case if loaded else None

    def _answered(self, request: Request) -> Done | None:
        """The answer that this key got before, if any."""
        keyed = self._keyed(request) if request.key else None
        if keyed is None:
            return None
        case = self._case(request.case_id)
        given = without_words(request.command) if keyed.is_erased else request.command
        if case is None or in_utc(keyed.command) != in_utc(given):
            raise KeyReused(request.key)
        if isinstance(given, OpenCase) and case.workflow.name != request.workflow:
            raise KeyReused(request.key)
        return Done(case, keyed.entries, keyed.warnings)

    def _keyed(self, request: Request) -> Keyed | None:
        written = self.writes.get(request.case_id)
        for one in written.keyed if written else ():
            if one.key == request.key:
                return one
        return self.reading.keyed.get((request.case_id, request.key))

    def _settled(self, request: Request) -> Done:
        case_id, command = request.case_id, request.command
        case = self._case(case_id)
        if isinstance(command, OpenCase):
            if case is not None:
                raise BadCommand("case_id", f"case `{case_id}` exists already", ANOTHER)
            workflow = self.sources.named(request.workflow)
        elif case is None:
            raise UnknownName("case", case_id)
        else:
            workflow = self.sources.of_case(case)
            expected = request.expected_version
            if expected is not None:
                self._check_version(expected, workflow, case, command)
        standing, now = self.reading.standing, self.reading.now
        if request.if_due and case is not None and not self._is_due(workflow, case, command):
            # Somebody else recorded what time alone made happen: nothing is left to refuse.
            return Done(case, ())
        history = self._history(case, command)
        if isinstance(command, MigrateCase) and case is not None:
            there = self.sources.of_digest(command.digest)
            decision = core.migrate(workflow, there, case, command, now, history)
            workflow = there if decision.is_allowed else workflow
        else:
            decision = core.decide(workflow, case, standing, command, now, history)
        if not decision.is_allowed:
            self._refuse(case_id, command, decision, (workflow, case))
        return self._record(request, workflow, case, decision, history)

    def _is_due(self, workflow: Workflow, case: Case, command: Command) -> bool:
        reading = self.reading
        return command in core.lapse(workflow, case, reading.standing, reading.now)

    def _check_version(
        self, expected: int, workflow: Workflow, case: Case, command: Command
    ) -> None:
        """Refuse where the case, as whoever acts knows it, is of another version."""
        viewer, now = Viewer.of(command.actor), self.reading.now
        actual = core.version_for(workflow, case, viewer, now, lambda: self._entries_of(case))
        if expected != actual:
            self._refuse(case.case_id, command, _stale(expected, actual))

    def _history(self, case: Case | None, command: Command) -> tuple[Entry, ...]:
        """What a command that names entries is decided on; nothing for any other."""
        if case is None or not isinstance(command, CorrectEntry | EraseContent | MigrateCase):
            return ()
        return self._entries_of(case)

    def _entries_of(self, case: Case) -> tuple[Entry, ...]:
        """Every entry of the case as it was read and as it grew since."""
        written = self.writes.get(case.case_id)
        grown = written.entries if written else ()
        read = case.version - len(grown)
        return (*self.sources.history(case.case_id)[:read], *grown)

    def _record(
        self,
        request: Request,
        workflow: Workflow,
        case: Case | None,
        decision: Decision,
        history: tuple[Entry, ...],
    ) -> Done:
        open_verdicts = decision.open_verdicts
        warnings = open_verdicts
        if open_verdicts and case is not None:
            seen = core.told(workflow, case, request.command, decision, self.reading.now)
            warnings = seen.open_verdicts
        entries = self._entries(request, case, decision.drafts, open_verdicts)
        after = case
        for number, entry in enumerate(entries):
            after = evolve(after, entry, (*history, *entries[:number]) if history else ())
        if after is None:
            message = f"`{core.command_name(request.command)}` was allowed and records nothing"
            raise RuntimeError(message)
        keyed = (Keyed(request.key, request.command, entries, warnings),) if request.key else ()
        before = self.reading.cases.get(request.case_id)
        written = self.writes.get(request.case_id)
        begins = (workflow,) if case is None or case.workflow != after.workflow else ()
        if written is not None:
            entries_so_far = (*written.entries, *entries)
            keyed, begins = (*written.keyed, *keyed), (*written.begins, *begins)
            self.writes[request.case_id] = Write(before, after, entries_so_far, keyed, begins)
        else:
            self.writes[request.case_id] = Write(before, after, entries, keyed, begins)
        for entry in entries:
            if isinstance(entry.event, ContentErased):
                self._erased(request.case_id, entry.event.entries, entry.seq)
        return Done(after, entries, warnings)

    def _erased(self, case_id: str, named: tuple[int, ...], before: int) -> None:
        """What was given earlier in this batch loses its free text with the rest."""
        if not named:
            self.refusals = [bare(one) if one.case_id == case_id else one for one in self.refusals]
        gone = set(named or range(1, before))
        written = self.writes[case_id]
        keyed = tuple(one.without(gone) for one in written.keyed)
        self.writes[case_id] = replace(written, keyed=keyed)

    def _entries(
        self,
        request: Request,
        case: Case | None,
        drafts: tuple[Draft, ...],
        warnings: tuple[Verdict, ...],
    ) -> tuple[Entry, ...]:
        case_id, command, now = request.case_id, request.command, self.reading.now
        first = (case.version if case else 0) + 1
        # One form of every time in the record, whatever offset it was given with.
        at = command.occurred_at.astimezone(UTC) if command.occurred_at else now
        actor, seq = command.actor, self.standing_seq
        noted = tuple(one.note for one in warnings)
        # By position, which costs less than by name: batches spend their time here.
        entries = [
            Entry(case_id, number, at, now, actor, one.event, first, one.content, seq)
            for number, one in enumerate(drafts, first)
        ]
        if noted:
            entries[0] = replace(entries[0], noted=noted)
        return tuple(entries)

    def _refuse(
        self,
        case_id: str,
        command: Command,
        decision: Decision,
        on: tuple[Workflow, Case | None] | None = None,
    ) -> None:
        """The journal keeps every reason; whoever asked is told what it may read."""
        now = self.reading.now
        self.refusals.append(Refusal(case_id, command, decision, now))
        if on is not None and on[1] is not None:
            decision = core.told(on[0], on[1], command, decision, now)
        raise Refused(case_id, command, decision)


def _stale(expected: int, actual: int) -> Decision:
    fields = (Field("expected", str(expected)), Field("actual", str(actual)))
    return Decision(Outcome.STALE_VERSION, reason=Reason("case.stale", fields))
