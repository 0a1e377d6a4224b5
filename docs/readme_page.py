"""The README of the project: written by hand, but for the table of systems in it."""

from pathlib import Path
from typing import Final

from ddrflow.workflow.load import load, shipped
from docs.systems_table import systems

README: Final = Path(__file__).resolve().parents[1] / "README.md"
BEGIN: Final = "<!-- systems: written by docs/generate.py -->"
END: Final = "<!-- end of systems -->"


def written() -> str:
    """The README with the table of systems as it is today."""
    made = systems(map(load, shipped()), "docs/workflows/")
    return put_in(README.read_text(encoding="utf-8"), made)


def put_in(text: str, made: str) -> str:
    """The README with the table between its two marks. Raises LookupError without them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        message = f"README.md has no `{BEGIN}` and `{END}`"
        raise LookupError(message)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"
