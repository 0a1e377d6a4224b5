"""A function of the program that embeds ddrflow."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Final

from ddrflow.daemon.message import Message

USUAL: Final = timedelta(seconds=10)


class CallableHandler:
    """Calls a function with each message, in a thread of the courier.

    The function is called again with the same key where it raises, or where nobody could say
    that it returned. It sees to it itself that it ends within `timeout`: a claim lasts a little
    longer than that, and then another courier may call it as well.
    """

    def __init__(
        self,
        name: str,
        function: Callable[[Message], object],
        *,
        only: Collection[str] = (),
        timeout: timedelta = USUAL,
    ) -> None:
        self.name = name
        self.timeout = timeout
        self._function = function
        self._only = frozenset(only)

    def wants(self, kind: str) -> bool:
        """Of all kinds, or of those that were named."""
        return not self._only or kind in self._only

    def handle(self, message: Message) -> None:
        """What the function answers is of no matter."""
        self._function(message)
