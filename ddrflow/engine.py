"""The engine: load, decide, append. Everything that is decided is decided in `ddrflow.decide`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final

import ddrflow.decide as core
from ddrflow.decide import Line, Obstacles, Section, Wait
from ddrflow.errors import BadCommand, Conflict, DdrflowError, KeyReused, UnknownName
from ddrflow.messages import render
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, CorrectEntry, OpenCase
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.events import Entry
from ddrflow.model.fold import evolve
from ddrflow.model.record import Standing
from ddrflow.model.verdict import Field, Reason, Remedy, Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Keyed, Refusal, Store
from ddrflow.wire import check_command, check_id

ATTEMPTS: Final = 100
ANOTHER: Final = "choose another id"


class Refused(DdrflowError):
    """The procedure forbids the command; `decision` holds every reason and remedy."""

    code = "E-REFUSED"

    def __init__(self, case_id: str, command: Command, decision: Decision) -> None:
        name = core.command_name(command)
        lines = [f"case `{case_id}` refuses `{name}`: {_words(decision.reason, decision.outcome)}"]
        for one in decision.refusing:
            said = _words(one.reason, one.status)
            lines.append(f"  {one.rule} ({one.strength}, {one.source}): {said}")
            lines += [f"    help: {_line(remedy)}" for remedy in one.remedies]
        lines += [f"  help: {_line(remedy)}" for remedy in decision.remedies]
        super().__init__("\n".join(lines))
        self.case_id = case_id
        self.command = command
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Done:
    """An accepted command: the case after it, what was recorded, and what it warns of.

    `warnings` are rules that are not met and do not refuse: advice, contested, deviations.
    """

    case: Case
    entries: tuple[Entry, ...]
    warnings: tuple[Verdict, ...] = ()


class Engine:
    """Cases under their workflows, on one store. Safe to use from several threads.

    `standing` is what stands above all cases (points of contact); None means not known.
    """

    def __init__(
        self,
        store: Store,
        workflows: Iterable[Workflow],
        standing: Standing | None = None,
    ) -> None:
        self._store = store
        self._standing = standing
        self._by_digest: dict[str, Workflow] = {}
        self._by_name: dict[str, Workflow] = {}
        for workflow in workflows:
            store.remember(workflow)
            self._by_digest[workflow.identity.digest] = workflow
            newest = self._by_name.get(workflow.identity.name)
            if newest is None or newest.identity.version < workflow.identity.version:
                self._by_name[workflow.identity.name] = workflow

    def open_case(self, workflow: str, case_id: str, command: OpenCase, *, key: str = "") -> Done:
        """Open a case under the newest known version of a workflow.

        Raises Refused, BadCommand for a case id that is taken, UnknownName, KeyReused.
        """
        chosen = self._by_name.get(workflow)
        if chosen is None:
            near = get_close_matches(workflow, self._by_name, n=1)
            raise UnknownName("workflow", workflow, near[0] if near else None)
        if not isinstance(command, OpenCase):
            raise BadCommand("command", "a case is opened with `OpenCase`")
        if not isinstance(case_id, str):
            raise BadCommand("case_id", f"a {type(case_id).__name__} is no id")
        check_id("case_id", case_id)
        check_command(command)
        before = self._answered(case_id, command, key)
        if before is not None:
            return before
        if self._store.case(case_id) is not None:
            raise BadCommand("case_id", f"case `{case_id}` exists already", ANOTHER)
        try:
            return self._settle(chosen, case_id, None, command, key)
        except Conflict:
            before = self._answered(case_id, command, key)
            if before is not None:
                return before
            raise BadCommand("case_id", f"case `{case_id}` exists already", ANOTHER) from None

    def do(
        self,
        case_id: str,
        command: Command,
        *,
        key: str = "",
        expected_version: int | None = None,
    ) -> Done:
        """Decide a command and record it.

        With a `key`, the same accepted command given again answers the same and records
        nothing; with `expected_version`, a case that moved on refuses as stale. Raises
        Refused, BadCommand, UnknownName, KeyReused, Conflict.
        """
        check_command(command)
        case = self.case(case_id)
        for _ in range(ATTEMPTS):
            case = self.case(case_id)
            # Asked once the case is read: a twin that is recorded after this makes a conflict.
            before = self._answered(case_id, command, key)
            if before is not None:
                return before
            if expected_version is not None and expected_version != case.version:
                stale = _stale(expected_version, case.version)
                return self._refuse(case_id, command, stale)
            workflow = self.workflow(case)
            try:
                return self._settle(workflow, case_id, case, command, key)
            except Conflict:
                continue
        raise Conflict(case_id, case.version)

    def decide(self, case_id: str, command: Command) -> Decision:
        """What a command would come to now; nothing is recorded, not even a refusal."""
        check_command(command)
        case = self.case(case_id)
        now = self._store.now()
        return self._decide(self.workflow(case), case, command, now)

    def lapse(self, case_id: str) -> tuple[Done, ...]:
        """Record what time alone has made happen on a case, until nothing more is due."""
        done: list[Done] = []
        while commands := core.lapse(*self._facts(case_id)):
            done += [self.do(case_id, command) for command in commands]
        return tuple(done)

    def why_not(
        self, case_id: str, trigger: str = "", viewer: Viewer | None = None
    ) -> tuple[Obstacles, ...]:
        """What stands between a case and a step, or every step from here; records nothing."""
        workflow, case, standing, now = self._facts(case_id, viewer)
        return core.why_not(workflow, case, standing, now, trigger=trigger, viewer=viewer)

    def waiting(self, case_id: str, viewer: Viewer | None = None) -> tuple[Wait, ...]:
        """What an open case waits for: since when, on whom; oldest first."""
        workflow, case, standing, now = self._facts(case_id, viewer)
        return core.waiting(workflow, case, standing, now, viewer)

    def held_up(self) -> Mapping[str, int]:
        """For each organisation, how many open cases wait on it; the most first."""
        count: Counter[str] = Counter()
        for case_id in self.cases():
            waits = self.waiting(case_id)
            count.update({one for wait in waits for one in wait.organisations})
        return dict(count.most_common())

    def case(self, case_id: str) -> Case:
        """The case as it stands; raises UnknownName."""
        case = self._store.case(case_id)
        if case is None:
            raise UnknownName("case", case_id)
        return case

    def cases(self) -> tuple[str, ...]:
        """The ids of all cases, in the order in which they were opened."""
        return self._store.case_ids()

    def events(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry of a case, in order; raises UnknownName."""
        self.case(case_id)
        return self._store.entries(case_id)

    def refusals(self, case_id: str) -> tuple[Refusal, ...]:
        """The journal of what was refused on a case."""
        return self._store.refusals(case_id)

    def timeline(self, case_id: str, viewer: Viewer | None = None) -> tuple[Line, ...]:
        """The record of a case, line by line, for a reader."""
        workflow, case, _, now = self._facts(case_id, viewer)
        return core.timeline(workflow, case, self.events(case_id), now, viewer)

    def show(self, case_id: str, viewer: Viewer | None = None) -> tuple[Section, ...]:
        """Where a case stands, section by section, for a reader."""
        workflow, case, _, now = self._facts(case_id, viewer)
        return core.show(workflow, case, now, viewer)

    def workflow(self, case: Case) -> Workflow:
        """The very version that the case began with; raises UnknownName when it is not loaded."""
        workflow = self._by_digest.get(case.workflow.digest)
        if workflow is None:
            named = f"{case.workflow.name} version {case.workflow.version}"
            raise UnknownName("workflow", named)
        return workflow

    def _facts(
        self, case_id: str, viewer: Viewer | None = None
    ) -> tuple[Workflow, Case, Standing | None, datetime]:
        case = self.case(case_id)
        workflow = self.workflow(case)
        now = self._store.now()
        # That a case exists is itself not told to who is no party: the same error as for none.
        if viewer is not None and not core.classes_seen(workflow, case, viewer, now):
            raise UnknownName("case", case_id)
        return workflow, case, self._standing, now

    def _answered(self, case_id: str, command: Command, key: str) -> Done | None:
        keyed = self._store.keyed(case_id, key) if key else None
        if keyed is None:
            return None
        if keyed.command != command:
            raise KeyReused(key)
        return Done(self.case(case_id), keyed.entries, keyed.warnings)

    def _decide(
        self, workflow: Workflow, case: Case | None, command: Command, now: datetime
    ) -> Decision:
        corrects = case is not None and isinstance(command, CorrectEntry)
        history = self._store.entries(case.case_id) if case is not None and corrects else ()
        return core.decide(workflow, case, self._standing, command, now, history)

    def _settle(
        self, workflow: Workflow, case_id: str, case: Case | None, command: Command, key: str
    ) -> Done:
        now = self._store.now()
        decision = self._decide(workflow, case, command, now)
        if not decision.is_allowed:
            return self._refuse(case_id, command, decision)
        entries = self._entries(case_id, case, command, decision, now)
        history = self._store.entries(case_id) if isinstance(command, CorrectEntry) else ()
        after = case
        for number, entry in enumerate(entries):
            after = evolve(after, entry, (*history, *entries[:number]))
        if after is None:
            message = f"`{core.command_name(command)}` was allowed and records nothing"
            raise RuntimeError(message)
        version = case.version if case else 0
        warnings = decision.open_verdicts
        keyed = Keyed(key, command, entries, warnings) if key else None
        self._store.append(after, entries, version, keyed)
        return Done(after, entries, warnings)

    def _entries(
        self,
        case_id: str,
        case: Case | None,
        command: Command,
        decision: Decision,
        now: datetime,
    ) -> tuple[Entry, ...]:
        first = (case.version if case else 0) + 1
        at = command.occurred_at or now
        seq = self._standing.seq if self._standing else 0
        noted = tuple(one.note for one in decision.open_verdicts)
        return tuple(
            Entry(
                case_id=case_id,
                seq=number,
                occurred_at=at,
                recorded_at=now,
                actor=command.actor,
                event=one.event,
                cause=first,
                content=one.content,
                standing_seq=seq,
                noted=noted if number == first else (),
            )
            for number, one in enumerate(decision.drafts, first)
        )

    def _refuse(self, case_id: str, command: Command, decision: Decision) -> Done:
        self._store.note_refusal(Refusal(case_id, command, decision, self._store.now()))
        raise Refused(case_id, command, decision)


def _stale(expected: int, actual: int) -> Decision:
    fields = (Field("expected", str(expected)), Field("actual", str(actual)))
    return Decision(Outcome.STALE_VERSION, reason=Reason("case.stale", fields))


def _line(remedy: Remedy) -> str:
    """A remedy as a command line: what is open has a question mark; who may give it."""
    filled = [f"{name}={value}" for name, value in remedy.filled]
    opened = [f"{name}=?" for name in remedy.open]
    by = f"(by {' or '.join(remedy.by)})" if remedy.by else ""
    return " ".join(part for part in (remedy.command, *filled, *opened, by) if part)


def _words(reason: Reason | None, otherwise: str) -> str:
    if reason is None:
        return render(f"outcome.{otherwise}", {})
    return render(reason.message, {one.name: one.value for one in reason.fields})
