"""Deliveries in a database: out of the outbox in one transaction, claimed with a fence."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row

from ddrflow.ports import Delivery, KeptDelivery, Outgoing, Patience, Wanted
from ddrflow.store import delivery_statements as say
from ddrflow.store import statements
from ddrflow.store.database import Database, Joined
from ddrflow.store.statements import OLD

#: How often it is looked for another where somebody else was faster.
LOOKS: Final = 20
Lines = dict[str, list[tuple[int, str]]]


class SqlDeliveries:
    """The deliveries of a database. `now` tells the time on a connection.

    With `skips_locked`, replicas pass over what another is just at; without, they wait for one
    another, and look again at what they claim.
    """

    def __init__(
        self,
        access: Database | Joined,
        now: Callable[[Connection], datetime],
        *,
        skips_locked: bool,
    ) -> None:
        self._access = access
        self._now = now
        self._skips_locked = skips_locked

    def hand_out(self, wanted: Wanted, limit: int) -> int:
        """While it is done, nobody writes to these cases."""
        with self._access.writing() as connection:
            lines: Lines = defaultdict(list)
            for case_id, seq, kind in connection.execute(say.IN_OUTBOX, {"limit": limit}):
                lines[case_id].append((seq, kind))
            if not lines:
                return 0
            taken = 0
            held = connection.execute(
                say.reached(skips=self._skips_locked), {"ids": sorted(lines)}
            ).all()
            now = self._now(connection)
            for case_id, reached in held:
                following = _following(lines[case_id], reached)
                if following:
                    _hand_out(connection, case_id, following, wanted, now)
                taken += len(following)
            return taken

    def claim(self, handler: str, patience: Patience) -> Delivery | None:
        """The earliest of each case alone can be claimed."""
        with self._access.writing() as connection:
            now = self._now(connection)
            for _ in range(LOOKS):
                asked = {"to_handler": handler, "now": now, "most": patience.attempts}
                picked = connection.execute(say.next_one(skips=self._skips_locked), asked).first()
                if picked is None:
                    return None
                until = now + patience.held(picked.attempts + 1)
                values = {**_old(picked), "now": now, "until": until}
                claimed = connection.execute(say.CLAIM, values).first()
                if claimed is not None:
                    return Delivery(*claimed)
        return None

    def done(self, delivery: Delivery) -> bool:
        """What arrived is no longer here."""
        with self._access.writing(delivery.case_id) as connection:
            return connection.execute(say.DONE, _fenced(delivery)).rowcount > 0

    def fail(
        self,
        delivery: Delivery,
        failure: str,
        patience: Patience,
        at_least: timedelta = timedelta(),
    ) -> bool:
        """Only who still holds the claim may say so."""
        if delivery.attempt >= patience.attempts:
            return self.give_up(delivery, failure)
        with self._access.writing(delivery.case_id) as connection:
            until = self._now(connection) + max(patience.after(delivery.attempt), at_least)
            values = {**_fenced(delivery), "failure": failure, "until": until}
            is_held = connection.execute(say.FAIL, values).rowcount > 0
            if is_held:
                connection.execute(say.WAIT_WITH_IT, {**_old(delivery), "until": until})
            return is_held

    def give_up(self, delivery: Delivery, failure: str) -> bool:
        """It stands in nobody's way from then on."""
        with self._access.writing(delivery.case_id) as connection:
            values = {**_fenced(delivery), "failure": failure, "now": self._now(connection)}
            return connection.execute(say.GIVE_UP, values).rowcount > 0

    def give_back(self, delivery: Delivery) -> None:
        """As it was before it was claimed."""
        with self._access.writing(delivery.case_id) as connection:
            now = self._now(connection)
            connection.execute(say.GIVE_BACK, {**_fenced(delivery), "now": now})

    def put_away(self, handler: str, patience: Patience) -> tuple[KeptDelivery, ...]:
        """Those whose last claim ran out as well."""
        with self._access.writing() as connection:
            asked = {
                "to_handler": handler,
                "now": self._now(connection),
                "most": patience.attempts,
            }
            return tuple(_kept(one) for one in connection.execute(say.PUT_AWAY, asked).all())

    def waiting(self, limit: int) -> tuple[KeptDelivery, ...]:
        """In the order in which they can be tried."""
        with self._access.reading() as connection:
            found = connection.execute(say.WAITING, {"limit": limit}).all()
        return tuple(_kept(one) for one in found)

    def dead(self) -> tuple[KeptDelivery, ...]:
        """The one that was given up first comes first."""
        with self._access.reading() as connection:
            return tuple(_kept(one) for one in connection.execute(say.DEAD).all())

    def replay(self, handler: str = "", case_id: str = "", seq: int = 0) -> int:
        """As if they had never been tried."""
        with self._access.writing(case_id) as connection:
            now = self._now(connection)
            wanted = [
                {**_old(one), "now": now}
                for one in connection.execute(say.DEAD).all()
                if handler in ("", one.handler)
                and case_id in ("", one.case_id)
                and seq in (0, one.seq)
            ]
            return sum(connection.execute(say.REPLAY, one).rowcount for one in wanted)

    def drop(self, handler: str) -> int:
        """Whatever became of them."""
        with self._access.writing() as connection:
            return connection.execute(say.DROP, {"to_handler": handler}).rowcount

    def outgoing(self) -> Outgoing:
        """By the clock of the database."""
        with self._access.reading() as connection:
            now = self._now(connection)
            in_outbox = connection.execute(say.HOW_MANY_IN_OUTBOX).scalar_one()
            found = connection.execute(say.HOW_MANY).all()
            oldest = connection.execute(say.OLDEST).scalar()
        return Outgoing(
            now,
            in_outbox,
            {one.handler: one.waiting for one in found if one.waiting},
            oldest,
            {one.handler: one.dead for one in found if one.dead},
        )


