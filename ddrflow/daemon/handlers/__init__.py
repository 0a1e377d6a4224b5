"""To whom the daemon hands what was recorded, each in a way of its own."""

from ddrflow.daemon.handlers.callable import CallableHandler
from ddrflow.daemon.handlers.made import made
from ddrflow.daemon.handlers.queue import QueueHandler
from ddrflow.daemon.handlers.settings import HandlerSettings

__all__ = ["CallableHandler", "HandlerSettings", "QueueHandler", "made"]
