"""What programs call: commands, alone or many at once, and questions about cases."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final

import ddrflow.decide as core
from ddrflow.dates import Period, Unit
from ddrflow.decide import Agenda, DateStep, GoesTo, Line, Obstacles, Section, Wait, Written
from ddrflow.engine.above import recorded
from ddrflow.engine.answers import Answer, Done, Refused, Request
from ddrflow.engine.batch import Batch, Sources
from ddrflow.engine.checked import fault_of
from ddrflow.engine.known import Known
from ddrflow.engine.logged import log_again, log_answers
from ddrflow.engine.reading import in_trouble, loaded
from ddrflow.engine.together import OF_THE_STORE, Together
from ddrflow.errors import BadCommand, BadFile, BadRecord, Conflict, DdrflowError, Gone, UnknownName
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, EraseContent, OpenCase
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.reference import stands
from ddrflow.model.standing import (
    Contact,
    ContactsListed,
    Standing,
    StandingEntry,
    StandingEvent,
    standing_of,
)
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Admission, Filter, Refusal, Store, Summary
from ddrflow.wire import check_command
from ddrflow.workflow.load import restored

ATTEMPTS: Final = 100
#: After a break of the connection: once for the one that broke, once for one that lay idle.
RECONNECTS: Final = 2
BATCH: Final = 500
LARGEST: Final = 5_000
EVERY: Final = Filter()
FORTNIGHT: Final = Period(14, Unit.DAY)


class Engine:
    """Cases under their workflows, on one store. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        workflows: Iterable[Workflow] = (),
        *,
        admits: Admission | None = None,
    ) -> None:
        listed = tuple(workflows)
        self._store = store
        self._known = Known(listed, admits)
        self._together = Together(self._carried_out)
        for workflow in listed:
            store.remember(workflow)

    def on(self, store: Store) -> "Engine":
        """An engine with the same workflows on another store, such as one inside a transaction."""
        return Engine(store, self._known.by_digest.values(), admits=self._known.admits)

    def close(self) -> None:
        """Let go of what the store holds, such as connections."""
        self._store.close()

    # ---- commands

    def open_case(self, workflow: str, case_id: str, command: OpenCase, *, key: str = "") -> Done:
        """Open a case under the newest known version of a workflow.

        Raises Refused, BadCommand for a case id that is taken, UnknownName, KeyReused, and
        Unproved where the engine admits no workflow with holes.
        """
        if not isinstance(command, OpenCase):
            raise BadCommand("command", "a case is opened with `OpenCase`")
        return self._one(Request(case_id, command, key, workflow))

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
        return self._one(Request(case_id, command, key, expected_version=expected_version))

    def do_many(self, requests: Iterable[Request], *, batch: int = BATCH) -> tuple[Answer, ...]:
        """Decide many commands in order, with the same answers as one by one.

        Each `batch` of them is one transaction: all that is accepted in it is recorded
        together. A request that is refused or wrong has its error as its answer and keeps no
        other from being recorded. Raises Conflict, as `do` does, with the earlier batches
        recorded: with a key for each, all can be given again.
        """
        if not 1 <= batch <= LARGEST:
            raise BadCommand("batch", f"it is {batch}", f"from 1 to {LARGEST} at a time")
        answers: list[Answer] = []
        waiting = iter(requests)
        while several := tuple(islice(waiting, batch)):
            answers += self._several(several)
        return tuple(answers)

    def erase(
        self,
        case_id: str,
        actor: Actor,
        *,
        basis: str,
        why: str,
        entries: tuple[int, ...] | None = None,
        key: str = "",
    ) -> Done:
        """Delete the free text of entries (of all so far for None), and record that.

        Facts stay, the case folds as before, and its chain verifies. Free text that was
        refused on the case is deleted with all, and stays where entries are named. Raises as
        `do` does.
        """
        if entries == ():
            raise BadCommand("entries", "no entry is named", "leave it out to erase all")
        command = EraseContent(actor=actor, basis=basis, why=why, entries=entries or ())
        return self.do(case_id, command, key=key)

    def lapse(self, case_id: str) -> tuple[Done, ...]:
        """Record what time alone has made happen on a case, until nothing more is due."""
        done: list[Done] = []
        while commands := core.lapse(*self._facts(case_id)):
            done += [self._one(Request(case_id, one, if_due=True)) for one in commands]
        return tuple(one for one in done if one.entries)

    def list_contacts(
        self, actor: Actor, contacts: Sequence[Contact], *, expected: int | None = None
    ) -> Standing:
        """Say which points of contact there are above all cases; the list replaces the last one.

        Raises as `record_standing` does.
        """
        return self.record_standing(actor, ContactsListed(tuple(contacts)), expected=expected)

    def record_standing(
        self, actor: Actor, event: StandingEvent, *, expected: int | None = None
    ) -> Standing:
        """Record a fact above all cases; what stands there afterwards.

        With `expected`, the number of the standing facts that the caller saw, nothing is
        recorded where somebody changed them meanwhile. Raises Conflict, BadCommand, UnknownName.
        """
        return recorded(self._store, actor, event, expected)

    # ---- questions

    def decide(self, case_id: str, command: Command) -> Decision:
        """What a command would come to now, as its actor may read it; nothing is recorded."""
        check_command(command)
        workflow, case, standing, now = self._facts(case_id)
        history = self._store.entries(case_id)[: case.version]
        decision = core.decide(workflow, case, standing, command, now, history)
        return core.told(workflow, case, command, decision, now)

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

    def today(self, organisation: str, horizon: Period = FORTNIGHT) -> tuple[Agenda, ...]:
        """What is before an organisation: each open case that it has a part in, oldest first.

        A closed case is among them while something in it is still due or waits on it; one that
        cannot be read is, with what its trouble is.
        """
        wanted = Filter(organisation=organisation)
        found: list[Agenda] = []
        for line in self.summaries(wanted):
            try:
                workflow, case, standing, now = self._facts(line.case_id)
            except (BadRecord, BadFile, UnknownName) as fault:
                found.append(in_trouble(line, fault))
                continue
            one = core.agenda(workflow, case, standing, now, organisation, horizon)
            if one is not None and (case.is_open or one.due or one.waits):
                found.append(one)
        return tuple(found)

    def held_up(self) -> Mapping[str, int]:
        """For each organisation, how many open cases wait on it; the most first."""
        count: Counter[str] = Counter()
        for case_id in self.cases():
            waits = self.waiting(case_id)
            count.update({one for wait in waits for one in wait.organisations})
        return dict(count.most_common())

    def case(self, case_id: str) -> Case:
        """The case as it stands; raises UnknownName."""
        return loaded(self._store.read(((case_id, ""),)), case_id)

    def cases(self) -> tuple[str, ...]:
        """The ids of all cases, in the order in which they were opened."""
        return tuple(one.case_id for one in self.summaries())

    def summaries(self, wanted: Filter = EVERY) -> tuple[Summary, ...]:
        """One line on each case that is wanted, without reading the cases themselves."""
        return self._store.summaries(wanted)

    def find(self, system: str, reference: str) -> tuple[str, ...]:
        """The cases in which a reference to that id of a system stands now, in order (R104)."""
        now, cases = self.now(), ((one, self.case(one).references) for one in self.cases())
        return tuple(name for name, found in cases if stands(found, system, reference, now))

    def events(self, case_id: str) -> tuple[Entry, ...]:
        """Every entry of a case, in order; raises UnknownName."""
        entries = self._store.entries(case_id)
        if not entries:
            raise UnknownName("case", case_id)
        return entries

    def refusals(self, case_id: str, viewer: Viewer | None = None) -> tuple[Refusal, ...]:
        """The journal of what was refused on a case; for a viewer, what it was refused itself."""
        kept = self._store.refusals(case_id)
        if viewer is None:
            return kept
        workflow, case, _, now = self._facts(case_id, viewer)
        own = (one for one in kept if Viewer.of(one.command.actor) == viewer)
        return tuple(
            replace(one, decision=core.told(workflow, case, one.command, one.decision, now))
            for one in own
        )

    def timeline(self, case_id: str, viewer: Viewer | None = None) -> tuple[Line, ...]:
        """The record of a case, line by line, for a reader."""
        workflow, case, _, now = self._facts(case_id, viewer)
        history = self._store.entries(case_id)[: case.version]
        return core.timeline(workflow, case, history, now, viewer)

    def explain_date(
        self, case_id: str, review: str, viewer: Viewer | None = None
    ) -> tuple[DateStep, ...]:
        """How the due day of a review came about; raises BadCommand where it does not run."""
        workflow, case, _, now = self._facts(case_id, viewer)
        return core.explain_date(workflow, case, review, now, viewer)

    def show(self, case_id: str, viewer: Viewer | None = None) -> tuple[Section, ...]:
        """Where a case stands, section by section, for a reader."""
        workflow, case, _, now = self._facts(case_id, viewer)
        return core.show(workflow, case, now, viewer)

    def written(
        self,
        case_id: str,
        viewer: Viewer | None = None,
        goes_to: GoesTo = GoesTo.NOBODY_ELSE,
        about: str = "",
    ) -> Written:
        """What a paper on a case can be made of, with its words, for all who will read it."""
        workflow, case, _, now = self._facts(case_id, viewer)
        history = self._store.entries(case_id)[: case.version]
        return core.written(workflow, case, history, now, viewer, goes_to, about)

    def recorded(self, done: Done, viewer: Viewer) -> tuple[int, tuple[Entry, ...]]:
        """The version of a case and what a command recorded, as a viewer knows and numbers them."""
        case = done.case
        history = self._store.entries(case.case_id)[: case.version]
        workflow, now = self.workflow(case), self._store.now()
        entries = core.entries_for(workflow, case, history, viewer, now)
        numbers = {one.seq for one in done.entries}
        return len(entries), tuple(one for seq, one in entries if seq in numbers)

    def now(self) -> datetime:
        """What time it is for the store."""
        return self._store.now()

    def standing(self) -> Standing | None:
        """What stands above the cases; None while nothing is known."""
        return standing_of(self._store.standing_entries())

    def standing_entries(self) -> tuple[StandingEntry, ...]:
        """The whole stream of what was recorded above the cases, in order."""
        return self._store.standing_entries()

    def workflow(self, case: Case) -> Workflow:
        """The very version that the case began with, from the store where it was not given.

        Raises UnknownName when the store does not hold it either, BadFile when it asks for a
        rule that is not installed.
        """
        digest = case.workflow.digest
        workflow = self._known.by_digest.get(digest)
        if workflow is None:
            document = self._store.document(digest)
            if document is None:
                raise UnknownName("workflow", str(case.workflow))
            workflow = self._known.by_digest.setdefault(digest, restored(document))
        return workflow

    # ---- how it is done

    def _one(self, request: Request) -> Done:
        answer = self._together.answer(request)
        if isinstance(answer, DdrflowError):
            raise answer
        return answer

    def _carried_out(self, requests: Sequence[Request]) -> list[Answer]:
        """Load, decide, append; again from the start where somebody else was first."""
        checked = [fault_of(one, self._known) for one in requests]
        wanted = [
            (one.case_id, one.key)
            for one, fault in zip(requests, checked, strict=True)
            if fault is None
        ]
        known = self._known
        sources = Sources(
            self.workflow, known.to_begin_with, known.to_go_on_under, self._store.entries
        )
        last: DdrflowError = Conflict(requests[0].case_id, 0)
        for attempt in range(ATTEMPTS):
            try:
                batch = Batch(self._store.read(wanted), sources)
                answers = [
                    fault or batch.answer(one) for one, fault in zip(requests, checked, strict=True)
                ]
                if batch.writes:
                    self._store.append(tuple(batch.writes.values()), batch.standing_seq)
            except (Conflict, Gone) as fault:
                if isinstance(fault, Gone) and attempt >= RECONNECTS:
                    raise
                log_again(requests[0].case_id, attempt + 1, fault.code)
                last = fault
                continue
            answers = self._noted(batch, answers)
            log_answers(requests, answers)
            return answers
        raise last

    def _several(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """A batch; where one request keeps the others from being carried out, each alone."""
        try:
            return self._carried_out(requests)
        except OF_THE_STORE:
            raise
        except DdrflowError:
            if len(requests) == 1:
                raise
        answers: list[Answer] = []
        for one in requests:
            try:
                answers += self._carried_out((one,))
            except OF_THE_STORE:
                raise
            except DdrflowError as fault:
                answers.append(fault)
        return answers

    def _noted(self, batch: Batch, answers: list[Answer]) -> list[Answer]:
        """The refusals go into the journal; what was accepted stands, whether that works or not."""
        if not batch.refusals:
            return answers
        try:
            self._store.note(batch.refusals)
        except DdrflowError as fault:
            return [fault if isinstance(one, Refused) else one for one in answers]
        return answers

    def _facts(
        self, case_id: str, viewer: Viewer | None = None
    ) -> tuple[Workflow, Case, Standing | None, datetime]:
        reading = self._store.read(((case_id, ""),))
        case, now = loaded(reading, case_id), reading.now
        workflow = self.workflow(case)
        # That a case exists is itself not told to who is no party: the same error as for none.
        if viewer is not None and not core.classes_seen(workflow, case, viewer, now):
            raise UnknownName("case", case_id)
        return workflow, case, reading.standing, now
