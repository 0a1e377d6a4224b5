"""A picture is one file that everybody can open, read and print."""

import re

import pytest

from ddrflow.export.diagram import compared, picture, svg
from ddrflow.export.diagram.style import SCOPE, style_sheet
from ddrflow.workflow.load import load, shipped
from tests.export.diagram.geometry import SVG, parsed, seen
from tests.export.diagram.pictures import changed


@pytest.mark.parametrize("name", shipped())
def test_a_picture_needs_nothing_but_itself(name: str) -> None:
    """No network, no script, no font, no picture in it; one address, which names what SVG is."""
    text = svg(picture(load(name)))
    root = parsed(text)
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text"}
    names = {attribute for one in root.iter() for attribute in one.attrib}
    assert not [one for one in names if one.startswith("on") or one in {"href", "src", "style"}]
    assert "url(" not in text
    assert "@import" not in text
    assert re.findall(r"\w+://[^\"]+", text) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("name", shipped())
def test_the_same_file_is_always_the_same_picture(name: str) -> None:
    assert svg(picture(load(name))) == svg(picture(load(name)))


def test_a_picture_is_told_in_words_too() -> None:
    """For who listens: its title, who may lead, every state, every step with what it asks."""
    root = parsed(svg(picture(load("catalonia"))))
    assert root.attrib["role"] == "img"
    named = root.attrib["aria-labelledby"].split()
    by_id = {one.attrib["id"]: one.text or "" for one in root.iter() if "id" in one.attrib}
    assert list(by_id) == named
    title, told = by_id.values()
    assert title == "Catalonia, multi-agency case conference"
    assert told.startswith(
        "Pre-incarceration: referred. May lead: Specialised unit of the prison service. "
        "Custody: in-custody. May lead: Specialised unit of the prison service. "
    )
    assert "It begins in referred. " in told
    assert (
        "prepare-release is asked for, from in-custody to preparing-release; by prison-unit; "
        "asks lead.covers-next-phase, conference.held; "
        "advises person.named, contact.named, board.met." in told
    )
    assert "recall happens, from in-community to in-custody; by prison-unit, " in told


def test_what_a_file_says_is_text_in_its_picture() -> None:
    """A title can hold any character, and steers nothing."""
    odd = 'A <script>alert(1)</script> "town" & \']]> <'
    workflow = changed("catalonia", ("title: Municipality of residence", f"title: |-\n      {odd}"))
    text = svg(picture(workflow))
    assert "<script" not in text
    said = " ".join(one.said for one in seen(text).texts)
    assert odd in said


def test_a_character_that_no_xml_may_hold_is_shown_as_unknown() -> None:
    shown = picture(load("catalonia"))
    title = parsed(svg(type(shown)("n", "a\x00b\ud800c", "", shown.bands, shown.links)))[0]
    assert title.text == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


def test_what_happens_and_what_is_asked_for_differ_by_more_than_colour() -> None:
    """By the side that they are on, by their line, and each is named in the legend."""
    text = svg(picture(load("neustart")))
    assert f".{SCOPE} .happened .line {{ stroke-dasharray: 6 4; }}" in text
    middle = next(box for name, box in seen(text).states if name == "referred")
    for group in parsed(text).iter(f"{SVG}g"):
        kinds = group.attrib["class"].split() if "data-step" in group.attrib else []
        for word in group.iter(f"{SVG}text"):
            if kinds:
                on_left = int(word.attrib["x"]) < (middle.left + middle.right) // 2
                assert on_left is ("happened" in kinds)
    said = [one.said for one in seen(text).texts]
    assert "asked for: rules can refuse it" in said
    assert "happens: recorded always" in said


def test_beginning_and_end_are_told_apart_in_words_and_by_their_form() -> None:
    root = parsed(svg(picture(load("neustart"))))
    states = {
        one.attrib["data-state"]: one for one in root.iter(f"{SVG}g") if "data-state" in one.attrib
    }
    for name, word, boxes, dots in (
        ("referred", "begins here", 1, 1),
        ("closed", "ends here", 2, 0),
        ("detained", "at most 14 days", 1, 0),
    ):
        assert word in [one.text for one in states[name].iter(f"{SVG}text")]
        assert len(list(states[name].iter(f"{SVG}rect"))) == boxes
        assert len(list(states[name].iter(f"{SVG}circle"))) == dots


def test_who_may_lead_and_what_is_held_stands_in_each_band_in_words() -> None:
    root = parsed(svg(picture(load("neustart"))))
    bands = {
        one.attrib["data-phase"]: " ".join(
            word for text in one.iter(f"{SVG}text") for word in (text.text or "").split()
        )
        for one in root.iter(f"{SVG}g")
        if "data-phase" in one.attrib
    }
    assert bands == {
        "pre-incarceration": "Pre-incarceration may lead State protection Neustart",
        "custody": (
            "Custody may lead Neustart conferences asked for Social-network conference before the "
            "first detention hearing reviews custody-review, every 6 months"
        ),
        "release": (
            "Release may lead Neustart conferences asked for Social-network conference "
            "reviews release-review, every 2 months"
        ),
        "post-release": (
            "Post-release may lead Neustart Probation service reviews community-review, every 3 "
            "months"
        ),
        "": "The end",
    }


def test_a_style_touches_nothing_but_the_picture_it_is_in() -> None:
    """It can stand in a page: every selector begins with the class of the picture."""
    rules = re.sub(r"@media [^{]*\{(.*?\})\s*\}", r"\1", style_sheet())
    selectors = [one for rule in re.findall(r"([^{}]+)\{", rules) for one in rule.split(",")]
    assert len(selectors) > 20
    assert [one for one in selectors if not one.strip().startswith(f".{SCOPE}")] == []


def test_every_colour_is_said_for_programs_that_know_no_variables_too() -> None:
    variables = re.findall(r"(fill|stroke): var\(--[a-z0-9-]+\);", style_sheet())
    both = re.findall(r"(fill|stroke): #[0-9a-f]{6}; \1: var\(--[a-z0-9-]+\);", style_sheet())
    assert variables == both
    assert variables


def test_what_changes_has_a_sign_a_word_and_a_line_of_its_own() -> None:
    new = changed("catalonia", ("trigger: recall\n", "trigger: take-back\n"))
    root = parsed(svg(compared(load("catalonia"), new)))
    steps = {
        one.attrib["data-step"]: one for one in root.iter(f"{SVG}g") if "data-step" in one.attrib
    }
    for name, marked, word in (
        ("recall to in-custody", "gone", "\N{MINUS SIGN} gone: recall"),
        ("take-back to in-custody", "new", "+ new: take-back"),
    ):
        assert marked in steps[name].attrib["class"].split()
        assert next(steps[name].iter(f"{SVG}text")).text == word
    style = style_sheet()
    assert ".new .box { stroke-width: 3; }" in style
    assert ".gone .box { stroke-dasharray: 1.5 4;" in style
    assert ".changed .box { stroke-dasharray: 14 4 2 4;" in style
