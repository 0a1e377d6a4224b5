"""A case that lives through a drawn history, checked after every step."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ddrflow.bootstrap import for_story
from ddrflow.clock import ManualClock
from ddrflow.decide import decide
from ddrflow.decide.arguments import PERSONS
from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model.agency import KEEPER, Actor
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.decision import Decision
from ddrflow.model.standing import Activity, ActivityHeld, ActivityKind, Contact, StandingEvent
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.stories import Tale, read_story, run, story_files
from ddrflow.testing import commands, remedied
from tests.properties import oracles
from tests.stores import Place

BEGIN: Final = datetime(2025, 1, 10, 8, tzinfo=UTC)
PAUSES: Final = (timedelta(minutes=5), timedelta(days=1), timedelta(days=25), timedelta(days=120))
CASE: Final = "C-1"
#: Whoever is drawn to sit in a conference has trained with the others.
TRAINED: Final = Activity(
    "t-1", ActivityKind.JOINT_TRAINING, BEGIN.date(), ("org-prison", "org-police"), PERSONS
)


#: What was done when: a command, a fact above the case, or None for what time alone did.
Done = Command | StandingEvent | None
Past = tuple[tuple[datetime, Done], ...]


def pasts(workflow: Workflow) -> list[Past]:
    """What was accepted in each shipped story of a workflow, when: histories begin there."""
    found: list[Past] = [()]
    for name, file in story_files(workflow.identity.name).items():
        tale = run(read_story(file.read_bytes(), name), workflow, for_story)
        found.append(tuple(_accepted(tale)))
    return found


def _accepted(tale: Tale) -> Iterator[tuple[datetime, Done]]:
    for one in tale.told:
        if one.done:
            yield one.at, one.command
        elif one.above:
            yield one.at, one.above.event


class History(RuleBasedStateMachine):
    """One case under one workflow, from its opening or from anywhere in a shipped story."""

    workflow: Workflow
    pasts: list[Past]
    seen: Counter[str]
    #: Where all histories of a run live, each as a case of its own; a store in memory for each
    #: where there is none.
    place: Place | None = None
    numbers: Iterator[int] = count(1)

    def __init__(self) -> None:
        super().__init__()
        self.case_id = CASE if self.place is None else f"C-{next(self.numbers)}"
        self.clock = ManualClock(BEGIN) if self.place is None else self.place.clock
        self.clock.set(BEGIN)
        store = MemoryStore(self.clock) if self.place is None else self.place.store
        self.engine = Engine(store, [self.workflow])
        if self.engine.standing() is None:
            self.engine.list_contacts(KEEPER, (Contact("org-prison", "p-9"),))
            self.engine.record_standing(KEEPER, ActivityHeld(TRAINED))
        self.refused: tuple[Remedy, ...] = ()

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """The case is opened afresh, every role played, or has a part of a story behind it."""
        past = data.draw(st.sampled_from(self._pasts()))
        name = self.workflow.identity.name
        if not past:
            self.engine.open_case(name, self.case_id, self.opening())
            return
        opened = [number for number, (_, done) in enumerate(past, 1) if isinstance(done, OpenCase)]
        kept = data.draw(st.sampled_from(range(opened[0], len(past) + 1)))
        for at, command in past[:kept]:
            self.clock.set(at)
            if command is None:
                self.engine.lapse(self.case_id)
            elif isinstance(command, StandingEvent):
                self.engine.record_standing(KEEPER, command)
            elif isinstance(command, OpenCase):
                self.engine.open_case(name, self.case_id, command)
            else:
                self.engine.do(self.case_id, command)

    def _pasts(self) -> list[Past]:
        """Those that can be lived here: histories in one database share what stands above them."""
        if self.place is None:
            return self.pasts
        return [
            one for one in self.pasts if not any(isinstance(done, StandingEvent) for _, done in one)
        ]

    def opening(self) -> OpenCase:
        """An opening by one who may lead, with an organisation in every role."""
        phase = self.workflow.initial.phase
        assert phase is not None
        lead = self.workflow.procedure.leads_of(phase)[-1]
        roles = tuple(self.workflow.procedure.agencies)
        bindings = tuple((role, f"org-{role}") for role in roles)
        return OpenCase(actor=Actor("p-1", f"org-{lead}", lead), bindings=bindings)

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        """Time passes or somebody gives a command: any, by anybody, now or late."""
        moves = ["command"] * 12 + ["time"] * 5 + ["lapse"]
        move = data.draw(st.sampled_from([*moves, *(["remedy"] * 8 if self.refused else [])]))
        case, now = self.engine.case(self.case_id), self.clock.now()
        if move == "time":
            self.clock.set(now + data.draw(st.sampled_from(PAUSES)))
            return
        if move == "lapse":
            self.engine.lapse(self.case_id)
            oracles.everything_holds(self.engine, self.case_id)
            return
        command: Command | None = None
        if move == "remedy":
            drawn = remedied(self.workflow, case, now, self.refused)
            command, self.refused = data.draw(drawn), ()
        self.give(command or data.draw(commands(self.workflow, case, now)))

    def give(self, command: Command) -> None:
        """Give a command; whatever comes of it, everything must hold."""
        case, entries = self.engine.case(self.case_id), self.engine.events(self.case_id)
        self.decided_alike(command)
        try:
            self.engine.do(self.case_id, command)
            self.seen[f"accepted {type(command).__name__}"] += 1
        except Refused as refusal:
            whole = self.engine.refusals(self.case_id)[-1].decision
            remedies = [one for verdict in whole.refusing for one in verdict.remedies]
            self.refused = (*remedies, *whole.remedies) or self.refused
            self.seen[f"refused {refusal.decision.outcome}"] += 1
            oracles.nothing_changed(self.engine, case, entries)
        except BadCommand:
            oracles.nothing_changed(self.engine, case, entries)
        oracles.everything_holds(self.engine, self.case_id)

    def decided_alike(self, command: Command) -> None:
        """Invariant 9: deciding twice on the same facts gives the same answer."""
        case, now = self.engine.case(self.case_id), self.clock.now()
        answers: list[Decision | str] = []
        for _ in range(2):
            try:
                entries = self.engine.events(self.case_id)
                standing = self.engine.standing()
                answers.append(decide(self.workflow, case, standing, command, now, entries))
            except BadCommand as fault:
                answers.append(str(fault))
        assert answers[0] == answers[1], "two answers to one question"

    def teardown(self) -> None:
        """What is slow to derive is checked once, over the whole history."""
        if self.case_id not in self.engine.cases():
            return
        case, entries = self.engine.case(self.case_id), self.engine.events(self.case_id)
        self.seen[f"ends in {case.position.state}"] += 1
        self.seen.update(f"a conference {one.outcome}" for one in case.conferences.values())
        oracles.the_same_entries_make_the_same_case(case, entries)
        oracles.no_conference_without_consent(self.workflow, case, entries)
        if self.place is not None:
            assert self.place.durable.verify(self.case_id).problems == ()
