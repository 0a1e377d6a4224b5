"""The page on measures: what each counts, from the measures themselves."""

from typing import Final

from ddrflow.measures import MEASURES, Unit
from docs.docstrings import told
from docs.markdown import page, table
from docs.meanings import Meanings

OPENING: Final = (
    "What `ddrflow measures` works out from the record, in this order. How the numbers count,"
    " and a case worked out by hand, are in [Measures](../explanation/measures.md)."
)


def written(meanings: Meanings) -> str:
    """Every measure."""
    units = table(("Unit", "A figure is"), ((one, meanings.of("units", one)) for one in Unit))
    columns = ("Measure", "Unit", "Groups", "Source", "Meaning")
    rows = [
        (f"`{one.name}`", one.unit, one.by or "none", str(one.source), told(one.look))
        for one in MEASURES
    ]
    return page("Measures", OPENING, table(columns, rows), f"## Units\n\n{units}")
