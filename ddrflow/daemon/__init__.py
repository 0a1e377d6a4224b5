"""The daemon: what time alone makes happen is recorded when it is due, and handed on."""

from ddrflow.daemon.daemon import Daemon
from ddrflow.daemon.once import sweep_once
from ddrflow.daemon.settings import Settings
from ddrflow.daemon.sweep import Swept

__all__ = ["Daemon", "Settings", "Swept", "sweep_once"]
