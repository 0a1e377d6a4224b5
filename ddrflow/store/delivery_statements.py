"""Every statement on deliveries, made once."""

from functools import cache
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, func, select, update
from sqlalchemy.sql.expression import BindParameter, ColumnElement, Delete, Insert, Update

from ddrflow.store.columns import Instant
from ddrflow.store.statements import new_if, old
from ddrflow.store.tables import CASE, DELIVERY, EVENT, OUTBOX

D: Final = DELIVERY.c
KEY: Final = ("case_id", "handler", "seq")
NOW: Final = bindparam("now", type_=Instant)
UNTIL: Final = bindparam("until", type_=Instant)
LIMIT: Final[BindParameter[int]] = bindparam("limit")
MOST: Final[BindParameter[int]] = bindparam("most")
HANDLER: Final[BindParameter[str]] = bindparam("to_handler")
IDS: Final[BindParameter[list[str]]] = bindparam("ids", expanding=True)
#: What a claim says of itself until its holder says otherwise.
DIED: Final = "E-DIED"

# ---- out of the outbox

IN_OUTBOX: Final = (
    select(OUTBOX.c.case_id, OUTBOX.c.seq, EVENT.c.kind)
    .join_from(
        OUTBOX, EVENT, and_(EVENT.c.case_id == OUTBOX.c.case_id, EVENT.c.seq == OUTBOX.c.seq)
    )
    .order_by(OUTBOX.c.case_id, OUTBOX.c.seq)
    .limit(LIMIT)
)


@cache
def reached(*, skips: bool) -> Select[Any]:
    """Up to which entry the outbox of each case was emptied; nobody else empties it meanwhile."""
    found = select(CASE.c.case_id, CASE.c.delivered).where(CASE.c.case_id.in_(IDS))
    return found.order_by(CASE.c.case_id).with_for_update(skip_locked=skips)


NEW: Final[Insert] = new_if(DELIVERY, ~select(D.seq).where(old(DELIVERY, *KEY)).exists())

# ---- claimed, and what came of it

_EARLIER: Final = DELIVERY.alias("earlier")
#: Nothing earlier of the same case is still to go to the same handler.
FIRST: Final[ColumnElement[bool]] = ~(
    select(_EARLIER.c.seq)
    .where(
        _EARLIER.c.case_id == D.case_id,
        _EARLIER.c.handler == D.handler,
        _EARLIER.c.seq < D.seq,
        _EARLIER.c.dead_at.is_(None),
    )
    .exists()
)
READY: Final = and_(D.handler == HANDLER, D.ready_at <= NOW, D.dead_at.is_(None))


@cache
def next_one(*, skips: bool) -> Select[Any]:
    """What a handler is to be given next."""
    found = select(D.case_id, D.seq, D.handler, D.attempts).where(READY, D.attempts < MOST, FIRST)
    found = found.order_by(D.ready_at, D.case_id, D.seq).limit(1)
    return found.with_for_update(of=DELIVERY, skip_locked=True) if skips else found


MINE: Final = old(DELIVERY, *KEY)
HELD: Final = old(DELIVERY, *KEY, "fence")
CLAIM: Final = (
    update(DELIVERY)
    # Looked at again: in the mode without skipping, another may have claimed it meanwhile.
    .where(MINE, D.ready_at <= NOW, D.dead_at.is_(None))
    .values(fence=D.fence + 1, attempts=D.attempts + 1, ready_at=UNTIL, failure=DIED)
    .returning(D.case_id, D.seq, D.handler, D.fence, D.attempts)
)
DONE: Final[Delete] = DELIVERY.delete().where(HELD)
DROP: Final[Delete] = DELIVERY.delete().where(D.handler == HANDLER)
FAIL: Final[Update] = (
    update(DELIVERY).where(HELD).values(ready_at=UNTIL, failure=bindparam("failure"))
)
#: What comes after it in its case waits as long: nobody looks at it again and again meanwhile.
WAIT_WITH_IT: Final[Update] = (
    update(DELIVERY)
    .where(
        D.case_id == bindparam("old_case_id"),
        D.handler == bindparam("old_handler"),
        D.seq > bindparam("old_seq"),
        D.dead_at.is_(None),
        D.ready_at < UNTIL,
    )
    .values(ready_at=UNTIL)
)
GIVE_UP: Final[Update] = (
    update(DELIVERY).where(HELD).values(ready_at=None, dead_at=NOW, failure=bindparam("failure"))
)
GIVE_BACK: Final[Update] = (
    update(DELIVERY).where(HELD).values(attempts=D.attempts - 1, ready_at=NOW, failure="")
)
PUT_AWAY: Final = (
    update(DELIVERY)
    .where(READY, D.attempts >= MOST)
    .values(fence=D.fence + 1, ready_at=None, dead_at=NOW)
    .returning(*DELIVERY.c)
)
REPLAY: Final[Update] = (
    update(DELIVERY)
    .where(MINE, D.dead_at.is_not(None))
    .values(fence=D.fence + 1, attempts=0, failure="", ready_at=NOW, dead_at=None)
)

# ---- looked at

WAITING: Final = (
    select(DELIVERY)
    .where(D.dead_at.is_(None))
    .order_by(D.ready_at, D.case_id, D.seq, D.handler)
    .limit(LIMIT)
)
DEAD: Final = (
    select(DELIVERY).where(D.dead_at.is_not(None)).order_by(D.dead_at, D.case_id, D.seq, D.handler)
)
HOW_MANY_IN_OUTBOX: Final = select(func.count()).select_from(OUTBOX)
HOW_MANY: Final = (
    select(
        D.handler,
        func.count(D.ready_at).label("waiting"),
        func.count(D.dead_at).label("dead"),
    )
    .group_by(D.handler)
    .order_by(D.handler)
)
OLDEST: Final = select(func.min(D.written_at)).where(D.dead_at.is_(None))
