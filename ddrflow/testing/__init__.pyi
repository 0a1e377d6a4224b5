from ddrflow.testing.drawing import commands as commands
from ddrflow.testing.drawing import remedied as remedied
from ddrflow.testing.flow import Flow as Flow
from ddrflow.testing.golden import Golden as Golden
from ddrflow.testing.history import History as History
from ddrflow.testing.live_case import LiveCase as LiveCase
from ddrflow.testing.living import histories as histories
from ddrflow.testing.living import illegal_next as illegal_next
from ddrflow.testing.near import worlds as worlds
from ddrflow.testing.searching import given_history as given_history
from ddrflow.testing.simulating import Simulate as Simulate
from ddrflow.testing.virtual import VirtualClock as VirtualClock
from ddrflow.testing.virtual import VirtualDaemon as VirtualDaemon

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
