"""Where the documents are."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
PAGES: Final = tuple(
    sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"], key=str)
)


def read(path: Path) -> str:
    """The text of a document."""
    return path.read_text(encoding="utf-8")
