"""The one place that names concrete parts: how a program gets an engine."""

from collections.abc import Iterable

from ddrflow.clock import Clock
from ddrflow.engine import Engine
from ddrflow.model.record import Standing
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load


def in_memory(
    workflows: Iterable[str], *, clock: Clock | None = None, standing: Standing | None = None
) -> Engine:
    """An engine on a store in memory, for workflows by shipped name or by path.

    Raises BadFile, UnknownName and VersionClash as loading does.
    """
    return Engine(MemoryStore(clock), [load(one) for one in workflows], standing)


def for_story(clock: Clock, workflow: Workflow) -> Engine:
    """An engine of its own for one story, in which no point of contact is known above the case."""
    return Engine(MemoryStore(clock), [workflow], Standing())
