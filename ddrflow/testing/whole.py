"""Files that tests leave behind: whole, or not at all."""

import os
from pathlib import Path


def put_whole(path: Path, text: str) -> None:
    """A file in the place of what was there: another process may be reading. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
