"""World files: what they say, and what they are refused for."""

from pathlib import Path

import pytest

from ddrflow.errors import BadFile, UnknownName
from ddrflow.simulation.world import Mark
from ddrflow.simulation.world_file import load_world, read_world, shipped_worlds
from tests.simulation.worlds import changed, world_text

RELEASE = "release: {unit: months, triangular: {low: 4, mode: 6, high: 12}, source: assumed}"
DEFAULT_REPLY = "default: {unit: working days, lognormal: {median: 5, spread: 2}, source: assumed}"


def test_every_shipped_world_can_be_read() -> None:
    assert shipped_worlds() == ("region",)
    for name in shipped_worlds():
        world = load_world(name)
        assert (world.name, world.version) == (name, 1)


def test_a_kind_without_its_own_parameter_has_the_default() -> None:
    world = load_world("region")
    assert world.parameter("agencies.attends", "client").path == "agencies.attends.client"
    assert world.parameter("agencies.attends", "police").path == "agencies.attends.default"
    assert world.parameter("people.referrals").path == "people.referrals"
    assert world.optional("capacity.sittings") is None


def test_lengths_are_days_and_percents_are_parts_of_one() -> None:
    world = load_world("region")
    assert world.parameter("people.asked_again").at(0.5) == pytest.approx(3 * 30.436875)
    assert world.parameter("agencies.attends", "police").at(0.3) == 0.9
    assert world.parameter("agencies.replies").is_of_working_days
    assert world.changed("agencies.attends.default", 2).parameter("agencies.attends").at(0.5) == 1


def test_every_parameter_says_where_it_comes_from() -> None:
    world = load_world("region")
    recall = world.parameters["people.happens.recall"]
    assert recall.mark is Mark.LITERATURE
    assert recall.source.startswith("7 of 87")
    assert recall not in world.assumed()
    assert len(world.assumed()) + 1 == len(world.parameters)


REFUSED = {
    "a key that is misspelt": (
        ("  overrun:", "  overun:"),
        "E-SCHEMA",
        "overrun",
    ),
    "a decimal without quotes": (('value: "0.08"', "value: 0.08"), "E-NUM", "write"),
    "a text that is no number": (('value: "0.08"', "value: often"), "E-WORLD", "no number"),
    "no word on where it comes from": (
        (DEFAULT_REPLY, DEFAULT_REPLY.replace("assumed", "somewhere")),
        "E-WORLD",
        "where this comes from",
    ),
    "a source that does not say where": (
        (DEFAULT_REPLY, DEFAULT_REPLY.replace("assumed", "literature")),
        "E-WORLD",
        "where this comes from",
    ),
    "two shapes": (
        (DEFAULT_REPLY, DEFAULT_REPLY.replace("source", "value: 3, source")),
        "E-WORLD",
        "it says value and lognormal",
    ),
    "no value": (
        (DEFAULT_REPLY, "default: {unit: working days, source: assumed}"),
        "E-WORLD",
        "it says no value",
    ),
    "a term of another shape": (
        ("exponential: {mean: 30}", "exponential: {median: 30}"),
        "E-WORLD",
        "it takes mean",
    ),
    "terms that are not in order": (
        ("triangular: {low: 4, mode: 6, high: 12}", "triangular: {low: 7, mode: 6, high: 12}"),
        "E-WORLD",
        "low <= mode <= high",
    ),
    "a spread below 1": (
        ('{median: 2, spread: "1.6"}', '{median: 2, spread: "0.6"}'),
        "E-WORLD",
        "factor from 1 to 100",
    ),
    "a unit of something else": (
        ("ahead: {unit: days", "ahead: {unit: percent"),
        "E-SCHEMA",
        "`days`, `weeks`",
    ),
    "chance where only one number is asked for": (
        ('acquit: {unit: a year, value: "0.02"', "acquit: {unit: a year, exponential: {mean: 2}"),
        "E-WORLD",
        "give its `value`",
    ),
    "more often than every day": (
        ('acquit: {unit: a year, value: "0.02"', "acquit: {unit: a year, value: 1000"),
        "E-WORLD",
        "at most 366 a year",
    ),
    "days of two kinds that are added": (
        ("each_further: {unit: working days", "each_further: {unit: weeks"),
        "E-WORLD",
        "count all of them in working days",
    ),
    "a kind of agency that does not exist": (
        ("    social-service: {unit", "    social-servce: {unit"),
        "E-REF",
        "did you mean `social-service`?",
    ),
    "a table without a default": (
        (f"    {DEFAULT_REPLY}\n", ""),
        "E-WORLD",
        "give it a `default`",
    ),
    "a phase that nobody leaves": (
        (
            f"    {RELEASE}\n",
            "",
        ),
        "E-WORLD",
        "stays in `release`",
    ),
    "coordinators without what they do": (
        (
            "costs:",
            "capacity: {coordinators: {unit: persons, value: 2, source: assumed}}\n\ncosts:",
        ),
        "E-WORLD",
        "without each other",
    ),
    "a range without the value itself": (
        ("range: [67, 133]", "range: [110, 133]"),
        "E-WORLD",
        "100 percent lies in it",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_wrong_is_told_where_it_stands(case: tuple[tuple[str, str], str, str]) -> None:
    (old, new), code, words = case
    with pytest.raises(BadFile) as refused:
        read_world(changed(old, new), "mine.yaml")
    [finding] = refused.value.findings
    assert finding.code == code
    assert words in f"{finding.message} {finding.help}"
    assert finding.place.file == "mine.yaml"
    line = changed(old, new).decode().splitlines()[finding.place.line - 1]
    assert line.strip()


def test_a_workflow_is_no_world(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="E-KIND: this is no world file"):
        read_world(b"ddrflow: 1\nworkflow: mine\n", "mine.yaml")
    file = tmp_path / "mine.yaml"
    file.write_text(world_text(), encoding="utf-8")
    assert load_world(str(file)).digest == load_world("region").digest


def test_a_name_that_nobody_knows_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="region"):
        load_world("regoin")
    with pytest.raises(UnknownName, match=r"none\.yaml"):
        load_world(str(tmp_path / "none.yaml"))
