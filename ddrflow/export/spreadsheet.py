"""Text as a cell of a table that spreadsheets open."""

import unicodedata
from typing import Final

#: What a spreadsheet would take for the beginning of a formula.
FORMULA: Final = ("=", "+", "-", "@")


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, in full width neither.

    Whatever could steer a terminal is made visible.
    """
    shown = "".join(
        one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode()
        for one in text
    )
    return f"'{shown}" if unicodedata.normalize("NFKC", shown[:1]).startswith(FORMULA) else shown
