"""Two histories that differ only in what a state-security conference keeps to itself.

A history is a list of beats. In a beat both worlds are told the same, and each is told its own
secrets besides: items, contributions, decisions, actions, minutes of the conference, another
conference, some of them taken back or erased, as many as were drawn. What the client, the family
and the court are answered meanwhile, and every view of theirs at the end, is the transcript of a
world.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.engine import Done, Engine
from ddrflow.engine.views import VIEWS
from ddrflow.errors import DdrflowError
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.commands import Command
from ddrflow.model.verdict import Reason
from ddrflow.store.memory import MemoryStore
from ddrflow.wire import entry_to_json
from tests import shipped
from tests.properties.wall_case import BELOW, CASE, ROLES, SNC, SSC, START, who, workflow
from tests.properties.wall_probes import PROBES
from tests.properties.wall_secrets import AMONG_AGENCIES, ERASED, SECRETS, TAKEN_BACK
from tests.properties.wall_shared import SHARED

TIME: Final = "what is due by now"


@dataclass(frozen=True, slots=True)
class Beat:
    """The same for both worlds: how much later, what is said or tried, at which version."""

    hours: int
    shared: str = ""
    probe: str = ""
    prober: str = "client"
    expected: int | None = None


@dataclass(slots=True)
class World:
    """One history as it is made, with what those below the wall are answered."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(START))
    engine: Engine = field(init=False)
    answers: list[str] = field(default_factory=list)
    kept: int = 0
    secrets: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The case, with a state-security conference that sits and a social-network one."""
        self.engine = Engine(MemoryStore(self.clock), [workflow(), shipped.workflow("catalonia")])
        others = tuple((role, f"org-{role}") for role in ROLES)
        opening = c.OpenCase(actor=who("neustart"), bindings=others)
        self.engine.open_case("neustart", CASE, opening)
        today = self.clock.now().date()
        for name, kind, by in (
            (SSC, "state-security", "state-security"),
            (SNC, "social-network", "neustart"),
        ):
            self.engine.do(
                CASE,
                c.ConveneConference(actor=who(by), conference=name, type=kind, planned_on=today),
            )
        paper = ("terrorism-connection", "charge-1")
        self.engine.do(
            CASE, c.FileDocument(actor=who("prosecutor"), kind=paper[0], document=paper[1])
        )
        for stage in ("preparation", "exchange"):
            self.engine.do(
                CASE, c.EnterStage(actor=who("state-security"), conference=SSC, stage=stage)
            )

    def live(self, beat: Beat, number: int, secrets: Sequence[str]) -> None:
        """Time passes, the world keeps its own secrets, and then what both are told."""
        self.clock.set(self.clock.now() + timedelta(hours=beat.hours))
        for kind in secrets:
            self._keep(kind)
        if beat.shared == TIME:
            self.engine.lapse(CASE)
        elif beat.shared:
            self._give(SHARED[beat.shared](number))
        if beat.probe:
            command = PROBES[beat.probe](beat.prober)(number)
            answer = self._give(command, beat.expected)
            self.answers.append(f"{number} {beat.prober}: {self._read(answer, command)}")

    def _keep(self, kind: str) -> None:
        lead = self.engine.case(CASE).lead.current
        actor = Actor("p-lead", lead.organisation, lead.role)
        if kind == ERASED:
            command: Command = c.EraseContent(
                actor=actor, entries=tuple(self.secrets[-1:]) or (5,), basis="led-16", why="over"
            )
        elif kind == TAKEN_BACK:
            last = self.secrets[-1] if self.secrets else 5
            command = c.CorrectEntry(actor=actor, wrong=last, why="recorded-in-error")
        else:
            command = (SECRETS | AMONG_AGENCIES)[kind](self.kept)
            self.kept += 1
        answer = self._give(command)
        if isinstance(answer, Done):
            self.secrets += [one.seq for one in answer.entries]

    def _give(self, command: Command, expected: int | None = None) -> Done | DdrflowError:
        try:
            return self.engine.do(CASE, command, expected_version=expected)
        except DdrflowError as fault:
            return fault

    def _read(self, answer: Done | DdrflowError, command: Command) -> str:
        if isinstance(answer, DdrflowError):
            return f"{type(answer).__name__} {answer}"
        version, entries = self.engine.recorded(answer, Viewer.of(command.actor))
        written = [entry_to_json(one) for one in entries]
        return f"version {version} {written} {answer.warnings}"

    def transcript(self, below: Sequence[str] = BELOW) -> dict[str, bytes]:
        """Everything that those below the wall are ever told, by view and reader."""
        told: dict[str, bytes] = {"answers": "\n".join(self.answers).encode()}
        for role in below:
            reader = Viewer(f"org-{role}", role)
            for name, view in VIEWS.items():
                told[f"{name} of {role}"] = plain(view(self.engine, CASE, reader)).encode()
            for trigger in (*workflow().triggers(), "fly"):
                found = self.engine.why_not(CASE, trigger, reader)
                told[f"why not {trigger} of {role}"] = plain(found).encode()
        return told


def plain(value: object) -> str:
    """Any answer as text, its messages in words too."""
    if isinstance(value, Reason):
        words = render(value.message, {one.name: one.value for one in value.fields})
        return f"{value!r} {words}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(plain(one) for one in value)}]"
    slots = getattr(type(value), "__dataclass_fields__", None)
    if slots is None:
        return repr(value)
    return f"({', '.join(f'{name}={plain(getattr(value, name))}' for name in slots)})"


def lived(beats: Sequence[Beat], secrets: Sequence[Sequence[str]]) -> World:
    """A world through these beats, with its own secrets at each."""
    world = World()
    for number, (beat, kept) in enumerate(zip(beats, secrets, strict=True)):
        world.live(beat, number, kept)
    return world
