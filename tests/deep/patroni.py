"""PostgreSQL servers that Patroni and etcd look after, as the page on availability sets them up."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import urlopen

import yaml

from tests.daemon.cases import until
from tests.deep.cluster import USER, folder_in, free_ports, home_of_its_own
from tests.docs.pages import ROOT
from tests.postgres import programs_in, unprivileged

PAGE: Final = ROOT / "docs" / "how-to" / "run-highly-available.md"
TRUSTED: Final = (
    "local all all trust",
    "host all all 127.0.0.1/32 trust",
    "host replication all 127.0.0.1/32 trust",
)


@dataclass(slots=True)
class Member:
    """One machine: a PostgreSQL server and the Patroni that runs it."""

    name: str
    home: Path
    port: int
    rest: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Path:
        """Patroni's file."""
        return self.home / "patroni.yml"

    def start(self) -> None:
        """Patroni is started, and starts the server."""
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - Patroni
                [program("patroni"), str(self.settings)],
                stdout=log,
                stderr=log,
                env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
                **unprivileged(),
            )

    def dies(self) -> None:
        """The machine is gone: Patroni, the server and all that serves it, with SIGKILL."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        self.process = None
        gone = {one for one, told in _running().items() if str(self.home) in told}
        for one in gone:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        until(lambda: not gone & _running().keys())

    def stands(self) -> dict[str, Any]:
        """What Patroni says of its server; nothing where it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.rest}/patroni", timeout=5) as answer:
                said: dict[str, Any] = json.load(answer)
        except HTTPError as fault:
            # A server that is none yet is told of all the same.
            return dict(json.load(fault))
        except OSError:
            return {}
        return said


@dataclass(frozen=True, slots=True)
class Watched:
    """The servers of one cluster."""

    members: Sequence[Member]

    @property
    def url(self) -> str:
        """All hosts; the driver takes the one that can be written to."""
        hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in self.members)
        return f"postgresql://{USER}@/postgres?{hosts}&target_session_attrs=read-write"

    def primary(self) -> Member | None:
        """Which of them can be written to."""
        leading = ("master", "primary")
        found = (one for one in self.members if one.stands().get("role") in leading)
        return next(found, None)

    def standbys(self) -> list[Member]:
        """Which of them follow the primary."""
        return [one for one in self.members if one.stands().get("role") == "replica"]


def on_the_page() -> dict[str, Any]:
    """The settings that the page on availability gives to Patroni."""
    text = PAGE.read_text(encoding="utf-8")
    block = text.partition("```yaml\n")[2].partition("```")[0]
    found: dict[str, Any] = yaml.safe_load(block)
    return found


def program(name: str) -> str:
    """A program of a Debian package."""
    found = shutil.which(name)
    assert found, f"install Debian's `{name}`" + ("-server" if name == "etcd" else "")
    return found


@contextmanager
def watched(count: int) -> Iterator[Watched]:
    """So many servers, of which one will be the primary and one its synchronous standby."""
    with home_of_its_own() as home, ExitStack() as stack:
        store, peer, *ports = free_ports(2 + 2 * count)
        stack.enter_context(_etcd(home, store, peer))
        members = [
            Member(name, folder_in(home, name), port, rest)
            for name, port, rest in zip("abc"[:count], ports[:count], ports[count:], strict=True)
        ]
        found = Watched(members)
        for one in members:
            one.settings.write_text(_settings(one, programs_in(home), store), encoding="utf-8")
            stack.callback(one.dies)
            one.start()
        yield found


@contextmanager
def _etcd(home: Path, port: int, peer: int) -> Iterator[None]:
    client, other = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{peer}"
    words = [
        *("--data-dir", str(folder_in(home, "etcd"))),
        *("--listen-client-urls", client, "--advertise-client-urls", client),
        *("--listen-peer-urls", other, "--initial-advertise-peer-urls", other),
        *("--initial-cluster", f"default={other}"),
    ]
    with (
        (home / "etcd.log").open("wb") as log,
        subprocess.Popen(  # noqa: S603 - etcd
            [program("etcd"), *words], stdout=log, stderr=log, **unprivileged()
        ) as process,
    ):
        try:
            yield
        finally:
            process.kill()


def _running() -> dict[int, str]:
    """What runs and has not ended, with its words or, of PostgreSQL's own, the folder it is in."""
    found: dict[int, str] = {}
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (one / "cmdline").read_bytes().decode(errors="replace")
            found[int(one.name)] = f"{words} {(one / 'cwd').readlink()}"
    return found


def _settings(member: Member, programs: Path, store: int) -> str:
    here = f"127.0.0.1:{member.port}"
    # Patroni 4 keeps a slot for who was heard of half an hour ago; the tests look at when it goes.
    dcs = {**on_the_page()["bootstrap"]["dcs"], "member_slots_ttl": 0}
    return yaml.safe_dump(
        {
            "scope": "ddrflow",
            "name": member.name,
            "restapi": {
                "listen": f"127.0.0.1:{member.rest}",
                "connect_address": f"127.0.0.1:{member.rest}",
            },
            "etcd3": {"host": f"127.0.0.1:{store}"},
            "bootstrap": {"dcs": dcs, "initdb": [{"encoding": "UTF8"}]},
            "postgresql": {
                "listen": here,
                "connect_address": here,
                "data_dir": str(member.home / "data"),
                "bin_dir": str(programs),
                "pgpass": str(member.home / "pgpass"),
                "pg_hba": list(TRUSTED),
                "authentication": {
                    "superuser": {"username": USER},
                    "replication": {"username": "replicator"},
                },
                "parameters": {
                    "unix_socket_directories": str(member.home),
                    "shared_buffers": "32MB",
                },
            },
        }
    )
