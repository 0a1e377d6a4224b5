"""Cases with a review that is due, or will be, on a store."""

from datetime import timedelta
from typing import Final

from ddrflow.engine import Engine
from ddrflow.ports import Patience
from tests.contract.script import ADMIT, NOTICE, opened
from tests.stores import Place

PATIENCE: Final = Patience()
DAY: Final = timedelta(days=1)
#: From the opening of the stories on the stores to the day of the first review.
HALF_A_YEAR: Final = timedelta(days=185)


def inside(place: Place, cases: int = 1) -> Engine:
    """Cases in custody, where a review is due every six months, at different times."""
    engine = opened(place, cases)
    for number in range(cases):
        engine.do(f"C-{number}", NOTICE)
        engine.do(f"C-{number}", ADMIT)
    return engine


def overdue(place: Place, cases: int = 1) -> Engine:
    """The same, half a year and a little later."""
    engine = inside(place, cases)
    place.clock.set(place.clock.now() + HALF_A_YEAR)
    return engine


def events(engine: Engine, case_id: str) -> list[type]:
    return [type(one.event) for one in engine.events(case_id)]
