"""Handlers that tests look into, and a case whose entries are to be handed on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

from ddrflow.daemon.message import Message
from ddrflow.engine import Engine
from ddrflow.model import commands as c
from tests.properties.wall_case import ROLES, who
from tests.shipped import workflow
from tests.stores import Place

Answer = Callable[[Message], object]


def nothing(message: Message) -> None:
    """It arrives."""
    del message


@dataclass(slots=True)
class Letterbox:
    """Keeps what it was given, in order; `answer` may raise."""

    name: str = "box"
    answer: Answer = nothing
    timeout: timedelta = timedelta(seconds=1)
    only: tuple[str, ...] = ()
    given: list[Message] = field(default_factory=list)

    def wants(self, kind: str) -> bool:
        return not self.only or kind in self.only

    def handle(self, message: Message) -> None:
        self.given.append(message)
        self.answer(message)

    def seqs(self, case_id: str) -> list[int]:
        """The numbers of the entries of a case, as they came."""
        return [one.seq for one in self.given if one.case_id == case_id]


@dataclass(slots=True)
class Hanging:
    """An answer that comes when the test says so."""

    is_reached: Event = field(default_factory=Event)
    may_go_on: Event = field(default_factory=Event)

    def __call__(self, message: Message) -> None:
        del message
        self.is_reached.set()
        assert self.may_go_on.wait(60)


def refusing(*numbers: int, fault: Exception) -> Answer:
    """Entries of these numbers do not arrive."""

    def answer(message: Message) -> None:
        if message.seq in numbers:
            raise fault

    return answer


def talking(place: Place, cases: int = 1) -> Engine:
    """Cases with all parties, in each of which a conference is called together."""
    engine = place.engine(workflow("neustart"))
    others = tuple((role, f"org-{role}") for role in ROLES)
    for number in range(cases):
        name = f"C-{number}"
        engine.open_case("neustart", name, c.OpenCase(actor=who("neustart"), bindings=others))
        day = place.clock.now().date() + timedelta(days=10)
        engine.do(
            name,
            c.ConveneConference(
                actor=who("neustart"), conference="snc-1", type="social-network", planned_on=day
            ),
        )
    return engine