def _following(lines: Sequence[tuple[int, str]], reached: int) -> list[tuple[int, str]]:
    """Those that follow on what was taken out before; the others were taken out meanwhile."""
    left = [one for one in lines if one[0] > reached]
    return [one for number, one in enumerate(left, reached + 1) if one[0] == number]


def _hand_out(
    connection: Connection,
    case_id: str,
    lines: Sequence[tuple[int, str]],
    wanted: Wanted,
    now: datetime,
) -> None:
    rows = [
        _row(case_id, handler, seq, now)
        for seq, kind in lines
        for handler in dict.fromkeys(wanted(kind))
    ]
    if rows:
        connection.execute(say.NEW, rows)
    last = lines[-1][0]
    connection.execute(statements.DELIVER, {f"{OLD}case_id": case_id, "delivered": last})
    connection.execute(statements.END_OUTBOX, {"case_id": case_id, "seq": last})


def _row(case_id: str, handler: str, seq: int, now: datetime) -> dict[str, Any]:
    row = {
        "case_id": case_id,
        "handler": handler,
        "seq": seq,
        "written_at": now,
        "ready_at": now,
        "fence": 0,
        "attempts": 0,
        "failure": "",
        "dead_at": None,
    }
    return {**row, **{f"{OLD}{name}": row[name] for name in say.KEY}}


def _old(one: Row[Any] | Delivery) -> dict[str, Any]:
    return {f"{OLD}{name}": getattr(one, name) for name in say.KEY}


def _fenced(delivery: Delivery) -> dict[str, Any]:
    return {**_old(delivery), f"{OLD}fence": delivery.fence}


def _kept(row: Row[Any]) -> KeptDelivery:
    return KeptDelivery(
        row.case_id,
        row.seq,
        row.handler,
        row.written_at,
        row.ready_at,
        row.attempts,
        row.failure,
        row.dead_at,
    )
