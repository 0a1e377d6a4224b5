"""The commands of the page on backups bring a record back, on both databases."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from tests.docs.pages import DOCS, read
from tests.docs.runner import blocks
from tests.postgres import Server
from tests.store.record import CASES, filled
from tests.stores import Place, place

COMMANDS = {one.name: one.text for one in blocks(read(DOCS / "how-to" / "back-up.md"))}


def run(name: str, folder: Path, **settings: str) -> str:
    """The commands of a block, in a shell that has our Python and our program first."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    for one in ("python", "ddrflow"):
        module = "" if one == "python" else " -m ddrflow"
        path = programs / one
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    found = f"{programs}:{settings.pop('programs', '')}:{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - our own document
        [shell, "-euc", COMMANDS[name]],
        cwd=folder,
        env={**os.environ, **settings, "PATH": found},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def there(url: str, at: Place) -> Place:
    """The database of an address, which has the tables, with the clock of another place."""
    return Place("", SqlStore(connected(url), at.clock), at.clock, url)


def test_a_backup_of_sqlite_comes_back_while_the_old_file_is_in_use(
    server: Server, tmp_path: Path
) -> None:
    """Taken while the store is open; what came after it is not in it."""
    with place("sqlite", server) as found:
        url = f"sqlite:///{tmp_path / 'cases.db'}"
        upgrade(connected(url))
        lived = there(url, found)
        engine = filled(lived)
        before = [engine.events(one) for one in CASES]
        run("sqlite-backup", tmp_path)
        engine.erase("C-0", before[0][0].actor, basis="gdpr-17", why="asked-for")
        lived.durable.close()
        assert run("sqlite-restore", tmp_path).endswith(": clean\n")
        again = there(url, found)
        assert [again.engine().events(one) for one in CASES] == before
        again.durable.close()


@pytest.fixture
def two_databases(server: Server) -> tuple[str, str]:
    """The addresses of two databases of our own, empty."""
    names = [f"backup_{os.getpid()}_{number}" for number in (1, 2)]
    with psycopg.connect(server.url, autocommit=True) as connection:
        for one in names:
            connection.execute(f'DROP DATABASE IF EXISTS "{one}"')
            connection.execute(f'CREATE DATABASE "{one}"')
    info = psycopg.conninfo.conninfo_to_dict(server.url)
    host, user = quote(str(info["host"]), safe=""), info.get("user", "postgres")
    first, second = (f"postgresql://{user}@/{one}?host={host}" for one in names)
    return first, second


def test_a_backup_of_postgresql_comes_back_in_an_empty_database(
    two_databases: tuple[str, str], server: Server, tmp_path: Path
) -> None:
    """With its triggers and its function, so that work goes on."""
    url, restored = two_databases
    with place("sqlite", server) as found:
        upgrade(connected(url))
        lived = there(url, found)
        engine = filled(lived)
        before = [engine.events(one) for one in CASES]
        programs = str(server.programs or "")
        run("postgresql-backup", tmp_path, programs=programs, DATABASE_URL=url)
        said = run("postgresql-restore", tmp_path, programs=programs, RESTORED_URL=restored)
        assert said.endswith(": clean\n")
        again = there(restored, found)
        assert [again.engine().events(one) for one in CASES] == before
        lived.durable.close()
        again.durable.close()
