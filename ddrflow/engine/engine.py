"""What programs call: commands, alone or many at once, and questions about cases."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

import ddrflow.decide as core
from ddrflow.engine.above import recorded
from ddrflow.engine.answers import Answer, Done, Refused, Request
from ddrflow.engine.asking import Questions
from ddrflow.engine.batch import Batch, Sources
from ddrflow.engine.checked import fault_of
from ddrflow.engine.clockwork import Clockwork
from ddrflow.engine.known import Known
from ddrflow.engine.logged import log_again, log_answers
from ddrflow.engine.together import OF_THE_STORE, Together
from ddrflow.errors import BadCommand, Conflict, DdrflowError, Gone
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command, EraseContent, OpenCase
from ddrflow.model.standing import Contact, ContactsListed, Standing, StandingEvent
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Admission, Deliveries, Store

ATTEMPTS: Final = 100
#: After a break of the connection: once for the one that broke, once for one that lay idle.
RECONNECTS: Final = 2
BATCH: Final = 500
LARGEST: Final = 5_000


class Engine(Questions):
    """Cases under their workflows, on one store. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        workflows: Iterable[Workflow] = (),
        *,
        admits: Admission | None = None,
    ) -> None:
        listed = tuple(workflows)
        super().__init__(store, Known(listed, admits))
        self._together = Together(self._carried_out)
        self._clockwork = Clockwork(store, self._sources, self._version)
        for workflow in listed:
            store.remember(workflow)

    def on(self, store: Store) -> "Engine":
        """An engine with the same workflows on another store, such as one inside a transaction."""
        return Engine(store, self._known.by_digest.values(), admits=self._known.admits)

    def close(self) -> None:
        """Let go of what the store holds, such as connections."""
        self._store.close()

    @property
    def clockwork(self) -> Clockwork:
        """What time alone makes happen, over all cases: for a daemon, or a sweep of your own."""
        return self._clockwork

    @property
    def deliveries(self) -> Deliveries:
        """What is to go to whom outside: for a daemon, or handlers of your own."""
        return self._store.deliveries

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
        sources = self._sources()
        last: DdrflowError = Conflict(requests[0].case_id, 0)
        for attempt in range(ATTEMPTS):
            try:
                batch = Batch(self._store.read(wanted), sources)
                answers = [
                    fault or batch.answer(one) for one, fault in zip(requests, checked, strict=True)
                ]
                if batch.writes:
                    self._store.append(batch.written(), batch.standing_seq)
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

    def _sources(self) -> Sources:
        known = self._known
        return Sources(
            self.workflow, known.to_begin_with, known.to_go_on_under, self._store.entries
        )

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
