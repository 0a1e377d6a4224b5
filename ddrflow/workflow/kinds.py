"""Which kind of file somebody gave: one line instead of a finding for every key of it."""

from typing import Final

from ddrflow.errors import Finding
from ddrflow.workflow.schema import WorkflowFile
from ddrflow.workflow.source import Source

BEGINS: Final = "a workflow file begins with `ddrflow: 1`"


def no_workflow(source: Source) -> Finding | None:
    """What a file is that is no workflow; None where it could be meant as one."""
    data = source.data
    if isinstance(data, dict) and "world" in data and "workflow" not in data:
        help_line = "`ddrflow simulate WORKFLOW --world FILE` reads a world"
        return _finding(source, "a world, and no workflow", help_line)
    if not isinstance(data, dict) or "ddrflow" in data:
        return None
    if "story" in data:
        return _finding(source, "a story, and no workflow", "`ddrflow demo FILE` plays a story")
    known = {one.alias or name for name, one in WorkflowFile.model_fields.items()}
    return None if known & set(data) else _finding(source, "no workflow file", BEGINS)


def no_story(source: Source) -> Finding | None:
    """The same for a file that is asked for as a story."""
    data = source.data
    if not isinstance(data, dict) or "story" in data or "ddrflow" not in data:
        return None
    help_line = "`ddrflow check FILE` checks a workflow"
    return _finding(source, "a workflow, and no story", help_line)


def _finding(source: Source, what: str, help_line: str) -> Finding:
    return Finding(source.place(()), "E-KIND", f"this is {what}", help_line)
