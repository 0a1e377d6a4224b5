"""What the tutorial and the how-to pages show is what happens."""

import tomllib
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, read
from tests.docs.runner import blocks, played
from tests.postgres import Server
from tests.stores import DURABLE, database

PLAYED = (
    "tutorial",
    "tutorial/change-a-procedure-and-see",
    "how-to/embed",
    "how-to/keep-standing-facts",
    "how-to/write-a-workflow",
    "how-to/find-holes",
    "how-to/compare-versions",
    "how-to/try-a-change",
    "how-to/move-running-cases",
    "how-to/hand-out-a-procedure",
    "how-to/translate-a-procedure",
    "how-to/hand-to-other-tools",
    "how-to/draw-a-procedure",
    "how-to/fill-a-form",
    "how-to/adapt-a-workflow",
    "how-to/add-a-system",
    "how-to/take-over-records",
    "how-to/write-a-story",
    "how-to/test-a-procedure",
    "how-to/write-in-an-editor",
    "how-to/rehearse",
    "how-to/run-the-daemon",
    "explanation/measures",
)


@pytest.mark.parametrize("name", PLAYED)
def test_the_page_shows_what_its_blocks_print(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -m tests.docs.runner PAGE` puts the output of today into a page."""
    monkeypatch.chdir(tmp_path)
    page = read(DOCS / f"{name}.md")
    assert played(page, tmp_path) == page


@pytest.mark.parametrize("kind", DURABLE)
def test_the_page_on_databases_shows_what_its_blocks_print_on_each(
    kind: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same page, word for word, on SQLite and on PostgreSQL."""
    monkeypatch.chdir(tmp_path)
    page = read(DOCS / "how-to" / "use-a-database.md")
    with database(kind, server) as url:
        monkeypatch.setenv("CASES_URL", url)
        assert played(page, tmp_path) == page


def test_a_rule_of_another_package_is_found_once_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder stands in for an installed package: its entry points are those of the page."""
    monkeypatch.chdir(tmp_path)
    page = read(DOCS / "how-to" / "add-a-rule.md")
    project = next(tomllib.loads(one.text) for one in blocks(page) if one.kind == "toml")
    points = project["project"]["entry-points"]["ddrflow.rules"]
    installed = tmp_path / "house_rules-1.0.dist-info"
    installed.mkdir()
    lines = ["[ddrflow.rules]", *(f"{name} = {target}" for name, target in points.items())]
    (installed / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    (installed / "METADATA").write_text("Name: house-rules\nVersion: 1.0\n", encoding="utf-8")
    assert played(page, tmp_path) == page
