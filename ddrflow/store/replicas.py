"""The daemons on a database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    update,
)

from ddrflow.ports import Beat, KeptReplica, Overview, ReplicaState
from ddrflow.store.columns import Instant
from ddrflow.store.database import DAEMON, Database, Joined
from ddrflow.store.tables import CASE, REPLICA, REVIEW, WATCH

R: Final = REPLICA.c
NOW: Final = bindparam("now", type_=Instant)
UNTIL: Final = bindparam("until", type_=Instant)
ME: Final[BindParameter[str]] = bindparam("me")
FORGOTTEN: Final = timedelta(days=7)
SAID: Final = ("state", "release", "recorded", "failed", "delivered")
BEAT: Final = (
    update(REPLICA)
    .where(R.replica == ME)
    .values({**{name: bindparam(f"new_{name}") for name in SAID}, "beaten_at": NOW})
)
SWEPT: Final = update(REPLICA).where(R.replica == ME).values(swept_at=NOW)
NEW: Final = REPLICA.insert()
FORGET: Final = delete(REPLICA).where(R.beaten_at < bindparam("before", type_=Instant))
KNOWN: Final = select(REPLICA).order_by(R.started_at, R.replica)
MINE_OR_FREE: Final = or_(WATCH.c.replica == ME, WATCH.c.until_at <= NOW)
KEEP: Final = update(WATCH).where(MINE_OR_FREE).values(replica=ME, until_at=UNTIL)
FIRST: Final = WATCH.insert()
KEPT: Final = select(WATCH.c.one)
LEAVE: Final = update(WATCH).where(WATCH.c.replica == ME).values(until_at=NOW)
#: A review whose grace is over came due before today: the index on the day leads to it.
OVERDUE: Final = (
    select(CASE.c.lead_organisation, func.count().label("many"))
    .join_from(REVIEW, CASE, CASE.c.case_id == REVIEW.c.case_id)
    .where(REVIEW.c.due_on <= bindparam("today"), REVIEW.c.status == "missed")
    .group_by(CASE.c.lead_organisation)
    .order_by(CASE.c.lead_organisation)
)
UNREVIEWED: Final = (
    select(CASE.c.workflow_digest, CASE.c.state, func.count().label("many"))
    .where(and_(CASE.c.next_review_on.is_(None), CASE.c.phase.is_not(None)))
    .group_by(CASE.c.workflow_digest, CASE.c.state)
)


#: The server's real clock: how long somebody waits is no matter of what time it is for the store.
STALLED: Final = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = current_user"
    " AND application_name = :name AND pid <> pg_backend_pid()"
    " AND backend_xid IS NOT NULL AND wait_event = 'ClientRead'"
    " AND state_change < clock_timestamp() - make_interval(secs => :seconds)"
)


class SqlReplicas:
    """The daemons on a database; `now` tells the time on a connection."""

    def __init__(
        self,
        access: Database | Joined,
        now: Callable[[Connection], datetime],
        *,
        is_sqlite: bool,
    ) -> None:
        self._access = access
        self._now = now
        self._is_sqlite = is_sqlite

    def beat(self, beat: Beat) -> datetime:
        """Those that were silent for a week are forgotten."""
        with self._access.writing() as connection:
            now = self._now(connection)
            said = {
                "state": beat.state.value,
                "release": beat.release,
                "recorded": beat.recorded,
                "failed": beat.failed,
                "delivered": beat.delivered,
            }
            asked: dict[str, Any] = {f"new_{name}": one for name, one in said.items()}
            found = connection.execute(BEAT, {**asked, "me": beat.replica, "now": now})
            if found.rowcount == 0:
                row = {**said, "replica": beat.replica, "started_at": now, "beaten_at": now}
                connection.execute(NEW, {**row, "swept_at": None})
                connection.execute(FORGET, {"before": now - FORGOTTEN})
            if beat.has_swept:
                connection.execute(SWEPT, {"me": beat.replica, "now": now})
        return now

    def keep_watch(self, replica: str, lease: timedelta) -> bool:
        """One row, which is whose it is until its time is over."""
        with self._access.writing() as connection:
            now = self._now(connection)
            asked = {"me": replica, "now": now, "until": now + lease}
            if connection.execute(KEEP, asked).rowcount:
                return True
            if connection.execute(KEPT).first() is not None:
                return False
            connection.execute(FIRST, {"one": 1, "replica": replica, "until_at": now + lease})
            return True

    def leave_watch(self, replica: str) -> None:
        """Where it is another's, nothing changes."""
        with self._access.writing() as connection:
            connection.execute(LEAVE, {"me": replica, "now": self._now(connection)})

    def end_stalled(self, after: timedelta) -> int:
        """On PostgreSQL, which has no limit of time for it that works amid a pipeline.

        On SQLite the lock goes with the process, and one that is stopped holds it: a second
        daemon stands by there in any case.
        """
        if self._is_sqlite:
            return 0
        with self._access.reading() as connection:
            asked = {"name": DAEMON, "seconds": after.total_seconds()}
            return len(connection.execute(STALLED, asked).all())

    def known(self) -> tuple[KeptReplica, ...]:
        """By the database's own clock."""
        with self._access.reading() as connection:
            found = connection.execute(KNOWN).mappings().all()
        return tuple(KeptReplica(**{**one, "state": ReplicaState(one["state"])}) for one in found)

    def overview(self) -> Overview:
        """From the columns beside the entries; no case is read."""
        with self._access.reading() as connection:
            asked = {"today": self._now(connection).date() + timedelta(days=1)}
            overdue = connection.execute(OVERDUE, asked).all()
            unreviewed = connection.execute(UNREVIEWED).all()
        return Overview(
            {one.lead_organisation: one.many for one in overdue},
            {(one.workflow_digest, one.state): one.many for one in unreviewed},
        )
