"""A calendar file for each organisation, in a folder that a web server gives out."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from urllib.parse import quote

from ddrflow.daemon.handlers.calendar import feed
from ddrflow.daemon.handlers.settings import FeedSettings
from ddrflow.daemon.message import Message, NotDelivered
from ddrflow.decide import CHANGES_A_CALENDAR
from ddrflow.engine import Engine
from ddrflow.languages import language

#: The owner writes, the group reads: the web server's.
MODE: Final = 0o640
FOLDER_MODE: Final = 0o750
SUFFIX: Final = ".ics"
LOCK: Final = ".ddrflow.lock"
#: Whatever was recorded so long ago is there for everybody to read by now: no transaction of the
#: engine takes as long.
SETTLED: Final = timedelta(minutes=1)


class FeedHandler:
    """Writes the calendar of each of its organisations anew when something changes in one.

    A file holds what stands in the cases, and nothing is remembered of it elsewhere: one that was
    lost comes back, and an organisation that left a case has it no longer. It is there whole, or
    as it was before. Daemons that share the folder take turns.
    """

    def __init__(self, settings: FeedSettings, engine: Engine) -> None:
        self.name = settings.name
        self.timeout = timedelta(minutes=2)
        self._settings = settings
        self._engine = engine
        self._language = language(settings.language)
        #: As of when this process wrote each calendar last.
        self._as_of: dict[str, datetime] = {}

    def wants(self, kind: str) -> bool:
        """What can change a calendar."""
        return kind in CHANGES_A_CALENDAR

    def handle(self, message: Message) -> None:
        """Every calendar that was not written since then. Raises NotDelivered."""
        settled = message.recorded_at + SETTLED
        names = self._settings.organisations
        self._write([one for one in names if not self._is_written(one, settled)])

    def attend(self) -> None:
        """The files that are not there. Raises NotDelivered."""
        names = self._settings.organisations
        self._write([one for one in names if not self.file_of(one).exists()])

    def file_of(self, organisation: str) -> Path:
        """Where the calendar of an organisation is."""
        return self._settings.folder / f"{quote(organisation, safe='')}{SUFFIX}"

    def _is_written(self, organisation: str, since: datetime) -> bool:
        as_of = self._as_of.get(organisation)
        return as_of is not None and as_of >= since and self.file_of(organisation).exists()

    def _write(self, organisations: list[str]) -> None:
        if not organisations:
            return
        try:
            with _turn(self._settings.folder):
                for one in organisations:
                    as_of = self._engine.now()
                    _written(self.file_of(one), self._calendar(one))
                    self._as_of[one] = as_of
        except OSError as fault:
            raise NotDelivered(reason=type(fault).__name__) from fault

    def _calendar(self, organisation: str) -> bytes:
        link_to = self._settings.link_to
        found = [(one, link_to(one.case_id)) for one in self._engine.calendar(organisation)]
        return feed(found, self._language)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """What is read last is written last, whoever does it."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Whatever the process keeps from others otherwise, the group may read here.
        folder.chmod(FOLDER_MODE)
    with (folder / LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _written(file: Path, content: bytes) -> None:
    """In the place of the old file at once: nobody ever reads a half of it."""
    with NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".new", delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(MODE)
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
