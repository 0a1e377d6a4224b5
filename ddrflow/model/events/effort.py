"""What the work costs the agencies."""

from dataclasses import dataclass

from ddrflow.model.effort import Resource
from ddrflow.model.events.base import Event
from ddrflow.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class EffortRecorded(Event):
    """An organisation put time or money into the case."""

    role: str
    organisation: str
    resource: Resource
    minutes: int
    cost: int
