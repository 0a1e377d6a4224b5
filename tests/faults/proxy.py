"""A network that can be cut, slowed down or silenced: a relay before a server's socket."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import Final

SIZE: Final = 65_536


class Relay:
    """Hands bytes on from a port of loopback to a socket, as long as it is let to."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[socket.socket] = []
        self._lock = Lock()
        self._may_pass = Event()
        self._may_pass.set()
        self.delay = 0.0
        self._wait = Event()
        Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def cut(self) -> None:
        """Reset every connection there is."""
        with self._lock:
            for one in self._pairs:
                with suppress(OSError):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                one.close()
            self._pairs.clear()

    def silence(self) -> None:
        """Hand nothing on any more, and say nothing of it: half open."""
        self._may_pass.clear()

    def close(self) -> None:
        """No more."""
        self._listener.close()
        self._may_pass.set()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(self._target)
            except OSError:
                near.close()
                continue
            with self._lock:
                self._pairs += [near, far]
            for source, sink in ((near, far), (far, near)):
                Thread(target=self._relay, args=(source, sink), daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(SIZE):
                self._may_pass.wait()
                if self.delay:
                    self._wait.wait(self.delay)
                sink.sendall(data)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def relay(target: str) -> Iterator[Relay]:
    """Closed at the end."""
    found = Relay(target)
    try:
        yield found
    finally:
        found.close()
