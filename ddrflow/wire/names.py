"""Names of commands and events as people and stored JSON write them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ddrflow.model.commands import COMMANDS, Command
from ddrflow.model.events import EVENTS, Event
from ddrflow.model.naming import kebab

COMMAND_NAMES: Final[Mapping[str, type[Command]]] = MappingProxyType(
    {kebab(one): one for one in COMMANDS}
)
EVENT_NAMES: Final[Mapping[str, type[Event]]] = MappingProxyType(
    {kebab(one): one for one in EVENTS}
)
