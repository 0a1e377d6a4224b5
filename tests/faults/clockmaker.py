"""A daemon in a process of its own, some of whose cases are poison.

    python -m tests.faults.clockmaker URL SETTINGS HOW CASE [CASE ...]

Of these cases the clock cannot be told: asked what is due on one, the process `raises`, `hangs` or
`dies`. Otherwise it is `ddrflow daemon` as it is.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import ddrflow.decide
from ddrflow.bootstrap import for_daemon
from ddrflow.daemon import Daemon
from ddrflow.daemon.notify import Notifier
from ddrflow.daemon.running import run
from ddrflow.daemon.settings_file import settings_from
from ddrflow.log import configure
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow

LAPSE: Final = ddrflow.decide.lapse


def poison(how: str) -> None:
    """What the clock does to a case that is poison."""
    if how == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    while how == "hangs":
        pass
    message = "poison"
    raise ZeroDivisionError(message)


def main(url: str, settings: str, how: str, *cases: str) -> int:
    """Run it until it ends; its exit code."""

    def lapse(
        workflow: Workflow, case: Case, standing: Standing | None, now: datetime
    ) -> tuple[Command, ...]:
        if case.case_id in cases:
            poison(how)
        return LAPSE(workflow, case, standing, now)

    setattr(ddrflow.decide, "lapse", lapse)  # noqa: B010 - in the place of the function
    told = settings_from(Path(settings), {})
    configure(as_json=True, waits=False)
    engine = for_daemon(url, told.database)
    return run(Daemon(engine, told), Notifier({}), lambda: None)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
