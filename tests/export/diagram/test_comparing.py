"""What is new, what changed and what is gone is marked where it stands."""

import pytest

from ddrflow.export.diagram import Picture, compared, picture
from ddrflow.export.diagram.marks import Mark
from ddrflow.export.diagram.picture import Item, Link, Node
from ddrflow.workflow.load import load, shipped
from tests.export.diagram.pictures import SECOND_PRISON, changed

EVERY = "    while: {phase: custody}\n    every: 6 months"


def marks(shown: Picture) -> dict[str, Mark]:
    """Everything that is marked, by its name."""
    items = [
        item
        for band in shown.bands
        for part in (band.leads, band.conferences, band.reviews)
        for item in part
    ]
    listed: tuple[Item | Node | Link, ...] = (*shown.nodes, *shown.links, *items)
    return {one.name: one.mark for one in listed if one.mark}


@pytest.mark.parametrize("name", shipped())
def test_a_procedure_laid_over_itself_shows_no_change(name: str) -> None:
    """But what the picture is of."""
    shown = compared(load(name), load(name))
    assert marks(shown) == {}
    assert shown.notes == ()
    assert (shown.bands, shown.links) == (
        picture(load(name)).bands,
        picture(load(name)).links,
    )


def test_a_step_that_asks_more_is_changed_and_says_in_what() -> None:
    old = load("catalonia")
    new = changed("catalonia", ("    by: [municipality]\n", "    by: [municipality, probation]\n"))
    shown = compared(old, new)
    assert marks(shown) == {"close to closed": Mark.CHANGED}
    [link] = [one for one in shown.links if one.mark]
    assert link.told == ("by: probation too",)


def test_what_is_new_one_way_is_gone_the_other_way_and_stands_where_it_stood() -> None:
    old, new = load("neustart"), changed("neustart", *SECOND_PRISON)
    for one, other, mark in ((old, new, Mark.NEW), (new, old, Mark.GONE)):
        shown = compared(one, other)
        assert {marks(shown)[name] for name in ("second", "move to second")} == {mark}
        [band] = [band for band in shown.bands if band.phase == "custody"]
        assert [node.name for node in band.nodes] == ["detained", "second", "in-custody"]


def test_a_state_that_moves_into_another_phase_has_changed() -> None:
    old = load("mappa")
    new = changed("mappa", ("  level-1: {phase: post-release}", "  level-1: {phase: release}"))
    shown = compared(old, new)
    assert marks(shown)["level-1"] is Mark.CHANGED
    homes = [band.phase for band in shown.bands for node in band.nodes if node.name == "level-1"]
    assert homes == ["release"]
    [node] = [one for one in shown.nodes if one.name == "level-1"]
    assert node.told == ("phase: release, was post-release",)


def test_who_may_lead_no_more_is_gone_from_the_phase() -> None:
    lead = "  release: {roles: [prison-unit, municipality]"
    new = changed("catalonia", (lead, "  release: {roles: [municipality, probation]"))
    [band] = [band for band in compared(load("catalonia"), new).bands if band.phase == "release"]
    assert {one.name: one.mark for one in band.leads} == {
        "prison-unit": Mark.GONE,
        "municipality": Mark.SAME,
        "probation": Mark.NEW,
    }


def test_a_review_that_comes_more_often_is_changed_in_its_band() -> None:
    new = changed("neustart", (EVERY, EVERY.replace("6 months", "3 months")))
    shown = compared(load("neustart"), new)
    assert marks(shown) == {"custody-review": Mark.CHANGED}
    [review] = [one for band in shown.bands for one in band.reviews if one.mark]
    assert review.text.split() == ["custody-review,", "every", "3", "months"]


def test_what_changes_and_is_not_drawn_is_counted() -> None:
    """Nobody takes a picture without marks for a procedure without changes."""
    version = ('text_version: "2024-1"', 'text_version: "2025-1"')
    shown = compared(load("neustart"), changed("neustart", version))
    assert marks(shown) == {}
    assert shown.notes == ("Changed too, and not drawn: consent (1).",)


def test_a_conference_that_a_step_asks_for_now_is_not_told_as_gone_elsewhere() -> None:
    """Nor is one that nothing asks for any more new: it was there all along."""
    asked = "      - person.named: {role: case-worker}\n"
    rule = "      - conference.held: {type: conversation, source: local choice}\n"
    old, new = load("catalonia"), changed("catalonia", (asked, f"{rule}{asked}"))
    assert [one.name for one in picture(old).elsewhere] == ["conversation"]
    now = compared(old, new)
    assert now.elsewhere == ()
    assert marks(now)["conversation"] is Mark.NEW
    back = compared(new, old)
    assert {one.name: one.mark for one in back.elsewhere} == {"conversation": Mark.SAME}
    assert marks(back)["conversation"] is Mark.GONE
