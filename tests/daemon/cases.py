"""Cases whose reviews come due, and what the record tells of them."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from ddrflow.engine import Engine, Request
from ddrflow.model.events import ReviewFellDue, ReviewMissed, ReviewReminded
from tests.contract.script import ADMIT, NOTICE, OPENING, neustart
from tests.stores import Place

#: From the opening to a day on which the first review is due.
HALF_A_YEAR: Final = timedelta(days=185)
BY_TIME: Final = (ReviewReminded, ReviewFellDue, ReviewMissed)
PATIENCE_SECONDS: Final = 60


def inside(place: Place, count: int) -> Engine:
    """So many cases in custody, where a review is due every six months."""
    engine = place.engine(neustart())
    names = [f"C-{number}" for number in range(count)]
    engine.do_many(Request(one, OPENING, workflow="neustart") for one in names)
    for command in (NOTICE, ADMIT):
        engine.do_many(Request(one, command) for one in names)
    return engine


def overdue(place: Place, count: int) -> Engine:
    """The same, half a year later: each has a review that is due."""
    engine = inside(place, count)
    place.clock.set(place.clock.now() + HALF_A_YEAR)
    return engine


def triggered(engine: Engine) -> Counter[tuple[str, type]]:
    """How often each kind of thing that time brings about stands in the record of each case."""
    return Counter(
        (case_id, type(one.event))
        for case_id in engine.cases()
        for one in engine.events(case_id)
        if isinstance(one.event, BY_TIME)
    )


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that another thread or process brings about; fail where it does not."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)
