"""The shipped workflows, each read once: none of them can be changed by a test."""

from functools import cache

from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import load


@cache
def workflow(name: str) -> Workflow:
    """The shipped workflow of that name."""
    return load(name)
