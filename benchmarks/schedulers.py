"""Two schedulers with as many jobs as there are reviews, on the same server.

APScheduler has them in its SQLAlchemy job store, all due at once; a job does nothing, and the
scheduler moves each on. procrastinate has them deferred in one batch; a job inserts one row. What
either keeps of a job it keeps durably: that is as near as they come to a recorded review.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from threading import Event, Lock
from typing import Any

import procrastinate
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import create_engine, make_url, text

from tests.postgres import Server, schema

LEFT: dict[str, int] = {}
DONE = Event()
LOCK = Lock()


def measured(server: Server, count: int) -> dict[str, float]:
    """Jobs a second of each."""
    found = {}
    with schema(server) as url:
        found["APScheduler"] = with_apscheduler(url, count)
    with schema(server) as url:
        found["procrastinate"] = asyncio.run(with_procrastinate(url, count))
    return found


def job() -> None:
    """What APScheduler runs: nothing; the last one rings."""
    with LOCK:
        LEFT["jobs"] -= 1
        if not LEFT["jobs"]:
            DONE.set()


def with_apscheduler(url: str, count: int) -> float:
    """As many jobs, every ninety days, all due now."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        executors={"default": ThreadPoolExecutor(4)},
        job_defaults={"misfire_grace_time": None, "coalesce": True},
        timezone=UTC,
    )
    scheduler.start(paused=True)
    due = datetime.now(UTC) - timedelta(seconds=1)
    LEFT["jobs"] = count
    for number in range(count):
        scheduler.add_job(job, "interval", days=90, id=str(number), next_run_time=due)
    begun = time.perf_counter()
    scheduler.resume()
    DONE.wait()
    taken = time.perf_counter() - begun
    scheduler.shutdown(wait=False)
    engine.dispose()
    return count / taken


async def with_procrastinate(url: str, count: int) -> float:
    """As many deferred jobs, each of which inserts a row, by ten at once."""
    address = url.replace("postgresql+psycopg://", "postgresql://")
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address))
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE done (number int PRIMARY KEY)"))
    engine.dispose()

    @app.task(name="record")
    async def record(number: int) -> None:
        connector: Any = app.connector
        await connector.execute_query_async("INSERT INTO done VALUES (%(n)s)", n=number)

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        jobs: list[Any] = [{"number": number} for number in range(count)]
        await record.batch_defer_async(*jobs)
        begun = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=10, install_signal_handlers=False)
        return count / (time.perf_counter() - begun)
