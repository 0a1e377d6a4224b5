"""The case graph as BPMN 2.0 with its diagram, for tools that draw, check or mine processes."""

from ddrflow.export.bpmn.document import bpmn

__all__ = ["bpmn"]
