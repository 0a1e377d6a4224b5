"""A disk that fails amid a sweep on SQLite: the old state or the new one, and made up for."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from ddrflow.bootstrap import database_store
from ddrflow.daemon.settings import SweepSettings
from ddrflow.daemon.sweep import Sweep
from tests.daemon.cases import triggered, until
from tests.daemon.process import long_due, settings_in
from tests.faults.checker import reviews_hold
from tests.postgres import Server
from tests.stores import database

SETTINGS: Final = '[sweep]\nclaim = "50 ms"\npauses = ["50 ms"]\nattempts = 100\n'
QUICK: Final = SweepSettings.model_validate(
    {"claim": "50 ms", "pauses": ["50 ms"], "attempts": 100}
)
#: Calls of a sweep, each by which one of its kind it is.
FAILING: Final = (
    *(("pwrite64", number) for number in (1, 2, 3, 5, 8, 13, 21, 34)),
    ("fdatasync", 1),
    ("fdatasync", 3),
)


@pytest.mark.deep
@pytest.mark.parametrize(("call", "number"), FAILING)
def test_a_call_that_fails_leaves_the_old_state_or_the_new_one(
    call: str, number: int, server: Server, tmp_path: Path
) -> None:
    """The kernel answers EIO to one call of a sweep."""
    strace = shutil.which("strace")
    assert strace, "install Debian's `strace`"
    with database("sqlite", server) as url, closing(long_due(url, 6)) as engine:
        fails = f"inject={call}:error=EIO:when={number}"
        words = [strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", fails]
        words += [sys.executable, "-m", "ddrflow", "daemon", "--once", "--db", url]
        words += ["-c", settings_in(tmp_path, SETTINGS)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - ours
        assert done.returncode == 7
        assert "E-STORE: the database failed: disk I/O error" in done.stderr
        assert "Traceback" not in done.stderr
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        sweep = Sweep("another", QUICK)
        until(lambda: bool(sweep.once(engine)) and len(triggered(engine)) == 6)
        with closing(database_store(url)) as store:
            reviews_hold(engine, store)
