"""Questions about cases: every answer is read from the store, and nothing is recorded."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

import ddrflow.decide as core
from ddrflow.dates import Period, Unit
from ddrflow.decide import (
    Agenda,
    Appointment,
    DateStep,
    GoesTo,
    Line,
    Obstacles,
    Post,
    Section,
    Wait,
    Written,
)
from ddrflow.engine.answers import Done
from ddrflow.engine.known import Known
from ddrflow.engine.reading import in_trouble, loaded
from ddrflow.errors import BadFile, BadRecord, UnknownName
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.reference import stands
from ddrflow.model.standing import Standing, StandingEntry, standing_of
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter, Refusal, Store, Summary
from ddrflow.wire import check_command
from ddrflow.workflow.load import restored

EVERY: Final = Filter()
FORTNIGHT: Final = Period(14, Unit.DAY)


class Questions:
    """What can be asked of cases on one store, under the workflows that are known."""

    def __init__(self, store: Store, known: Known) -> None:
        self._store = store
        self._known = known

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

    def calendar(self, organisation: str) -> tuple[Appointment, ...]:
        """What stands in the calendar of an organisation, over its open cases, by day and case.

        A case that cannot be read is left out: `today` tells of it.
        """
        wanted = Filter(organisation=organisation, is_open=True)
        found: list[Appointment] = []
        for line in self.summaries(wanted):
            try:
                _, case, _, now = self._facts(line.case_id)
                history = self._store.entries(line.case_id)[: case.version]
                found += core.calendar_of(self.workflow, history, case, organisation, now)
            except (BadRecord, BadFile, UnknownName):
                continue
        return tuple(sorted(found, key=lambda one: (one.on, one.case_id, one.kind, one.name)))

    def post(self, case_id: str, seq: int) -> Post:
        """What each party is told of one entry; raises UnknownName, BadRecord, BadFile.

        It is made for those it goes to, letter by letter, and the whole of it for nobody.
        """
        _, case, _, now = self._facts(case_id)
        history = self._store.entries(case_id)
        if not 1 <= seq <= len(history):
            raise UnknownName("entry", str(seq))
        return core.post(self.workflow, history, seq, case, now)

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
        identity = case.workflow
        known = self._known.by_digest.get(identity.digest)
        return self._version(identity.digest, str(identity)) if known is None else known

    def _version(self, digest: str, called: str) -> Workflow:
        workflow = self._known.by_digest.get(digest)
        if workflow is None:
            document = self._store.document(digest)
            if document is None:
                raise UnknownName("workflow", called)
            workflow = self._known.by_digest.setdefault(digest, restored(document))
        return workflow

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
