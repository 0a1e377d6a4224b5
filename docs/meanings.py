"""What the code does not say itself, such as what an error code means: `meanings.toml`.

What has no meaning there fails, and so does a meaning that nothing uses: neither list can fall
behind.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ddrflow.wire.argument_words import BY_SOURCE, OF_STANDING

TABLE: Final = Path(__file__).resolve().parent / "meanings.toml"


class Meanings:
    """The table of meanings, which remembers what was asked for."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._used: set[tuple[str, ...]] = set()

    def of(self, *path: str) -> str:
        """The meaning at a path of the table; LookupError when there is none."""
        found: Any = self._table
        for step in path:
            if step not in found:
                message = f"nothing is said of `{'.'.join(path)}`"
                raise LookupError(message)
            found = found[step]
        self._used.add(path)
        return str(found)

    def unused(self) -> list[str]:
        """Every entry that no page asked for."""
        return [".".join(path) for path in _leaves(self._table) if path not in self._used]


def read() -> Meanings:
    """The meanings of the file, and those of arguments, which the package says itself."""
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Meanings({**told, "sources": BY_SOURCE, "standing": OF_STANDING})


def _leaves(table: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*at, key))
        else:
            yield (*at, key)
