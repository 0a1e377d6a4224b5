"""The page of a comparison: the answer first, nothing from a network, the same bytes again."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from ddrflow.simulation.breadth import CORE, EVERYONE, breadths
from ddrflow.simulation.comparing import Comparison, Expectation, Wish, compare
from ddrflow.simulation.replication import Window
from ddrflow.simulation.report import report_page
from ddrflow.simulation.report.timelines import pairs, timeline
from ddrflow.simulation.run import lives, study
from ddrflow.simulation.sensitivity import Swept
from ddrflow.simulation.statistics.verdict import Bound
from ddrflow.simulation.told import sentence
from ddrflow.simulation.world_file import load_world
from ddrflow.workflow.load import load
from tests.simulation.worlds import BEGINS, YEAR, small_study

VERSIONS = breadths(load("catalonia"))
SVG = "{http://www.w3.org/2000/svg}"


@cache
def compared(primary: str = "days-late") -> Comparison:
    world, window = load_world("region"), Window(5, BEGINS, 4 * YEAR)
    before, after = (study(VERSIONS[one], world, window, 7) for one in (CORE, EVERYONE))
    expected = (Expectation("reviews-missed", Bound(0)),)
    return compare(before, after, Wish(primary, budget=3, expected=expected))


@cache
def page() -> str:
    parameter = load_world("region").parameters["costs.default"]
    swept = (Swept(parameter, -1.0, 3.0, 0.75),)
    return report_page(compared(), VERSIONS[CORE], VERSIONS[EVERYONE], swept)


class Read(HTMLParser):
    """The text of a page, its headings, and whatever it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.fetched: list[str] = []
        self.headings: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        if tag == "h2":
            self.headings.append("")
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "srcset") and not (value or "").startswith(
                "#"
            ):
                self.fetched.append(value or "")
        assert tag != "script"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._tag == "h2":
            self.headings[-1] += data.strip()


@cache
def read() -> Read:
    found = Read()
    found.feed(page())
    return found


def test_the_sentence_comes_before_everything_else() -> None:
    text = " ".join(" ".join(read().text).split())
    said = sentence(compared())
    assert said in text
    assert text.index(said) < text.index("Averages are over everything")
    assert "fails: the difference in reviews-missed is at most 0" in text


def test_it_says_what_differs_what_changed_what_is_assumed_and_how_to_do_it_again() -> None:
    headings = [" ".join(one.split()) for one in read().headings]
    assert headings[0] == "What differs"
    assert "What changes in the procedure" in headings
    assert "What nobody measured" in headings
    assert "How far it rests on what nobody measured" in headings
    assert headings[-1] == "Annex: how the study was made (STRESS-DES)"
    assert "turns at 75%" in page()
    assert "Simulated: no real person, no real case, no forecast." in page()


def test_it_fetches_nothing() -> None:
    assert read().fetched == []
    assert not re.search(r"url\((?!#)", page())
    assert "@import" not in page()


def test_every_chart_can_be_read_and_has_a_name() -> None:
    charts = re.findall(r"<svg .*?</svg>", page(), re.DOTALL)
    assert len(charts) >= 4
    for one in charts:
        drawn = ET.fromstring(one)  # noqa: S314 - our own page
        assert drawn.get("role") == "img"
        assert drawn.get("aria-label")
        assert list(drawn.iter(f"{SVG}text"))
    assert "#010203" not in page()
    assert "var(--after)" in page()


def test_no_two_things_on_the_page_have_one_id() -> None:
    ids = re.findall(r'\bid="([^"]*)"', page())
    assert len(ids) == len(set(ids)) > 50
    used = re.findall(r'(?:url\(#|href="#)([^")]*)', page())
    assert set(used) <= set(ids)


def test_the_same_study_gives_the_same_bytes() -> None:
    compared.cache_clear()
    parameter = load_world("region").parameters["costs.default"]
    again = report_page(
        compared(), VERSIONS[CORE], VERSIONS[EVERYONE], (Swept(parameter, -1.0, 3.0, 0.75),)
    )
    assert again == page()


def test_a_file_cannot_steer_the_page() -> None:
    found = compared()
    world = replace(found.after.world, title="<script>alert(1)</script>|`x`")
    hostile = replace(found, before=replace(found.before, world=world))
    shown = report_page(hostile, VERSIONS[CORE], VERSIONS[EVERYONE])
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_target_is_a_line_in_the_chart_and_a_sentence_beside_it() -> None:
    found = replace(compared(), wish=replace(compared().wish, target=3))
    shown = report_page(found, VERSIONS[CORE], VERSIONS[EVERYONE])
    assert "Within 3 days: " in shown
    assert shown.count("> target<") == 1
    assert "> target<" not in page()


def test_three_people_are_shown_and_nobody_twice() -> None:
    shown = pairs(compared())
    assert shown[0].why == "changed most"
    assert len({one.case_id for one in shown}) == len(shown) <= 3


def test_a_timeline_has_a_lead_on_every_day() -> None:
    for life in lives(small_study(cases=4, years=5), 0):
        line = timeline(life)
        assert line.bands[0].begins <= 5
        assert line.bands[-1].ends == line.days
        for one, following in zip(line.bands, line.bands[1:], strict=False):
            assert one.ends == following.begins
        assert len(line.held) + len(line.inquorate) <= len(life.past.case.conferences)


@pytest.mark.parametrize("primary", ["reviews-on-time", "money-spent", "same-worker-after-release"])
def test_a_measure_of_any_unit_can_be_the_first(primary: str) -> None:
    found = compared(primary)
    assert primary in report_page(found, VERSIONS[CORE], VERSIONS[EVERYONE])
