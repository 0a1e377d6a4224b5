"""Every statement on timers, made once."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Select,
    Table,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    null,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.expression import BindParameter, ColumnElement, Delete, Insert, Update

from ddrflow.store.columns import Instant
from ddrflow.store.statements import new_if, old, values_of
from ddrflow.store.tables import CASE, DERIVATION, TIMER, WORKFLOW

T: Final = TIMER.c
KEY: Final = (T.case_id, T.kind, T.name)
NOW: Final = bindparam("now", type_=Instant)
UNTIL: Final = bindparam("until", type_=Instant)
LIMIT: Final[BindParameter[int]] = bindparam("limit")
MOST: Final[BindParameter[int]] = bindparam("most")
FAR: Final = bindparam("far", type_=Instant)
#: Ordered no later than it is due, and due no later than it is ready: the first condition is
#: that of the index.
READY: Final = and_(T.order_at <= NOW, T.ready_at <= NOW)
SET: Final = (
    "due_at",
    "on_day",
    "mark",
    "organisation",
    "occurrence",
    "weight",
    "order_at",
    "ready_at",
)
#: What a claim says of itself until its holder says otherwise.
DIED: Final = "E-DIED"
#: What there was nothing to do for, and is asked again after a while.
RESTS: Final = "W-RESTS"
AS_NEW: Final[dict[str, Any]] = {
    # In the text itself: the sender of the hot path knows the values that it is given alone.
    "fence": T.fence + literal_column("1"),
    "attempts": literal_column("0"),
    "failure": literal_column("''"),
    "claimed_by": literal_column("''"),
    "quarantined_at": null(),
}


def _picked(condition: ColumnElement[bool], *, skips: bool) -> Select[Any]:
    wanted = (*KEY, T.organisation, T.attempts)
    found = select(*wanted).where(READY, condition).order_by(T.order_at, T.case_id).limit(LIMIT)
    return found.with_for_update(skip_locked=True) if skips else found


@cache
def fresh(*, skips: bool) -> Select[Any]:
    """What is due and was never tried."""
    return _picked(T.attempts == 0, skips=skips)


@cache
def fresh_of(*, skips: bool) -> Select[Any]:
    """The same of one organisation."""
    mine = T.organisation == bindparam("organisation")
    return _picked(and_(T.attempts == 0, mine), skips=skips)


@cache
def tried(*, skips: bool) -> Select[Any]:
    """What is due and came to nothing before, and may be tried again.

    What was tried less comes first: what kills whoever tries it does not keep the others waiting.
    """
    found = _picked(and_(T.attempts > 0, T.attempts < MOST), skips=skips)
    return found.order_by(None).order_by(T.attempts, T.order_at, T.case_id)


def _organisations() -> Select[Any]:
    """Each organisation once, by one look into the index for each, and its first that is due."""
    first = select(func.min(T.organisation).label("organisation"))
    names = first.cte("names", recursive=True)
    above = select(func.min(T.organisation)).where(T.organisation > names.c.organisation)
    names = names.union_all(
        select(above.scalar_subquery()).where(names.c.organisation.is_not(None))
    )
    head = select(func.min(T.order_at)).where(
        T.organisation == names.c.organisation, READY, T.attempts == 0
    )
    return select(names.c.organisation, head.scalar_subquery().label("head")).where(
        names.c.organisation.is_not(None)
    )


ORGANISATIONS: Final = _organisations()


def claiming(keys: Select[Any] | BindParameter[Any]) -> ReturningUpdate[Any]:
    """Claim the timers of these keys; what comes back is what a `Claim` holds, in its order.

    They are looked at again: in the mode without skipping, another may have claimed one meanwhile.
    """
    return (
        update(TIMER)
        .where(tuple_(*KEY).in_(keys), T.ready_at <= NOW)
        .values(
            fence=T.fence + 1,
            attempts=T.attempts + 1,
            ready_at=UNTIL,
            claimed_by=bindparam("by"),
            failure=DIED,
        )
        .returning(*KEY, T.fence, T.attempts, T.due_at, T.organisation)
    )


CLAIM: Final = claiming(bindparam("keys", expanding=True))
QUARANTINE: Final = (
    update(TIMER)
    .where(READY, T.attempts >= MOST)
    .values(fence=T.fence + 1, ready_at=None, order_at=FAR, quarantined_at=NOW)
    .returning(*TIMER.c)
)
HELD_BY: Final = ("case_id", "kind", "name", "fence")
HELD: Final = old(TIMER, *HELD_BY)
GIVE_BACK: Final[Update] = (
    update(TIMER)
    .where(HELD)
    .values(attempts=T.attempts - 1, ready_at=T.due_at, claimed_by="", failure="")
)
REST: Final[Update] = (
    update(TIMER)
    .where(HELD)
    .values(attempts=T.attempts - 1, ready_at=UNTIL, claimed_by="", failure=RESTS)
)
FAIL: Final[Update] = (
    update(TIMER).where(HELD).values(ready_at=UNTIL, claimed_by="", failure=bindparam("failure"))
)
FAIL_FOR_GOOD: Final[Update] = (
    update(TIMER)
    .where(HELD)
    .values(
        ready_at=None,
        order_at=FAR,
        quarantined_at=NOW,
        claimed_by="",
        failure=bindparam("failure"),
    )
)

MINE: Final = old(TIMER, "case_id", "kind", "name")


def _put(table: Table, kept: Mapping[str, str]) -> TextClause:
    """A row, in the place of the one of its key if there is one; in words that both databases know.

    What a row that is there already keeps of itself stands in `kept`.
    """
    names = [one.name for one in table.c]
    keys = [one.name for one in table.primary_key]
    sets = [f"{name} = {kept.get(name, f'excluded.{name}')}" for name in names if name not in keys]
    words = (
        f"INSERT INTO {table.name} ({', '.join(names)})"  # noqa: S608 - names of ours
        f" VALUES ({', '.join(f':{name}' for name in names)})"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(sets)}"
    )
    return text(words).bindparams(*(bindparam(one.name, type_=one.type) for one in table.c))


#: Whether there was one or not: nothing hangs on what somebody took for being there.
PUT: Final = _put(TIMER, {"fence": f"{TIMER.name}.fence + 1"})
MOVE_HELD: Final[Update] = update(TIMER).where(HELD).values({**values_of(SET), **AS_NEW})
END: Final[Delete] = delete(TIMER).where(MINE)
END_HELD: Final[Delete] = delete(TIMER).where(HELD)
END_ALL: Final[Delete] = delete(TIMER).where(old(TIMER, "case_id"))

OF_CASE: Final = (
    select(TIMER).where(T.case_id == bindparam("case_id")).order_by(T.due_at, T.kind, T.name)
)
UPCOMING: Final = (
    select(TIMER)
    .where(T.quarantined_at.is_(None))
    .order_by(T.order_at, T.case_id, T.kind, T.name)
    .limit(LIMIT)
)
PUT_AWAY: Final = T.order_at >= FAR
QUARANTINED: Final = select(TIMER).where(PUT_AWAY).order_by(T.quarantined_at, *KEY)
HOW_MANY_PUT_AWAY: Final = select(func.count()).select_from(TIMER).where(PUT_AWAY)
BACKLOG: Final = (
    select(T.organisation, func.count().label("many"), func.min(T.due_at).label("oldest"))
    .where(T.order_at <= NOW, T.due_at <= NOW)
    .group_by(T.organisation)
    .order_by(T.organisation)
)

D: Final = DERIVATION.c
VERSIONS: Final = select(WORKFLOW.c.digest).order_by(WORKFLOW.c.digest)
DERIVATIONS: Final = select(DERIVATION).order_by(D.digest)
PUT_DERIVATION: Final = _put(DERIVATION, {})
#: With the first case under a version: from then on every write sees to the timers.
FIRST_DERIVATION: Final[Insert] = new_if(
    DERIVATION,
    and_(
        ~select(WORKFLOW.c.digest).where(old(WORKFLOW, "digest")).exists(),
        ~select(D.digest).where(old(DERIVATION, "digest")).exists(),
    ),
)
OPEN_CASES: Final = (
    select(CASE.c.case_id)
    .where(
        CASE.c.workflow_digest == bindparam("digest"),
        CASE.c.phase.is_not(None),
        CASE.c.case_id > bindparam("after"),
    )
    .order_by(CASE.c.case_id)
    .limit(LIMIT)
)
IDS: Final[BindParameter[list[str]]] = bindparam("ids", expanding=True)
VERSIONS_HELD: Final = (
    select(CASE.c.case_id, CASE.c.version)
    .where(CASE.c.case_id.in_(IDS))
    .order_by(CASE.c.case_id)
    .with_for_update()
)
OF_CASES: Final = select(TIMER).where(T.case_id.in_(IDS))
