"""A daemon as a process of its own, on a database with cases whose reviews are long due."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ddrflow.bootstrap import on_database, upgrade_database
from ddrflow.engine import Engine, Request
from tests.contract.script import ADMIT, NOTICE, OPENING
from tests.daemon.cases import until


@dataclass(slots=True)
class Running:
    """The process, and the file that its standard error goes to."""

    process: subprocess.Popen[bytes]
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged so far; a line that is not whole yet is left out."""
        text = self.log.read_text(encoding="utf-8")
        return [json.loads(one) for one in text.splitlines() if one.endswith("}")]

    def has_logged(self, event: str) -> bool:
        """Whether there is such a line."""
        return any(one["event"] == event for one in self.lines())

    def tell(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        return self.process.wait(60)


def long_due(url: str, count: int) -> Engine:
    """So many cases that came into custody two hundred days ago; nobody has looked since."""
    upgrade_database(url)
    engine = on_database(url, ["neustart"])
    at = datetime.now(UTC) - timedelta(days=200)
    names = [f"C-{number}" for number in range(count)]
    opening = replace(OPENING, occurred_at=at)
    engine.do_many(Request(one, opening, workflow="neustart") for one in names)
    for command in (NOTICE, ADMIT):
        engine.do_many(Request(one, replace(command, occurred_at=at)) for one in names)
    return engine


@contextmanager
def running(folder: Path, *words: str, **environment: str) -> Iterator[Running]:
    """A module of Python as a process, which has logged that it starts; killed at the end."""
    log = folder / f"log-{len(list(folder.glob('log-*')))}"
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", *words],
            stdout=subprocess.DEVNULL,
            stderr=sink,
            env={**os.environ, **environment},
        )
    found = Running(process, log)
    try:
        until(lambda: found.has_logged("starts") or process.poll() is not None)
        yield found
    finally:
        process.kill()
        process.wait()


def daemon(
    url: str, folder: Path, *words: str, **environment: str
) -> AbstractContextManager[Running]:
    """The daemon as it is."""
    return running(folder, "ddrflow", "daemon", "--db", url, *words, **environment)


def settings_in(folder: Path, text: str) -> str:
    """A file with these settings."""
    file = folder / f"settings-{len(list(folder.glob('settings-*')))}.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)
