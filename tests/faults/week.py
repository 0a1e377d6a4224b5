"""A week of virtual time with replicas that are killed and paused, on a clock that is set about.

Everything is drawn from one seed: how many replicas there are, when each is killed or paused and
for how long, when the database is away, when its clock steps, what people do meanwhile. What a
replica does is what a daemon does; only the threads and the waiting are left out.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Final

from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Claim, Patience
from ddrflow.workflow.load import check_text
from tests.faults.checker import reviews_hold
from tests.stores import Place

FILE: Final = """\
ddrflow: 1
workflow: week
version: 1
title: Reviews and limits that come and go within a week
time_zone: Europe/Vienna
agencies:
  unit: {kind: civil-society}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: local choice}
states:
  first: {phase: custody, initial: true, limit: {after: 2 days, owner: lead, source: local choice}}
  second: {phase: custody}
  over: {final: true}
steps:
  - {trigger: go, from: first, to: second, by: [unit], source: local choice}
  - {trigger: back, from: second, to: first, by: [unit], source: local choice}
  - {trigger: end, from: second, to: over, by: [unit], source: local choice}
reviews:
  - name: daily
    while: {states: [first, second]}
    every: 1 day
    grace: 1 day
    source: local choice
  - name: all-of-them
    while: {states: [first]}
    every: 2 days
    remind: 1 day
    catch_up: all
    weight: 5
    source: local choice
  - name: none-of-them
    while: {states: [second]}
    every: 1 day
    catch_up: none
    overlap: replace
    source: local choice
"""
UNIT: Final = Actor("p-1", "unit-1", "unit")
WEEK: Final = timedelta(days=7)
PATIENCE: Final = Patience(attempts=1_000)
CASES: Final = 6
LONGEST_STEP: Final = timedelta(hours=5)


@cache
def workflow() -> Workflow:
    """The file of this week."""
    found = check_text(FILE.encode(), "week.yaml")
    assert found.workflow is not None, found.findings
    return found.workflow


@dataclass(slots=True)
class Replica:
    """One daemon: what it had claimed when it was paused, and until when it is."""

    name: str
    engine: Engine
    held: tuple[Claim, ...] = ()
    paused_until: datetime | None = None


@dataclass(slots=True)
class Week:
    """One week on one store, all of it drawn from the seed."""

    place: Place
    seed: int
    random: Random = field(init=False)
    replicas: list[Replica] = field(init=False)
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - no secret
        self.engine = self.place.engine(workflow())
        many = self.random.randint(1, 8)
        self.replicas = [Replica(f"r-{one}", self.place.engine()) for one in range(many)]

    def live(self) -> None:
        """From the opening of the cases to a week later, and a quiet hour after it."""
        for number in range(CASES):
            self.engine.open_case("week", self._case(number), c.OpenCase(actor=UNIT))
        end = self.place.clock.now() + WEEK
        while self.place.clock.now() < end:
            self._time_passes()
            if self.random.random() < 0.9:
                self._people_act()
                for one in self.replicas:
                    self._works(one)
        self._quiet()
        reviews_hold(self.engine, self.place.store)

    def _case(self, number: int) -> str:
        return f"W-{self.seed}-{number}"

    def _time_passes(self) -> None:
        """Forward, and now and then a step back, as by a fail-over to a slow clock."""
        step = self.random.random() * LONGEST_STEP
        if self.random.random() < 0.1:
            step = -min(step, timedelta(hours=1))
        self.place.clock.set(self.place.clock.now() + step)

    def _people_act(self) -> None:
        case_id = self._case(self.random.randrange(CASES))
        command = self.random.choice(
            [
                c.TakeStep(actor=UNIT, trigger="go"),
                c.TakeStep(actor=UNIT, trigger="back"),
                c.HoldReview(actor=UNIT, review="daily"),
                c.HoldReview(actor=UNIT, review="all-of-them"),
                c.CallReview(actor=UNIT, review="daily", why="asked-for"),
            ]
        )
        with suppress(Refused, BadCommand):
            self.engine.do(case_id, command)

    def _works(self, one: Replica) -> None:
        """Wake up with what it held, or claim; then be killed, be paused, or carry it out."""
        now = self.place.clock.now()
        if one.paused_until is not None and now < one.paused_until:
            return
        clockwork = one.engine.clockwork
        claims, one.held, one.paused_until = one.held, (), None
        if not claims:
            claims = clockwork.claim(one.name, self.random.randint(1, 5), PATIENCE)
            tried = clockwork.timers.claim_tried(one.name, PATIENCE)
            claims = (*claims, tried) if tried else claims
        fate = self.random.random()
        if fate < 0.15:
            return
        if fate < 0.3:
            one.held = claims
            one.paused_until = now + self.random.random() * timedelta(hours=12)
            return
        clockwork.carry_out(claims, PATIENCE)

    def _quiet(self) -> None:
        """Everybody is well for a while: whatever was left is taken up."""
        clockwork = self.replicas[0].engine.clockwork
        self.place.clock.set(self.place.clock.now() + timedelta(hours=3))
        while claims := clockwork.claim("last", 50, PATIENCE):
            clockwork.carry_out(claims, PATIENCE)
        while tried := clockwork.timers.claim_tried("last", PATIENCE):
            clockwork.carry_out((tried,), PATIENCE)
