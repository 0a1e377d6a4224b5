"""What the tests of stores record: one actor, one opening, a few commands."""

from typing import Final

from ddrflow.engine import Engine
from ddrflow.model.agency import Actor
from ddrflow.model.commands import GiveNotice, IdentifyNeed, OpenCase, TakeStep
from ddrflow.model.workflow import Workflow
from tests.shipped import workflow
from tests.stores import Place

WORKER: Final = Actor("p-1", "neustart-graz", "neustart")
OPENING: Final = OpenCase(
    actor=WORKER, bindings=(("client", "client-1"), ("prison", "prison-graz"))
)
NOTICE: Final = GiveNotice(actor=WORKER, kind="multi-agency", version="1", language="de")
ADMIT: Final = TakeStep(actor=WORKER, trigger="admit", reason="words for people")


def neustart() -> Workflow:
    return workflow("neustart")


def opened(place: Place, cases: int = 1) -> Engine:
    """An engine with open cases C-0, C-1 and so on."""
    engine = place.engine(neustart())
    for number in range(cases):
        engine.open_case("neustart", f"C-{number}", OPENING)
    return engine


def need(number: int) -> IdentifyNeed:
    return IdentifyNeed(actor=WORKER, need=f"need-{number}", kind="housing", owner="neustart")
