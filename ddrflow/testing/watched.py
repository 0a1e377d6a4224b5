"""The engine that tests run on: the real one, which notes what of its workflows they exercise."""

import ddrflow.decide as core
from ddrflow.clock import Clock
from ddrflow.engine import Done, Engine
from ddrflow.errors import DdrflowError
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.testing.coverage import Coverage
from ddrflow.testing.covering import covered_of, note_decision, note_entries
from ddrflow.testing.flow import Kept


def engine_of(kept: Kept, clock: Clock) -> "WatchedEngine":
    """An engine for a workflow that was loaded."""
    return WatchedEngine(kept.workflow, clock)


class WatchedEngine(Engine):
    """An engine in memory that answers as any other; no point of contact is known above its cases.

    Each command is decided once more beforehand, so that met rules are noted as well as unmet
    ones. `only` is its one workflow; one with holes is let through: its tests are to show where
    they lead.
    """

    def __init__(self, workflow: Workflow, clock: Clock) -> None:
        super().__init__(MemoryStore(clock), [workflow])
        self.only = workflow
        self._covered = Coverage()
        self.list_contacts(KEEPER, ())

    def open_case(self, workflow: str, case_id: str, command: OpenCase, *, key: str = "") -> Done:
        """As the engine does."""
        self._weigh(None, command)
        return super().open_case(workflow, case_id, command, key=key)

    def do(
        self,
        case_id: str,
        command: Command,
        *,
        key: str = "",
        expected_version: int | None = None,
    ) -> Done:
        """As the engine does."""
        if case_id in self.cases():
            self._weigh(self.case(case_id), command)
        return super().do(case_id, command, key=key, expected_version=expected_version)

    def coverage(self) -> Coverage:
        """What was exercised so far, with what the records of all cases tell."""
        covered = covered_of(self._covered, self.only)
        for case_id in self.cases():
            note_entries(covered, self.events(case_id))
        return self._covered

    def _weigh(self, case: Case | None, command: Command) -> None:
        workflow, history = self.only, self.events(case.case_id) if case else ()
        phase = case.position.phase if case else workflow.initial.phase
        try:
            decision = core.decide(workflow, case, self.standing(), command, self.now(), history)
        except DdrflowError:
            # It cannot be asked at all, as the engine is about to say.
            return
        note_decision(covered_of(self._covered, workflow), phase or "", case, command, decision)
