"""One sweep for cron: what it records, and who finds out that nobody came by."""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from ddrflow.daemon import Settings, sweep_once
from ddrflow.daemon.report import report
from ddrflow.ports import ReplicaState
from tests.daemon.cases import overdue, triggered
from tests.program import program
from tests.stores import Place

QUARTER: Final = timedelta(minutes=15)
NAMED: Final = Settings.model_validate({"name": "cron-1"})


def ddrflow(*words: str) -> subprocess.CompletedProcess[str]:
    return program().run(words, Path.cwd(), os.environ, joined=False)


def test_it_says_that_it_swept_under_one_name_however_often_it_comes(timed: Place) -> None:
    engine = overdue(timed, 3)
    for _ in range(2):
        sweep_once(engine, NAMED)
    assert set(triggered(engine).values()) == {1}
    [kept] = report(engine).replicas
    assert (kept.replica, kept.state) == ("cron-1:once", ReplicaState.STOPPED)
    assert kept.swept_at == timed.clock.now()


def test_that_nobody_came_by_is_a_trouble_and_that_no_daemon_is_there_is_none(timed: Place) -> None:
    engine = overdue(timed, 3)
    assert "nobody ever swept" in report(engine).troubles(QUARTER)
    sweep_once(engine, NAMED)
    assert report(engine).troubles(QUARTER) == ()
    timed.clock.set(timed.clock.now() + QUARTER)
    assert report(engine).troubles(QUARTER) == ()
    at = timed.clock.now() - QUARTER
    timed.clock.set(timed.clock.now() + timedelta(seconds=1))
    assert report(engine).troubles(QUARTER) == (f"not swept since {at:%Y-%m-%d %H:%M} UTC",)
    sweep_once(engine, NAMED)
    assert report(engine).troubles(QUARTER) == ()
    assert report(engine).troubles() == ("no daemon is at work",)


def test_what_is_due_may_wait_for_the_next_sweep_and_no_longer(timed: Place) -> None:
    engine = overdue(timed, 1)
    sweep_once(engine, NAMED)
    [then] = engine.clockwork.timers.upcoming(1)
    timed.clock.set(then.timer.due_at - timedelta(minutes=10))
    sweep_once(engine, NAMED)
    timed.clock.set(then.timer.due_at + timedelta(minutes=5))
    assert report(engine).troubles(QUARTER) == ()
    assert len(report(engine).troubles(timedelta(minutes=4))) == 2


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    assert ddrflow("db", "upgrade", "--db", url).returncode == 0
    return url


def test_status_is_content_with_cron_where_it_is_told_how_often(database: str) -> None:
    words = ("daemon", "status", "--db", database)
    before = ddrflow(*words, "--swept-within", "15 min")
    assert (before.returncode, before.stdout.splitlines()[0]) == (3, "careful: nobody ever swept")
    assert ddrflow("daemon", "--once", "--db", database).returncode == 0
    after = ddrflow(*words, "--swept-within", "15 min", "--json")
    assert (after.returncode, json.loads(after.stdout)["troubles"]) == (0, [])
    assert ddrflow(*words).returncode == 3


def test_what_is_no_duration_is_refused_with_what_would_be_one(database: str) -> None:
    found = ddrflow("daemon", "status", "--db", database, "--swept-within", "15 minutes")
    assert found.returncode == 2
    assert "`15 minutes` is no duration" in found.stderr
    assert "help: write it as `5 s`, `500 ms`, `30 min`, `2 h` or `1 d`" in found.stderr
