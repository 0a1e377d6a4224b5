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
from ddrflow.errors import BadCommand


def made(settings: HandlerSettings, engine: Engine) -> Handler:
    """The handler that the settings tell of; what it needs is imported with it.

    Raises NoSecret for a password or a secret that cannot be read; BadCommand for a language that
    there is not, a file of certificates that cannot be read, and a library that is not installed.
    """
    try:
        return _made(settings, engine)
    except ModuleNotFoundError as fault:
        problem = f"`{settings.name}` needs `{fault.name}`, which is not installed"
        raise BadCommand("handlers", problem, "pip install 'ddrflow[daemon]'") from fault
    except (OSError, ValueError) as fault:
        problem = f"the certificates of `{settings.name}` cannot be read: {type(fault).__name__}"
        raise BadCommand("handlers", problem, "name a file of certificates in PEM") from fault


def _made(settings: HandlerSettings, engine: Engine) -> Handler:
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
