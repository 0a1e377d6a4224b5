"""Cases under the synthetic workflow, who acts in them, and remedies carried out as given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.decide import command_name, decide
from ddrflow.engine import Done, Engine
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.standing import ContactsListed, Standing, StandingEvent
from ddrflow.model.verdict import Remedy, Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.wire import STANDING_NAMES, command_from, standing_from
from tests.synthetic import built

START: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""When every case here is opened: a Monday, nine o'clock in Vienna."""

TICK: Final = timedelta(microseconds=1)
"""The smallest step of time that there is."""

ORGANISATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unit": "Unit North",
        "aftercare": "Aftercare North",
        "prison": "Prison North",
        "police": "Police North",
        "court": "Court North",
        "probation": "Probation North",
        "clinic": "Clinic North",
        "welfare": "Welfare North",
        "school": "School North",
        "client": "The client",
        "family": "The family",
    }
)
"""Who plays which role when a case is opened; nobody plays `mentor`."""


def actor(role: str, organisation: str = "") -> Actor:
    """Somebody who acts in a role, for the organisation that plays it unless another is given."""
    return Actor(f"p-{role}", organisation or ORGANISATIONS[role], role)


UNIT: Final = actor("unit")
PRISON: Final = actor("prison")
POLICE: Final = actor("police")
COURT: Final = actor("court")
WELFARE: Final = actor("welfare")
CLIENT: Final = actor("client")


@dataclass(slots=True)
class Desk:
    """A case on an engine in memory, and the clock that it goes by."""

    engine: Engine
    clock: ManualClock
    workflow: Workflow
    case_id: str = "c-1"

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.engine.case(self.case_id)

    @property
    def standing(self) -> Standing | None:
        """What stands above the case."""
        return self.engine.standing()

    def record(self, *events: StandingEvent) -> None:
        """Record facts above the case."""
        for one in events:
            self.engine.record_standing(UNIT, one)

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return self.clock.now()

    def at(self, instant: datetime) -> None:
        """Set the clock."""
        self.clock.set(instant)

    def later(self, days: int = 0, hours: int = 0) -> None:
        """Let time pass."""
        self.clock.set(self.now + timedelta(days=days, hours=hours))

    def do(self, *commands: Command) -> None:
        """Give commands that must be accepted."""
        for one in commands:
            self.engine.do(self.case_id, one)

    def asks(self, command: Command) -> "Asked":
        """A command on the case as it stands, not given yet."""
        return Asked(self, self.case, command, self.now)

    def take(self, trigger: str, by: Actor = UNIT) -> "Asked":
        """A step, not taken yet."""
        return self.asks(c.TakeStep(actor=by, trigger=trigger))


@dataclass(frozen=True, slots=True)
class Asked:
    """One command on one case at one instant: what every workflow can be asked about alike."""

    desk: Desk
    case: Case | None
    command: Command
    now: datetime

    def decision(self, workflow: Workflow | None = None) -> Decision:
        """What it comes to under the case's workflow, or under another one."""
        asked = workflow or self.desk.workflow
        return decide(asked, self.case, self.desk.standing, self.command, self.now)

    def verdict(self, rule: str) -> Verdict:
        """What one rule says about it; of several uses, the one that has something to say."""
        found = [one for one in self.decision().verdicts if one.rule == rule]
        return next((one for one in found if not one.is_met), found[0])

    def refused_by(self, rule: str) -> Verdict:
        """As `verdict`; no other rule may refuse."""
        assert [one.rule for one in self.decision().refusing] == [rule]
        return self.verdict(rule)

    def execute(
        self,
        remedy: Remedy,
        open: Mapping[str, str] | None = None,  # noqa: A002 - as a remedy calls it
        by: str = "",
    ) -> None:
        """Carry a remedy out on the same case."""
        execute(self.desk.engine, self.desk.case_id, remedy, open, by=by)

    def again(self) -> Done:
        """Give the very same command, now."""
        return self.desk.engine.do(self.desk.case_id, self.command)

    def again_by(self, remedy: Remedy, role: str = "") -> Done:
        """Give the same command through somebody whom the remedy names."""
        assert remedy.command == command_name(self.command)
        who = one_of(self.desk.case, remedy, self.desk.now, role)
        return self.desk.engine.do(self.desk.case_id, replace(self.command, actor=who))


NO_CONTACTS: Final = ContactsListed(())
"""It is known above the cases that no organisation has a point of contact."""


def unopened(workflow: Workflow | None = None, standing: Sequence[StandingEvent] = ()) -> Desk:
    """An engine without a case, with these facts above all cases."""
    chosen = workflow or built()
    clock = ManualClock(START)
    desk = Desk(Engine(MemoryStore(clock), [chosen]), clock, chosen)
    desk.record(*standing)
    return desk


def opened(
    workflow: Workflow | None = None,
    standing: Sequence[StandingEvent] = (),
    without: tuple[str, ...] = (),
) -> Desk:
    """A case that the unit has just opened with every organisation but those of some roles."""
    desk = unopened(workflow, standing)
    parties = tuple(pair for pair in ORGANISATIONS.items() if pair[0] not in without)
    opening = c.OpenCase(actor=UNIT, bindings=parties)
    desk.engine.open_case(desk.workflow.identity.name, desk.case_id, opening)
    return desk


def execute(
    engine: Engine,
    case_id: str,
    remedy: Remedy,
    open: Mapping[str, str] | None = None,  # noqa: A002 - as a remedy calls it
    at: datetime | None = None,
    *,
    by: str = "",
) -> None:
    """Do what a remedy names, just as it names it: a command, or a fact above the cases.

    Exactly its open arguments are filled, and who gives it is one of those that it names.
    """
    filled = dict(open or {})
    assert set(filled) == set(remedy.open), f"open are {remedy.open}, filled {tuple(filled)}"
    case = engine.case(case_id)
    who = one_of(case, remedy, at or START + timedelta(days=36_500), by)
    arguments = {**dict(remedy.filled), **filled}
    if remedy.command in STANDING_NAMES:
        engine.record_standing(who, standing_from(remedy.command, arguments))
    else:
        engine.do(case_id, command_from(remedy.command, arguments, who, at))


def one_of(case: Case, remedy: Remedy, at: datetime, role: str = "") -> Actor:
    """Somebody of the case whom the remedy names: the first who can be, or of a role."""
    assert not role or role in remedy.by
    roles = (role,) if role else remedy.by or (case.lead.current.role,)
    playing = [(one, found) for one in roles for found in case.parties.organisations(one, at)]
    assert playing, f"nobody in the case plays any of {roles}"
    return actor(*playing[0])
