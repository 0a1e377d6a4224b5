"""Measures: numbers from the events of cases and from what was refused on them.

They read facts only, so they are the same after free text is erased. No store is read in
them but by `report`, which asks an engine.
"""

from ddrflow.measures.measure import Figure, Finding, Measure, Seen, Unit
from ddrflow.measures.past import Past, past
from ddrflow.measures.report import Report, measured, report
from ddrflow.measures.table import MEASURES

__all__ = [
    "MEASURES",
    "Figure",
    "Finding",
    "Measure",
    "Past",
    "Report",
    "Seen",
    "Unit",
    "measured",
    "past",
    "report",
]
