"""How something differs from the version before: by sign, by word, and by line."""

from collections.abc import Mapping
from enum import StrEnum

from ddrflow.export.parts import Row


class Mark(StrEnum):
    """What became of something; the value is the word that is written beside it."""

    SAME = ""
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"

    @property
    def sign(self) -> str:
        """One character that tells it without colour; none where nothing changes."""
        return {Mark.NEW: "+", Mark.CHANGED: "~", Mark.GONE: "\N{MINUS SIGN}"}.get(self, "")

    @property
    def prefix(self) -> str:
        """The sign and the word, to be written before a name."""
        return f"{self.sign} {self.value}: " if self else ""


def marked(name: str, old: Mapping[str, Row], new: Mapping[str, Row]) -> Mark:
    """What became of a row that is in one of the two, or in both."""
    if name not in old:
        return Mark.NEW
    if name not in new:
        return Mark.GONE
    return Mark.SAME if _lived(old[name]) == _lived(new[name]) else Mark.CHANGED


def _lived(row: Row) -> tuple[object, object]:
    """What a row says and asks; how it would be introduced does not count."""
    return dict(row.says), {place: tuple(rules) for place, rules in row.rules.items()}
