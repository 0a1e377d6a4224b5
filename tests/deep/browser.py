"""What Chromium and axe find on pages: a browser in a process of its own, asked by files."""

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ROOT / ".venv" / "node"
SCRIPT: Final = Path(__file__).with_name("chromium.mjs")
#: Names the browser where it is not `chromium` on the path.
NAMED: Final = "DDRFLOW_CHROMIUM"
#: The width, in CSS pixels, at which WCAG 2.2 (1.4.10) forbids scrolling sideways.
NARROW: Final = 320
#: How a page is looked at; `print` is as wide as A4.
VIEWS: Final[Mapping[str, Mapping[str, object]]] = {
    "light": {"media": "screen", "scheme": "light", "width": 1280, "height": 900},
    "dark": {"media": "screen", "scheme": "dark", "width": 1280, "height": 900},
    "print": {"media": "print", "scheme": "light", "width": 794, "height": 1123},
    "narrow": {"media": "screen", "scheme": "light", "width": NARROW, "height": 640},
}


@dataclass(frozen=True, slots=True)
class View:
    """A page in one view.

    `faults` and `undecided` are answers of axe, with the rule first; `written` are the words of
    drawings with the contrast of each, from 1 to 21; `wide` is how wide the page is, in CSS pixels.
    """

    faults: tuple[str, ...]
    undecided: tuple[str, ...]
    written: tuple[tuple[str, float], ...]
    wide: int

    @property
    def rules(self) -> set[str]:
        """The rules of axe that do not hold."""
        return {one.split(":")[0] for one in self.faults}


@dataclass(frozen=True, slots=True)
class Page:
    """How many scripts a page has, what it asked for beside itself, and its views by name."""

    scripts: int
    requests: tuple[str, ...]
    views: Mapping[str, View]


def chromium() -> str:
    """The browser; without one the test fails."""
    named = os.environ.get(NAMED, "chromium")
    found = which(named)
    assert found, f"no browser `{named}`: install the package `chromium`, or name one in {NAMED}"
    return found


def looked_at(pages: Mapping[str, str], folder: Path) -> dict[str, Page]:
    """Every page in every view, by the name of the page, in one browser; written into a folder."""
    assert PACKAGES.is_dir(), f"no axe in {PACKAGES}: run `make test-deep`"
    asked = {
        "packages": str(PACKAGES),
        "browser": chromium(),
        "views": VIEWS,
        "pages": {
            name: _written(folder / f"page-{number}.html", text)
            for number, (name, text) in enumerate(pages.items())
        },
    }
    questions = _written(folder / "questions.json", json.dumps(asked))
    done = subprocess.run(  # noqa: S603 - our own script
        ["node", str(SCRIPT), questions],  # noqa: S607 - wherever Node is installed
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return {name: _page(one) for name, one in json.loads(done.stdout).items()}


def _written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path.resolve())


def _page(answer: dict[str, Any]) -> Page:
    views = {name: _view(one) for name, one in answer["views"].items()}
    return Page(answer["scripts"], tuple(answer["requests"]), views)


def _view(answer: dict[str, Any]) -> View:
    return View(
        _told(answer["faults"]),
        _told(answer["undecided"]),
        tuple((one["text"], one["contrast"]) for one in answer["written"]),
        answer["wide"],
    )


def _told(found: Iterable[dict[str, str]]) -> tuple[str, ...]:
    return tuple(f"{one['rule']}: {one['where']}: {one['why']}" for one in found)
