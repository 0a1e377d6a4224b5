"""Word to systemd, where it started the process (sd_notify(3)); nobody is told otherwise."""

import os
import socket
from collections.abc import Mapping
from time import clock_gettime_ns
from typing import Final

from ddrflow.log import logger

LOG: Final = logger("daemon")
#: What systemd compares the start of a reload with.
MONOTONIC: Final = 1


class Notifier:
    """Tells the socket that the environment names."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")

    def ready(self) -> None:
        """It works."""
        self._tell(f"READY=1\nMAINPID={os.getpid()}")

    def alive(self) -> None:
        """It gets on; where that is not said in time, systemd starts it anew."""
        self._tell("WATCHDOG=1")

    def reloading(self) -> None:
        """It reads its settings again; `ready` follows."""
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={clock_gettime_ns(MONOTONIC) // 1000}")

    def stopping(self) -> None:
        """It finishes what it began."""
        self._tell("STOPPING=1")

    def status(self, words: str) -> None:
        """One line for `systemctl status`."""
        self._tell(f"STATUS={words}")

    def _tell(self, words: str) -> None:
        if not self._address:
            return
        address = self._address
        if address.startswith("@"):
            address = f"\0{address[1:]}"
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as one:
                one.sendto(words.encode(), address)
        except OSError as fault:
            # It goes on without: what it does hangs on nobody's hearing of it.
            LOG.warning("systemd not told", problem=fault.strerror)
