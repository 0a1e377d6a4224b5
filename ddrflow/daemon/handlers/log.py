"""A line in the log for each entry, as ids: for whoever keeps the record."""

from datetime import timedelta
from typing import Final

from ddrflow.daemon.handlers.settings import LogSettings
from ddrflow.daemon.message import Message
from ddrflow.log import logger

LOG: Final = logger("entries")


class LogHandler:
    """Writes a line for each message. It names nobody but organisations."""

    def __init__(self, settings: LogSettings) -> None:
        self.name = settings.name
        self.timeout = timedelta(seconds=10)
        self.wants = settings.wants

    def handle(self, message: Message) -> None:
        """One line."""
        LOG.info(
            "entry",
            key=message.key,
            case=message.case_id,
            seq=message.seq,
            kind=message.kind,
            occurred_at=message.occurred_at.isoformat(),
            told=[f"{one.to}: {one.what.message}" for one in message.letters],
        )
