"""`ddrflow daemon`: from the settings to a running process, and to its end."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ddrflow.bootstrap import for_daemon
from ddrflow.cli.console import line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import address
from ddrflow.cli.options import DATABASE
from ddrflow.daemon import Daemon, Settings, sweep_once
from ddrflow.daemon.health import Health
from ddrflow.daemon.notify import Notifier
from ddrflow.daemon.pages import pages
from ddrflow.daemon.running import run as run_daemon
from ddrflow.daemon.settings_file import settings_from
from ddrflow.engine import Engine
from ddrflow.errors import DdrflowError
from ddrflow.log import configure, logger
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import load

LOG = logger("daemon")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    config: Path | None
    database: str
    once: bool
    check: bool
    is_log_told: bool


def run(asked: Asked) -> int:
    """Run it; the exit code. Raises BadFile, BadCommand, OtherSchema, StoreFault, VersionClash."""
    settings = settings_from(asked.config, os.environ)
    url = address(asked.database or settings.database.url or DATABASE)
    if asked.check:
        line(settings.model_dump_json(indent=2))
        return Exit.OK
    if not asked.is_log_told:
        configure(as_json=not sys.stderr.isatty(), waits=False)
    engine = for_daemon(url, settings.database, _workflows(settings))
    try:
        if asked.once:
            return _once(engine, settings)
        return _until_stopped(engine, settings, asked, url)
    finally:
        engine.close()


def _workflows(settings: Settings) -> list[Workflow]:
    found = []
    for one in settings.workflows:
        with reading(one):
            found.append(load(one))
    return found


def _once(engine: Engine, settings: Settings) -> Exit:
    swept = sweep_once(engine, settings)
    line(f"{swept.entries} entries recorded, {swept.failed} failed")
    return Exit.BAD_FILE if swept.failed else Exit.OK


def _until_stopped(engine: Engine, settings: Settings, asked: Asked, url: str) -> int:
    daemon = Daemon(engine, settings)
    health = Health(settings.health, pages(daemon)) if settings.health.port else None

    def reload() -> None:
        _reload(daemon, asked, url)

    try:
        if health is not None:
            health.start()
            LOG.info("answers", listen=settings.health.listen, port=health.port)
        return run_daemon(daemon, Notifier(os.environ), reload)
    finally:
        if health is not None:
            health.stop()
        daemon.engine.close()


def _reload(daemon: Daemon, asked: Asked, url: str) -> None:
    """Take the settings and workflows as they are now; where they are wrong, go on as before."""
    try:
        settings = settings_from(asked.config, os.environ)
        engine = for_daemon(url, settings.database, _workflows(settings))
    except (DdrflowError, OSError) as fault:
        code = getattr(fault, "code", "E-SETTINGS")
        LOG.error("not reloaded", code=code, problem=str(fault))  # noqa: TRY400 - no traceback
        return
    with suppress(DdrflowError):
        daemon.take(engine, settings)
    LOG.info("reloaded", workflows=list(settings.workflows))
