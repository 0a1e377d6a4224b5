"""Hand-over to a task queue that a program has already, such as procrastinate."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final, Protocol

from ddrflow.daemon.handlers.callable import USUAL
from ddrflow.daemon.message import Message
from ddrflow.model.verdict import Reason

#: By this name the task is known there.
TASK: Final = "ddrflow-entry"


class Queue(Protocol):
    """Whatever takes a task by its name with its arguments, to be done later."""

    def defer(self, name: str, /, **arguments: Any) -> object:  # noqa: ANN401 - whatever JSON holds
        """Take one up, for good; raises where that does not work."""
        ...


class QueueHandler:
    """Puts each message into a queue; what becomes of it there is the queue's matter.

    The arguments are plain values that any queue can keep. A message may come twice, under the
    same `key`: a queue that can refuse the second task is given it by the adapter as its lock.
    """

    def __init__(
        self,
        name: str,
        queue: Queue,
        *,
        task: str = TASK,
        only: Collection[str] = (),
        timeout: timedelta = USUAL,
    ) -> None:
        self.name = name
        self.timeout = timeout
        self._queue = queue
        self._task = task
        self._only = frozenset(only)

    def wants(self, kind: str) -> bool:
        """Of all kinds, or of those that were named."""
        return not self._only or kind in self._only

    def handle(self, message: Message) -> None:
        """One task."""
        self._queue.defer(
            self._task,
            key=message.key,
            case=message.case_id,
            entry=message.seq,
            kind=message.kind,
            occurred_at=message.occurred_at.isoformat(),
            letters=[
                {
                    "to": one.to,
                    "on": one.on.isoformat() if one.on else None,
                    **_as_data(one.what),
                }
                for one in message.letters
            ],
        )


def _as_data(what: Reason) -> dict[str, Any]:
    return {"message": what.message, "fields": {one.name: one.value for one in what.fields}}
