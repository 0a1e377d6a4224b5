"""`ddrflow daemon`: from the settings to a running process, and to its end."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ddrflow.bootstrap import for_daemon
from ddrflow.cli.console import line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import address
from ddrflow.cli.options import DATABASE
from ddrflow.clock import SystemClock
from ddrflow.daemon import Daemon, Settings, sweep_once
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.handlers.made import made
from ddrflow.daemon.health import Health
from ddrflow.daemon.notify import Notifier
from ddrflow.daemon.pages import pages
from ddrflow.daemon.running import run as run_daemon
from ddrflow.daemon.settings_file import settings_from
from ddrflow.engine import Engine
from ddrflow.errors import DdrflowError
from ddrflow.log import configure, logger
from ddrflow.model.workflow import Workflow
from ddrflow.store.database import connected
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load

LOG: Final = logger("daemon")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    config: Path | None
    database: str
    once: bool
    check: bool
    #: How it is to log, `off`, `console` or `json`; empty where nobody said.
    log: str


def run(asked: Asked) -> int:
    """Run it; the exit code. Raises BadFile, BadCommand, OtherSchema, StoreFault, VersionClash."""
    settings = settings_from(asked.config, os.environ)
    url = address(asked.database or settings.database.url or DATABASE)
    if asked.check:
        return _check(settings, url)
    log = asked.log or ("console" if sys.stderr.isatty() else "json")
    if log != "off":
        # Whoever reads the log, or does not, holds up nothing.
        configure(as_json=log == "json", waits=False)
    engine = for_daemon(url, settings.database, _workflows(settings))
    try:
        if asked.once:
            return _once(engine, settings)
        return _until_stopped(engine, settings, asked, url)
    finally:
        engine.close()


def _check(settings: Settings, url: str) -> Exit:
    """Say what holds, and find what would keep it from starting; no database is asked."""
    _workflows(settings)
    _courier(Engine(MemoryStore(SystemClock())), settings)
    where = connected(url).url.render_as_string(hide_password=True)
    database = settings.database.model_copy(update={"url": where})
    shown = settings.model_copy(update={"database": database})
    line(shown.model_dump_json(indent=2))
    return Exit.OK


def _workflows(settings: Settings) -> list[Workflow]:
    found = []
    for one in settings.workflows:
        with reading(one):
            found.append(load(one))
    return found


def _once(engine: Engine, settings: Settings) -> Exit:
    courier = _courier(engine, settings)
    swept = sweep_once(engine, settings, courier)
    told, made = f"{swept.entries} entries recorded, {swept.failed} failed", swept.deliveries
    if courier is not None:
        told += f"; {made.done} deliveries made, {made.failed} failed"
    line(told)
    return Exit.BAD_FILE if swept.failed or made.failed else Exit.OK


def _courier(engine: Engine, settings: Settings) -> Courier | None:
    """Who hands on what was recorded; nobody where no handler is named. Raises BadCommand."""
    if not settings.handlers:
        return None
    return Courier(engine, [made(one, engine) for one in settings.handlers])


@contextmanager
def _closed_unless_kept(engine: Engine) -> Iterator[None]:
    """An engine that something else kept from being taken lets go of its connections."""
    try:
        yield
    except BaseException:
        engine.close()
        raise


class Served:
    """A daemon with whoever hands on what it recorded, as the settings are now."""

    def __init__(self, engine: Engine, settings: Settings, asked: Asked, url: str) -> None:
        self._asked = asked
        self._url = url
        self.daemon = Daemon(engine, settings, _courier(engine, settings))

    def reload(self) -> None:
        """Take settings and workflows as they are now; where they are wrong, go on as before."""
        try:
            settings = settings_from(self._asked.config, os.environ)
            engine = for_daemon(self._url, settings.database, _workflows(settings))
            with _closed_unless_kept(engine):
                courier = _courier(engine, settings)
        except (DdrflowError, OSError) as fault:
            code = getattr(fault, "code", "E-SETTINGS")
            LOG.error("not reloaded", code=code, problem=str(fault))  # noqa: TRY400 - no traceback
            return
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with the new, the old is well
            LOG.error("not reloaded", code="E-FAULT", problem=type(fault).__name__)  # noqa: TRY400 - as above
            return
        self.daemon.take(engine, settings, courier)
        LOG.info("reloaded", workflows=list(settings.workflows))

    def close(self) -> None:
        """Let go of the store."""
        self.daemon.engine.close()


def _until_stopped(engine: Engine, settings: Settings, asked: Asked, url: str) -> int:
    served = Served(engine, settings, asked, url)
    daemon = served.daemon
    health = Health(settings.health, pages(daemon)) if settings.health.port else None
    try:
        if health is not None:
            health.start()
            LOG.info("answers", listen=settings.health.listen, port=health.port)
        return run_daemon(daemon, Notifier(os.environ), served.reload)
    finally:
        if health is not None:
            health.stop()
        served.close()
