"""Rows that PostgreSQL takes as one JSON text are the rows that it takes one by one."""

import sys
from datetime import timedelta

from sqlalchemy import select

from ddrflow.engine import Done, Engine, Request
from ddrflow.model.commands import OpenCase
from ddrflow.ports import Patience
from ddrflow.store.bulk import BULK
from ddrflow.store.sql import SqlStore
from ddrflow.store.tables import META
from tests.contract.script import ADMIT, NOTICE, WORKER, neustart
from tests.postgres import Server
from tests.stores import Place, place

CASES = 3
PATIENCE = Patience()
#: Whatever JSON or SQL could take for something of its own.
ODD = ('"', "\\", "\\u0000 {}", "'ü", "%s %(rows)s :rows", "null")


def lived(found: Place, many: int) -> Engine:
    """Cases from their opening to what time made happen on them, so many rows at once in bulk."""
    found.durable.database.sender.many = many
    engine = found.engine(neustart())
    for number in range(CASES):
        parties = (("client", ODD[number]), ("prison", ODD[number + CASES]))
        opening = OpenCase(actor=WORKER, bindings=parties)
        engine.open_case("neustart", f"C-{ODD[number]}", opening)
    for key, command in (("k-1", NOTICE), ("k-2", ADMIT)):
        several = [Request(f"C-{ODD[number]}", command, key) for number in range(CASES)]
        assert all(isinstance(one, Done) for one in engine.do_many(several))
    for days in (170, 14, 200):
        found.clock.set(found.clock.now() + timedelta(days=days))
        claims = engine.clockwork.claim("r-1", 10, PATIENCE)
        assert len(engine.clockwork.carry_out(claims, PATIENCE).entries) >= len(claims)
    return engine


def everything(store: SqlStore) -> dict[str, list[dict[str, object]]]:
    """Every row of every table but what is drawn by lot, and what hangs on it."""
    left_out = {"salt", "content_digest", "hash"}
    with store.database.reading() as connection:
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in left_out}
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in META.sorted_tables
        }


def test_in_bulk_the_same_rows_are_kept(server: Server) -> None:
    with place("postgresql", server) as one, place("postgresql", server) as other:
        lived(one, 1)
        lived(other, sys.maxsize)
        assert everything(one.durable) == everything(other.durable)
        assert one.durable.verify().is_clean


def test_what_is_sent_in_bulk_is_the_statements_that_take_many_sets(server: Server) -> None:
    sent: set[str] = set()
    with place("postgresql", server) as found:
        found.durable.database.sender.watch = lambda text, _: sent.add(text)
        lived(found, 1)
    tables = {"event", "outbox", "review", "party", "timer"}
    bulk = {text for text in sent if "json_to_recordset" in text}
    assert len(bulk) == len(BULK)
    assert tables == {one for one in tables if any(f"ddrflow_{one} " in text for text in bulk)}


def test_of_many_claims_one_that_was_taken_over_keeps_its_own_case_alone_from_being_recorded(
    server: Server,
) -> None:
    with place("postgresql", server) as found:
        engine = lived(found, 1)
        found.clock.set(found.clock.now() + timedelta(days=400))
        claims = engine.clockwork.claim("r-1", 10, PATIENCE)
        found.clock.set(found.clock.now() + timedelta(hours=1))
        taken = engine.clockwork.timers.claim_tried("r-2", PATIENCE)
        assert taken is not None
        done = engine.clockwork.carry_out(claims, PATIENCE)
        assert [one.case_id for one in done.taken] == [taken.case_id]
        others = {one.case_id for one in claims} - {taken.case_id}
        assert {one.case_id for one in done.entries} == others
