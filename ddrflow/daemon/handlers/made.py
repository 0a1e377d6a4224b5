"""A handler out of its settings."""

from ddrflow.daemon.handlers.log import LogHandler
from ddrflow.daemon.handlers.settings import (
    FeedSettings,
    HandlerSettings,
    LogSettings,
    MailSettings,
)
from ddrflow.daemon.message import Handler
from ddrflow.engine import Engine


def made(settings: HandlerSettings, engine: Engine) -> Handler:
    """The handler that the settings tell of; what it needs is imported with it.

    Raises NoSecret for a password or a secret that cannot be read, BadCommand for a language that
    there is not, OSError for a file of certificates that cannot be read.
    """
    if isinstance(settings, LogSettings):
        return LogHandler(settings)
    if isinstance(settings, MailSettings):
        from ddrflow.daemon.handlers.mail import MailHandler  # noqa: PLC0415 - of the extra `daemon`

        return MailHandler(settings)
    if isinstance(settings, FeedSettings):
        from ddrflow.daemon.handlers.feed import FeedHandler  # noqa: PLC0415 - as above

        return FeedHandler(settings, engine)
    from ddrflow.daemon.handlers.webhook import WebhookHandler  # noqa: PLC0415 - as above

    return WebhookHandler(settings)
