"""What took place around cases, as an object-centric event log of OCEL 2.0."""

from ddrflow.export.ocel.document import ocel

__all__ = ["ocel"]
