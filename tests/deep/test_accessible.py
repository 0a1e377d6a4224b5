"""Every page that ddrflow writes can be read by everyone, in a real browser, and asks for nothing.

axe finds faults of accessibility: here with all of its rules, in the light, in the dark, on paper
and on a narrow screen. It does not know on what the words of a drawing stand; those are measured.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.deep.browser import NAMED, NARROW, VIEWS, Page, View, chromium, looked_at
from tests.deep.pages import ASKED, commands_with_html, written

pytestmark = pytest.mark.deep

#: The least contrast of text (WCAG 2.2, 1.4.3).
READ: Final = 4.5
#: On paper the list of jumps is hidden; axe tells that it has not looked at what is hidden, and
#: the other views show it. So they do with the cells that lie beyond the edge of a narrow screen,
#: where the table is moved within its box.
HIDDEN: Final = {"print": r"hidden-content", "narrow": r"color-contrast: (.* )?t[dh]\b"}
PICTURE: Final = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="
#: Faults that are put at the end of the text of a good page.
ADDED: Final[Mapping[str, str]] = {
    "image": f'<img src="{PICTURE}">',
    "grey": '<p style="color: #999; background: #aaa">Grey on grey</p>',
    "dark": "<style>@media (prefers-color-scheme: dark) { p { color: #333 } }</style>",
    "paper": "<style>@media print { p { color: #bbb } }</style>",
    "targets": '<p><a href="#a" style="font-size: 6px">a</a> <a href="#b">b</a></p>' * 9,
    "wide": '<p style="width: 40rem">Wide</p>',
    "asking": '<img src="other.png" alt="Another file">',
    "script": "<script>document.title += '!'</script>",
    "handler": '<p onclick="location.reload()">Text</p>',
}
PALE: Final = ".ddrflow-diagram text.quiet { fill: #ccc }"


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Page], dict[str, Page]]:
    """Every page of ddrflow, then some that have one fault each: all of them in one browser."""
    pages = written()
    good, drawn = pages["procedure neustart --notice"], pages["procedure neustart"]
    faulty = {name: good.replace("</main>", f"{one}</main>") for name, one in ADDED.items()}
    faulty["jumped"] = re.sub(r"<h2 ([^>]*)>(.*?)</h2>", r"<h3 \1>\2</h3>", good, count=1)
    faulty["drawing"] = drawn.replace("</main>", f"<style>{PALE}</style></main>")
    assert not {good, drawn} & set(faulty.values())
    seen = looked_at({**pages, **faulty}, tmp_path_factory.mktemp("pages"))
    return {name: seen[name] for name in pages}, {name: seen[name] for name in faulty}


@pytest.fixture(scope="module")
def found(looked: tuple[dict[str, Page], dict[str, Page]]) -> dict[str, Page]:
    """Every page of ddrflow."""
    return looked[0]


@pytest.fixture(scope="module")
def faulty(looked: tuple[dict[str, Page], dict[str, Page]]) -> dict[str, Page]:
    """A page of ddrflow with a fault, by the name of the fault."""
    return looked[1]


def told(
    found: dict[str, Page], of: Callable[[str, View], object]
) -> dict[tuple[str, str], object]:
    """What something says of each page and view, where it says anything."""
    each = {
        (name, view): of(view, one)
        for name, page in found.items()
        for view, one in page.views.items()
    }
    return {place: said for place, said in each.items() if said}


def weak(view: View) -> list[tuple[str, float]]:
    """The words of drawings that stand out too little."""
    return [one for one in view.written if one[1] < READ]


def test_every_command_that_writes_html_is_looked_at(found: dict[str, Page]) -> None:
    assert sorted(ASKED) == commands_with_html()
    assert len(found) == sum(len(asked()) for asked in ASKED.values())
    assert all(page.views.keys() == VIEWS.keys() for page in found.values())


def test_no_page_has_a_fault_that_axe_knows(found: dict[str, Page]) -> None:
    assert told(found, lambda _, one: one.faults) == {}


def test_axe_leaves_nothing_undecided(found: dict[str, Page]) -> None:
    """But what no view of a page could decide, for the reason that is said at its name."""
    left = told(
        found,
        lambda view, one: [
            each for each in one.undecided if not re.match(HIDDEN.get(view, "$"), each)
        ],
    )
    assert left == {}


def _is_drawn(name: str) -> bool:
    """The page holds a picture: a procedure does, a notice and a form do not."""
    return name.startswith("procedure ") and not name.endswith("--notice")


def test_the_words_of_every_picture_stand_out_from_what_is_under_them(
    found: dict[str, Page],
) -> None:
    assert told(found, lambda _, one: weak(one)) == {}
    pictures = [page for name, page in found.items() if _is_drawn(name)]
    assert pictures
    assert all(one.written for page in pictures for one in page.views.values())


def test_no_page_scrolls_sideways_on_a_narrow_screen(found: dict[str, Page]) -> None:
    wide = {name: page.views["narrow"].wide for name, page in found.items()}
    assert wide == dict.fromkeys(found, NARROW)


def test_no_page_asks_for_anything_or_has_a_script(found: dict[str, Page]) -> None:
    assert {name: page.requests for name, page in found.items() if page.requests} == {}
    assert {name: page.scripts for name, page in found.items() if page.scripts} == {}


@pytest.mark.parametrize(
    ("fault", "rule", "views"),
    [
        ("image", "image-alt", VIEWS),
        ("grey", "color-contrast", VIEWS),
        ("jumped", "heading-order", VIEWS),
        ("targets", "target-size", VIEWS),
        ("dark", "color-contrast", ["dark"]),
        ("paper", "color-contrast", ["print"]),
    ],
)
def test_axe_finds_a_fault_where_there_is_one(
    faulty: dict[str, Page], fault: str, rule: str, views: list[str]
) -> None:
    """The tests above can fail: in each view, and for what one view alone shows."""
    seen = {name for name, one in faulty[fault].views.items() if rule in one.rules}
    assert seen == set(views)


def test_a_pale_word_a_wide_line_another_file_and_a_script_are_found(
    faulty: dict[str, Page],
) -> None:
    assert weak(faulty["drawing"].views["light"])
    assert faulty["wide"].views["narrow"].wide > NARROW
    [asked] = (Path(one).name for one in faulty["asking"].requests)
    assert asked == "other.png"
    assert {name: page.scripts for name, page in faulty.items() if page.scripts} == {
        "handler": 1,
        "script": 1,
    }


def test_without_a_browser_the_tests_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not skipped."""
    monkeypatch.setenv(NAMED, "no-such-browser")
    with pytest.raises(AssertionError, match="no browser `no-such-browser`"):
        chromium()
