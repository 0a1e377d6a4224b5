"""Timers in a database: claimed in two steps, with a fence, by the database's own clock."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, Select

from ddrflow.model.timer import Timer, TimerKind
from ddrflow.ports import Anew, Backlog, Claim, Derivation, KeptTimer, Patience
from ddrflow.store import bulk
from ddrflow.store import timing_statements as say
from ddrflow.store.database import POSTGRESQL, Database, Joined
from ddrflow.store.projection import FAR, Changes, changes, timer_row, timer_rows
from ddrflow.store.statements import OLD

Now = Callable[[Connection], datetime]
#: Of so many other organisations at a time one that has more than its share makes room.
OTHERS: Final = 16
KEY: Final = ("case_id", "kind", "name")


class SqlTimers:
    """The timers of a database. `now` tells the time on a connection.

    With `skips_locked`, replicas pass over what another is just claiming; without, they wait
    for one another, and look again at what they claim: for databases that know no other way.
    """

    def __init__(self, access: Database | Joined, now: Now, *, skips_locked: bool) -> None:
        self._access = access
        self._now = now
        self._skips_locked = skips_locked

    def claim(self, by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        """What was never tried, in the order of its days and weights."""
        with self._access.writing() as connection:
            now = self._now(connection)
            asked = {"now": now, "limit": limit, "organisation": ""}
            picked = connection.execute(say.fresh(skips=self._skips_locked), asked).all()
            if len(picked) == limit:
                picked = self._shared_out(connection, picked, now, limit)
            return _claimed(connection, picked, by, now, now + patience.held(1))

    def _shared_out(
        self, connection: Connection, picked: Sequence[Row[Any]], now: datetime, limit: int
    ) -> Sequence[Row[Any]]:
        """Where one organisation has more than half, others come before the last of its own."""
        share = limit // 2
        name, count = Counter(one.organisation for one in picked).most_common(1)[0]
        if count <= share:
            return picked
        waiting = connection.execute(say.ORGANISATIONS, {"now": now}).all()
        heads = sorted((one.head, one.organisation) for one in waiting if one.head is not None)
        others = [one for _, one in heads if one != name][:OTHERS]
        mine = [one for one in picked if one.organisation == name]
        theirs = {_key(one): one for one in picked if one.organisation != name}
        for one in others:
            room = -(-(limit - share) // len(others))
            asked = {"now": now, "limit": room, "organisation": one}
            more = connection.execute(say.fresh_of(skips=self._skips_locked), asked)
            theirs.update((_key(each), each) for each in more)
        found = list(theirs.values())[: max(limit - share, 0)]
        return [*mine[: limit - len(found)], *found]

    def claim_tried(self, by: str, patience: Patience) -> Claim | None:
        """The earliest of what rested long enough."""
        with self._access.writing() as connection:
            now = self._now(connection)
            asked = {"now": now, "limit": 1, "most": patience.attempts}
            picked = connection.execute(say.tried(skips=self._skips_locked), asked).all()
            if not picked:
                return None
            until = now + patience.held(picked[0].attempts + 1)
            claimed = _claimed(connection, picked, by, now, until)
            return claimed[0] if claimed else None

    def quarantine(self, patience: Patience) -> tuple[KeptTimer, ...]:
        """Ordered after everything else from then on, so that nobody has to pass over it."""
        with self._access.writing() as connection:
            asked = {"now": self._now(connection), "most": patience.attempts, "far": FAR}
            return tuple(_kept(one) for one in connection.execute(say.QUARANTINE, asked).all())

    def give_back(self, claims: Sequence[Claim]) -> None:
        """As they were before they were claimed."""
        if claims:
            with self._access.writing() as connection:
                connection.execute(say.GIVE_BACK, [_fenced(one) for one in claims])

    def rest(self, claims: Sequence[Claim], pause: timedelta) -> None:
        """Ready again after the pause."""
        if claims:
            with self._access.writing() as connection:
                until = self._now(connection) + pause
                connection.execute(say.REST, [{**_fenced(one), "until": until} for one in claims])

    def fail(self, claim: Claim, failure: str, patience: Patience) -> None:
        """Only who still holds the claim may say so."""
        with self._access.writing() as connection:
            now = self._now(connection)
            row = {**_fenced(claim), "failure": failure}
            if claim.attempt >= patience.attempts:
                connection.execute(say.FAIL_FOR_GOOD, {**row, "now": now, "far": FAR})
            else:
                until = now + patience.after(claim.attempt)
                connection.execute(say.FAIL, {**row, "until": until})

    def release(self, case_id: str, kind: str = "", name: str = "") -> int:
        """As if they had never been tried."""
        with self._access.writing(case_id) as connection:
            found = [_kept(one) for one in connection.execute(say.OF_CASE, {"case_id": case_id})]
            released = [
                one
                for one in found
                if one.quarantined_at is not None
                and kind in ("", one.timer.kind.value)
                and name in ("", one.timer.name)
            ]
            if released:
                moved = [timer_row(case_id, one.timer) for one in released]
                _put(connection, Changes(changed=moved))
            return len(released)

    def of_case(self, case_id: str) -> tuple[KeptTimer, ...]:
        """The earliest first."""
        return self._asked(say.OF_CASE, {"case_id": case_id})

    def upcoming(self, limit: int) -> tuple[KeptTimer, ...]:
        """In the order in which they are claimed."""
        return self._asked(say.UPCOMING, {"limit": limit})

    def in_quarantine(self) -> tuple[KeptTimer, ...]:
        """The one that was put there first comes first."""
        return self._asked(say.QUARANTINED, {"far": FAR})

    def _asked(self, statement: Select[Any], values: dict[str, Any]) -> tuple[KeptTimer, ...]:
        with self._access.reading() as connection:
            return tuple(_kept(one) for one in connection.execute(statement, values).all())

    def backlog(self) -> Backlog:
        """By the clock of the database."""
        with self._access.reading() as connection:
            now = self._now(connection)
            found = connection.execute(say.BACKLOG, {"now": now}).all()
            put_away = connection.execute(say.HOW_MANY_PUT_AWAY, {"far": FAR}).scalar_one()
        due = {one.organisation: one.many for one in found}
        oldest = min((one.oldest for one in found), default=None)
        return Backlog(due, oldest, put_away, now)

    def derivations(self) -> tuple[Derivation, ...]:
        """In the order of the digests."""
        with self._access.reading() as connection:
            return tuple(Derivation(*one) for one in connection.execute(say.DERIVATIONS).all())

    def open_cases(self, digest: str, after: str, limit: int) -> tuple[str, ...]:
        """In the order of their ids."""
        asked = {"digest": digest, "after": after, "limit": limit}
        with self._access.reading() as connection:
            return tuple(connection.execute(say.OPEN_CASES, asked).scalars())

    def versions(self) -> tuple[str, ...]:
        """In the order of the digests."""
        with self._access.reading() as connection:
            return tuple(connection.execute(say.VERSIONS).scalars())

    def replace(self, several: Sequence[Anew]) -> tuple[int, tuple[str, ...]]:
        """While it is done nobody writes to these cases."""
        with self._access.writing() as connection:
            asked = {"ids": sorted(one.case_id for one in several)}
            held = {
                one.case_id: one.version for one in connection.execute(say.VERSIONS_HELD, asked)
            }
            there: dict[str, list[Timer]] = {one.case_id: [] for one in several}
            for row in connection.execute(say.OF_CASES, asked).all():
                there[row.case_id].append(_kept(row).timer)
            differ, changed = Changes(), 0
            for one in several:
                if held.get(one.case_id) == one.version:
                    before = timer_rows(one.case_id, there[one.case_id])
                    more = changes(before, timer_rows(one.case_id, one.timers))
                    changed += bool(more.new or more.changed or more.gone)
                    differ.add(more)
            _put(connection, differ)
        return changed, tuple(
            one.case_id for one in several if held.get(one.case_id) != one.version
        )

    def derived(self, derivation: Derivation) -> None:
        """In the place of the last one."""
        with self._access.writing() as connection:
            connection.execute(
                say.PUT_DERIVATION,
                {
                    "digest": derivation.digest,
                    "fingerprint": derivation.fingerprint,
                    "derived_at": derivation.derived_at,
                    "cases": derivation.cases,
                    "changed": derivation.changed,
                },
            )


def _put(connection: Connection, differ: Changes) -> None:
    put = [*differ.new, *differ.changed]
    if put:
        connection.execute(say.PUT, put)
    if differ.gone:
        connection.execute(say.END, [_old(row) for row in differ.gone])


def _key(row: Row[Any]) -> tuple[str, str, str]:
    """What stands first in every row that is picked or claimed: by place at half the cost."""
    key: tuple[str, str, str] = row[: len(KEY)]
    return key


def _old(row: dict[str, Any]) -> dict[str, Any]:
    return {f"{OLD}{name}": row[name] for name in KEY}


def _fenced(claim: Claim) -> dict[str, Any]:
    return {
        f"{OLD}case_id": claim.case_id,
        f"{OLD}kind": claim.kind,
        f"{OLD}name": claim.name,
        f"{OLD}fence": claim.fence,
    }


def _claimed(
    connection: Connection, picked: Sequence[Row[Any]], by: str, now: datetime, until: datetime
) -> tuple[Claim, ...]:
    """Those that nobody else has taken meanwhile, in the order in which they were picked."""
    if not picked:
        return ()
    keys = [_key(one) for one in picked]
    asked: dict[str, Any] = {"now": now, "until": until, "by": by}
    if connection.dialect.name == POSTGRESQL:
        rows = bulk.rows_of(dict(zip(KEY, key, strict=True)) for key in keys)
        claimed = connection.execute(bulk.CLAIM, {**asked, **rows})
    else:
        claimed = connection.execute(say.CLAIM, {**asked, "keys": keys})
    found = {_key(one): one for one in claimed}
    return tuple(Claim(*found[key]) for key in keys if key in found)


def _kept(row: Row[Any]) -> KeptTimer:
    timer = Timer(
        kind=TimerKind(row.kind),
        name=row.name,
        due_at=row.due_at,
        on=row.on_day,
        mark=row.mark,
        organisation=row.organisation,
        occurrence=row.occurrence,
        weight=row.weight,
    )
    kept = KeptTimer(row.case_id, timer, row.ready_at, row.attempts, row.failure, row.claimed_by)
    return replace(kept, quarantined_at=row.quarantined_at)
