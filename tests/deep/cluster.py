"""A PostgreSQL primary with a synchronous standby, and PgBouncer in front of it, all for real."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.daemon.cases import until
from tests.postgres import programs_in, run_as, unprivileged

USER: Final = "postgres"
SETTINGS: Final = "-c max_connections=60 -c shared_buffers=32MB -c hot_standby=on"


@dataclass(frozen=True, slots=True)
class Node:
    """One server: its folder, its port, the programs."""

    home: Path
    port: int
    programs: Path

    @property
    def data(self) -> Path:
        """Where its data lie."""
        return self.home / "data"

    def run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's programs."""
        run_as([str(self.programs / program), *words])

    def control(self, *words: str) -> None:
        """`pg_ctl` on it; it listens on a socket in its own folder, and on loopback."""
        options = f"{SETTINGS} -p {self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.home}"
        log = str(self.home / "log")
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, *words)

    def url(self, database: str = "postgres") -> str:
        """By TCP, as from another machine."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A primary whose commits wait for its standby; one address for what may be written."""

    primary: Node
    standby: Node

    @property
    def url(self) -> str:
        """Both hosts; the driver takes the one that can be written to."""
        hosts = f"host=127.0.0.1:{self.primary.port}&host=127.0.0.1:{self.standby.port}"
        return f"postgresql://{USER}@/postgres?{hosts}&target_session_attrs=read-write"


@contextmanager
def cluster(ports: tuple[int, int]) -> Iterator[Cluster]:
    """Started, and stopped at the end."""
    with home_of_its_own() as home:
        programs = programs_in(home)
        named = zip("ab", ports, strict=True)
        nodes = [Node(folder_in(home, name), port, programs) for name, port in named]
        found = Cluster(*nodes)
        _start(found)
        try:
            yield found
        finally:
            for one in nodes:
                subprocess.run(  # noqa: S603 - PostgreSQL's own
                    [str(programs / "pg_ctl"), "-D", str(one.data), "-m", "immediate", "stop"],
                    **unprivileged(),
                    check=False,
                    capture_output=True,
                )


def _start(found: Cluster) -> None:
    primary, standby = found.primary, found.standby
    primary.run("initdb", "-D", str(primary.data), "-U", USER, "-A", "trust", "-E", "UTF8")
    primary.control("start")
    backup = ["-D", str(standby.data), "-R", "-X", "stream", "-C", "-S", "standby"]
    standby.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(primary.port), "-U", USER, *backup)
    standby.control("start")
    sync = "ALTER SYSTEM SET synchronous_standby_names = '*'"
    words = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", USER, "-c", sync]
    primary.run("psql", *words)
    primary.run("pg_ctl", "-D", str(primary.data), "reload")


@contextmanager
def pooled(node: Node, port: int) -> Iterator[str]:
    """PgBouncer in transaction mode before a server; its address."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    assert program, "install Debian's `pgbouncer`"
    with home_of_its_own() as home:
        users = home / "users"
        users.write_text(f'"{USER}" ""\n')
        settings = home / "pgbouncer.ini"
        settings.write_text(
            "[databases]\n"
            f"* = host=127.0.0.1 port={node.port}\n"
            "[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = trust\n"
            f"auth_file = {users}\npool_mode = transaction\ndefault_pool_size = 10\n"
            f"unix_socket_dir = {home}\nlogfile = {home}/log\npidfile = {home}/pid\n"
        )
        for one in (users, settings):
            shutil.chown(one, **_owner())
        with subprocess.Popen([program, str(settings)], **unprivileged()) as process:  # noqa: S603 - PgBouncer's own
            try:
                until(lambda: _answers(port))
                yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
            finally:
                process.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def free_ports(count: int) -> list[int]:
    """So many ports on which nobody listens."""
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def home_of_its_own() -> Iterator[Path]:
    """A folder of the user whom the servers run as, removed at the end."""
    home = Path(tempfile.mkdtemp(prefix="ddrflow-ha-"))
    try:
        shutil.chown(home, **_owner())
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def folder_in(home: Path, name: str) -> Path:
    """A folder in it, for that user alone."""
    folder = home / name
    folder.mkdir(mode=0o700)
    shutil.chown(folder, **_owner())
    return folder


def _owner() -> dict[str, Any]:
    """The user and the group whom the servers run as."""
    user = unprivileged()
    return {"user": user.get("user", os.geteuid()), "group": user.get("group", os.getegid())}
