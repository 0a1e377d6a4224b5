"""A fact recorded above all cases."""

from ddrflow.decide import check_above
from ddrflow.errors import Conflict
from ddrflow.model.agency import Actor
from ddrflow.model.standing import Standing, StandingEntry, StandingEvent, standing_of
from ddrflow.ports import Store
from ddrflow.wire import check_actor, check_standing


def recorded(store: Store, actor: Actor, event: StandingEvent, expected: int | None) -> Standing:
    """Record the next entry of the standing stream; what stands there afterwards."""
    check_actor(actor)
    check_standing(event)
    entries, now = store.standing_entries(), store.now()
    if expected not in (None, len(entries)):
        raise Conflict("standing", expected or 0)
    check_above(entries, event, now)
    entry = StandingEntry(len(entries) + 1, now, actor, event)
    store.append_standing(entry)
    return standing_of((*entries, entry)) or Standing()
