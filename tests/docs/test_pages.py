"""The documents agree with the code, with one another, and with how they are written."""

import re
from pathlib import Path

import pytest

import ddrflow
from ddrflow.model.commands import COMMANDS
from ddrflow.model.events import EVENTS
from ddrflow.rules import RULES
from ddrflow.wire import STANDING_NAMES
from docs import generate
from tests.docs.pages import DOCS, PAGES, ROOT, read

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
WORD = re.compile(r"^\| \*?([a-z][a-z -]+)\*? \| (.+) \|$", re.MULTILINE)
MACHINE = re.compile(r"(?<![\w.<])/(?:home|root|tmp|work|Users|usr|opt|var|mnt)/|[A-Z]:\\")


def _anchor(heading: str) -> str:
    """The anchor that a code host makes of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _anchors(page: Path) -> set[str]:
    return {
        _anchor(one) for one in re.findall(r"^#+ (.+)$", FENCED.sub("", read(page)), re.MULTILINE)
    }


def test_a_stale_page_is_named(tmp_path: Path) -> None:
    """One that differs, one that is missing and one that nobody writes."""
    (tmp_path / "differs.md").write_text("old", encoding="utf-8")
    (tmp_path / "nobodys.md").write_text("lost", encoding="utf-8")
    pages = {"differs.md": "new", "missing.md": "new"}
    assert generate.stale(pages, tmp_path) == ["differs.md", "missing.md", "nobodys.md"]


def test_every_rule_command_and_event_has_a_section() -> None:
    """Nothing that can be named in a file or asked for is left out."""
    sections = {name: _anchors(DOCS / "reference" / f"{name}.md") for name in PAGE_OF}
    left_out = {
        page: [name for name in names if _anchor(name) not in sections[page]]
        for page, names in PAGE_OF.items()
    }
    assert left_out == {"rules": [], "commands": [], "events": [], "standing": []}


def _kebab(kind: type[object]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


PAGE_OF = {
    "rules": [rule.rule_id for rule in RULES],
    "commands": [_kebab(one) for one in COMMANDS],
    "events": [_kebab(one) for one in EVENTS],
    "standing": list(STANDING_NAMES),
}


def test_every_public_name_is_listed_once() -> None:
    """In the table of public names, and nothing else is."""
    table = read(DOCS / "README.md").partition("## Public names")[2]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(listed) == sorted(ddrflow.__all__)


def test_every_word_of_the_glossary_stands_there_once_and_in_order() -> None:
    """One word for one thing: alphabetical, each with one sentence."""
    rows = WORD.findall(read(DOCS / "glossary.md"))
    words = [word for word, _ in rows]
    assert len(words) > 60
    assert words == sorted(set(words))
    assert [word for word, meaning in rows if re.search(r"\.(?! *$)\s|[^.]$", meaning)] == []


@pytest.mark.requirement("R96")
def test_the_glossary_has_the_words_of_the_field() -> None:
    """Words that a reader meets everywhere, and those that are planned."""
    text = read(DOCS / "glossary.md")
    words = {word for word, _ in WORD.findall(text)}
    wanted = {"case", "case conference", "core", "consent", "hand-over", "lead agency", "quorum"}
    wanted |= {"breach", "deviation", "disclosure", "due", "entry", "event", "lapse", "occurrence"}
    wanted |= {"remedy", "review", "rule", "standing", "step", "strength", "trigger", "verdict"}
    assert wanted - words == set()
    assert re.findall(r"^\| \*([a-z]+)\* ", text, re.MULTILINE) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    """To a file that exists, and to a heading in it."""
    broken = []
    for link in LINK.findall(FENCED.sub("", read(page))):
        if link.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_speaks_of_one_machine(page: Path) -> None:
    """Absolute paths are of whoever wrote them."""
    assert MACHINE.findall(read(page)) == []
