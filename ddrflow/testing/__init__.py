"""For tests of procedures, and of programs that embed ddrflow.

The plugin of pytest, `ddrflow.testing.plugin`, is found by pytest itself. The strategies need
hypothesis; the names with capitals are what its fixtures and strategies give, for annotations.
All are loaded when they are first asked for, so that a test run which uses none of them pays
nothing; `__init__.pyi` tells type checkers what they are.
"""

from importlib import import_module
from typing import Final

__all__ = [
    "Flow",
    "Golden",
    "History",
    "LiveCase",
    "Simulate",
    "VirtualClock",
    "VirtualDaemon",
    "commands",
    "given_history",
    "histories",
    "illegal_next",
    "remedied",
    "worlds",
]

_WHERE: Final = {
    "Flow": "ddrflow.testing.flow",
    "Golden": "ddrflow.testing.golden",
    "History": "ddrflow.testing.history",
    "LiveCase": "ddrflow.testing.live_case",
    "Simulate": "ddrflow.testing.simulating",
    "VirtualClock": "ddrflow.testing.virtual",
    "VirtualDaemon": "ddrflow.testing.virtual",
    "commands": "ddrflow.testing.drawing",
    "given_history": "ddrflow.testing.searching",
    "histories": "ddrflow.testing.living",
    "illegal_next": "ddrflow.testing.living",
    "remedied": "ddrflow.testing.drawing",
    "worlds": "ddrflow.testing.near",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        message = f"module `ddrflow.testing` has no attribute `{name}`"
        raise AttributeError(message)
    return getattr(import_module(_WHERE[name]), name)
