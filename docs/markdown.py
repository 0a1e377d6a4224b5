"""What every page is made of: its frame, tables, values as code."""

from collections.abc import Iterable
from typing import Final

NOTE: Final = "<!-- Written by docs/generate.py: change the code, then run `make docs`. -->"


def page(title: str, opening: str, *parts: str) -> str:
    """A whole page."""
    return "\n\n".join([NOTE, f"# {title}", opening, *parts]) + "\n"


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(columns)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cell(one) for one in line)} |" for line in lines)


def cell(text: str) -> str:
    """A text as it stands in a cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def coded(values: Iterable[object]) -> str:
    """Values in backticks, with commas."""
    return ", ".join(f"`{value}`" for value in values)
