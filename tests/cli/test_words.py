"""The table of words says of each command exactly what the engine takes."""

from dataclasses import MISSING, fields

import pytest

from ddrflow.cli.above_words import ABOVE
from ddrflow.cli.above_words import GROUPS as ABOVE_GROUPS
from ddrflow.cli.typed import Target, typed
from ddrflow.cli.words import GROUPS, WORDS, Words
from ddrflow.wire import COMMAND_NAMES, STANDING_NAMES
from ddrflow.wire.standing import standing_arguments


@pytest.mark.parametrize("words", WORDS, ids=lambda one: f"{one.group} {one.verb}")
def test_the_words_take_what_the_command_takes(words: Words) -> None:
    """Each argument once; what comes in order is needed, what is optional comes by name."""
    own = [one for one in fields(COMMAND_NAMES[words.command]) if one.name not in CARRIED]
    assert sorted((*words.arguments, *words.options)) == sorted(one.name for one in own)
    needed = {one.name for one in own if one.default is MISSING}
    assert set(words.arguments) <= needed


CARRIED = ("actor", "occurred_at")


@pytest.mark.parametrize("words", ABOVE, ids=lambda one: f"{one.group} {one.verb}")
def test_the_words_for_what_stands_above_take_what_the_fact_takes(words: Words) -> None:
    """As for commands; what comes by name can be needed too, where a line would be unreadable."""
    own = standing_arguments(words.command)
    assert sorted((*words.arguments, *words.options)) == sorted(one.name for one in own)
    needed = {one.name for one in own if one.default is MISSING}
    assert set(words.arguments) <= needed


def test_everything_above_the_cases_has_its_words() -> None:
    """One line for each name, so that every remedy can be typed."""
    assert sorted(one.command for one in ABOVE) == sorted(STANDING_NAMES)
    assert {one.group for one in ABOVE} == set(ABOVE_GROUPS)


def test_every_group_has_its_words_and_no_other() -> None:
    """A group without a command, or a command without a group, is a slip."""
    assert {one.group for one in WORDS} == set(GROUPS)
    named = [(one.group, one.verb) for one in WORDS]
    assert len(named) == len(set(named))
    assert len({one.command for one in WORDS}) == len(WORDS)


@pytest.mark.parametrize(
    ("command", "filled", "opened", "line"),
    [
        ("take-step", {"trigger": "admit"}, (), "ddrflow case step C-1 admit"),
        ("accept-lead", {}, (), "ddrflow lead accept C-1"),
        (
            "give-consent",
            {"scope": "sharing"},
            ("language", "witness"),
            "ddrflow consent give C-1 sharing --language=? --witness=?",
        ),
        (
            "adopt-plan",
            {"kind": "plan", "parts": "residence, work"},
            (),
            "ddrflow plan adopt C-1 plan 'residence, work'",
        ),
        ("close-breach", {"breach": "b 1"}, (), "ddrflow case do C-1 close-breach 'breach=b 1'"),
        (
            "grant-means",
            {"organisation": "unit-graz", "means": "funding"},
            ("reference", "starts_on"),
            "ddrflow standing grant unit-graz funding ? ?",
        ),
        (
            "hold-activity",
            {"kind": "joint-training", "persons": "p-1, p-2"},
            ("activity", "held_on", "organisations"),
            "ddrflow standing hold ? joint-training ? ? '--persons=p-1, p-2'",
        ),
        (
            "name-contact",
            {"organisation": "prison-graz"},
            ("person", "deputy"),
            "ddrflow contact name prison-graz ? --deputy=?",
        ),
        ("bind-role", {"role": "prison"}, ("organisation",), "ddrflow party bind C-1 prison ?"),
    ],
)
def test_a_command_is_written_as_people_would_type_it(
    command: str, filled: dict[str, str], opened: tuple[str, ...], line: str
) -> None:
    """In words where there are words, quoted for a shell."""
    assert typed(Target("C-1"), command, filled, opened) == line
