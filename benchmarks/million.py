"""A million open cases with three reviews each: how long it takes to start, and to claim.

A few hundred histories are lived by the engine, each on a day of its own; their rows are copied
under other ids, every chain worked out anew, and loaded by COPY. A sample is verified. Then a
daemon's process starts, and sweeps what comes due, batch by batch. Nothing is asserted.

    python -m benchmarks.million [CASES]
"""

import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import select

from ddrflow.bootstrap import for_daemon
from ddrflow.daemon.settings import DatabaseSettings
from ddrflow.engine import Engine
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Patience
from ddrflow.store import chain
from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from ddrflow.store.tables import CASE, EVENT, PARTY, REVIEW, TIMER
from ddrflow.workflow.load import check_text
from tests.postgres import running, schema
from tests.stores import NOW, DatabaseClock

CASES: Final = 1_000_000
HISTORIES: Final = 300
BATCH: Final = 50
CLAIMS: Final = 400
SAMPLE: Final = 200
TABLES: Final = (CASE, EVENT, PARTY, REVIEW, TIMER)
UNIT: Final = Actor("p-1", "unit-1", "unit")
OUT: Final = sys.stdout.write
FILE: Final = """\
ddrflow: 1
workflow: million
version: 1
title: Three reviews
time_zone: Europe/Vienna
agencies:
  unit: {kind: civil-society}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: local choice}
states:
  inside: {phase: custody, initial: true}
  over: {final: true}
steps:
  - {trigger: end, from: inside, to: over, by: [unit], source: local choice}
reviews:
  - {name: one, while: {phase: custody}, every: 3 months, source: local choice}
  - {name: two, while: {phase: custody}, every: 6 months, grace: 14 days, source: local choice}
  - {name: three, while: {phase: custody}, every: 1 year, remind: 30 days, source: local choice}
"""
Rows = Mapping[str, list[dict[str, Any]]]


def workflow() -> Workflow:
    """The file of these cases."""
    found = check_text(FILE.encode(), "million.yaml")
    if found.workflow is None:
        raise SystemExit("\n".join(map(str, found.findings)))
    return found.workflow


def histories(store: SqlStore, clock: DatabaseClock) -> Iterator[Rows]:
    """The rows of cases that were opened on one day after another."""
    engine = Engine(store, [workflow()])
    for number in range(HISTORIES):
        clock.set(NOW + timedelta(hours=7 * number))
        case_id = f"H-{number}"
        engine.open_case("million", case_id, c.OpenCase(actor=UNIT))
        engine.do(case_id, c.BindRole(actor=UNIT, role="client", organisation="client-1"))
        store.delivered(case_id, 99)
        with store.database.reading() as connection:
            yield {
                one.name: [
                    dict(row)
                    for row in connection.execute(
                        select(one).where(one.c.case_id == case_id)
                    ).mappings()
                ]
                for one in TABLES
            }


def copied(rows: Rows, case_id: str) -> Rows:
    """The same of another case: every hash is over its id as well."""
    made = {name: [{**row, "case_id": case_id} for row in found] for name, found in rows.items()}
    head = ""
    for row in sorted(made[EVENT.name], key=lambda one: int(one["seq"])):
        head = row["hash"] = chain.linked(chain.ENTRY, row, head)
    [case] = made[CASE.name]
    case["hash"] = head
    case["snapshot"] = json_with(case["snapshot"], rows[CASE.name][0]["case_id"], case_id)
    return made


def json_with(snapshot: str, old: str, new: str) -> str:
    """A snapshot of another case, whose id it may hold."""
    return snapshot.replace(json.dumps(old), json.dumps(new))


def load(url: str, rows: list[Rows], count: int) -> None:
    """COPY of one table after another, so many cases at a time."""
    with psycopg.connect(url) as connection:
        for first in range(0, count, 20_000):
            part = [
                copied(rows[number % len(rows)], f"M-{number:07}")
                for number in range(first, min(first + 20_000, count))
            ]
            for table in TABLES:
                names = [one.name for one in table.c]
                into = sql.SQL("COPY {} ({}) FROM STDIN").format(
                    sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
                )
                with connection.cursor().copy(into) as copy:
                    for one in part:
                        for row in one[table.name]:
                            copy.write_row([row[name] for name in names])
            connection.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def report(url: str, store: SqlStore, clock: DatabaseClock, count: int) -> None:
    """Measure, and print what came of it."""
    random = Random(1)  # noqa: S311 - no secret: which cases are looked at
    sample = [f"M-{random.randrange(count):07}" for _ in range(SAMPLE)]
    wrong = [one for case_id in sample for one in store.verify(case_id).problems]
    OUT(f"  a sample of {SAMPLE} verified: {len(wrong)} problems {wrong[:1] or ''}\n")
    clock.set(store.timers.upcoming(1)[0].timer.due_at + timedelta(days=60))
    begun = time.perf_counter()
    engine = for_daemon(url, DatabaseSettings())
    claims = engine.clockwork.claim("bench", BATCH, Patience())
    begun = time.perf_counter() - begun
    OUT(f"  from the start to the first claim    {begun:8.3f} s (aim: 0.5)\n")
    waits, before = [], memory()
    for _ in range(CLAIMS):
        engine.clockwork.carry_out(claims, Patience())
        begun = time.perf_counter()
        claims = engine.clockwork.claim("bench", BATCH, Patience())
        waits.append((time.perf_counter() - begun) * 1000)
    OUT(f"  due at that time                     {store.timers.backlog().due:8,}\n")
    told = f"{median(waits):8.1f} ms {quantiles(waits, n=100)[98]:.1f} ms"
    OUT(f"  a claim of {BATCH}, p50 and p99           {told} (aim: 20)\n")
    OUT(f"  memory, before and after {CLAIMS} batches {before:7.0f} MiB {memory():.0f} MiB\n")
    engine.close()


def memory() -> float:
    """What this process holds now, in MiB: what it held while it loaded says nothing."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


def main(count: int) -> None:
    """PostgreSQL."""
    with running() as server, schema(server) as url:
        upgrade(connected(url))
        clock = DatabaseClock(url, NOW)
        store = SqlStore(connected(url))
        OUT(f"PostgreSQL: {count:,} open cases, {3 * count:,} reviews\n")
        begun = time.perf_counter()
        load(url, list(histories(store, clock)), count)
        OUT(f"  loaded in                            {time.perf_counter() - begun:8.0f} s\n")
        report(url, store, clock, count)
        store.close()
        clock.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
