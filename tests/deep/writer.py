"""A program that gives commands one after another, whatever becomes of the database."""

from contextlib import closing
from threading import Event, Thread

from ddrflow.bootstrap import on_database
from ddrflow.errors import DdrflowError
from tests.contract.script import need


class Writer(Thread):
    """Gives commands one after another under keys; keeps those that were acknowledged."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[str] = []
        self.is_over = Event()
        self._url = url

    def run(self) -> None:
        """Until it is over; an answer that does not come is asked for again under its key."""
        number = 0
        with closing(on_database(self._url)) as engine:
            while not self.is_over.is_set():
                key = f"k-{number}"
                try:
                    engine.do("C-0", need(number), key=key)
                except DdrflowError:
                    continue
                self.acknowledged.append(key)
                number += 1
