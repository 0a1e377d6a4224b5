"""What was recorded tells which command was given: every command of every shipped story."""

from dataclasses import fields, replace
from typing import Any

import pytest

from ddrflow.bootstrap import for_story
from ddrflow.model import commands as c
from ddrflow.model.commands import COMMANDS, Command
from ddrflow.stories import read_story, run, story_files
from ddrflow.wire.given import ASKED_BY, command_behind
from ddrflow.wire.stored import without_words
from tests.shipped import workflow


@pytest.mark.parametrize("name", story_files())
def test_the_command_behind_an_entry_is_the_one_that_was_given(name: str) -> None:
    story = read_story(story_files()[name].read_bytes(), name)
    tale = run(story, workflow(story.script.workflow), for_story)
    for one in tale.told:
        if one.command is None or one.done is None or not one.done.entries:
            continue
        found = command_behind(one.done.entries[0])
        assert plain(found, one.command) == plain(one.command, one.command)


def plain(command: Command, given: Command) -> Command:
    """Without words, without the time, and without what was left out and stands as it was taken."""
    bare = replace(without_words(command), occurred_at=None)
    left_out: dict[str, Any] = {
        one.name: ""
        for one in fields(given)
        if one.name in ("stage", "place") and getattr(given, one.name) == ""
    }
    if isinstance(bare, c.OpenCase):
        own = (bare.actor.role, bare.actor.organisation)
        left_out["bindings"] = tuple(dict.fromkeys((own, *bare.bindings)))
    return replace(bare, **left_out)


def test_every_command_is_behind_some_entry() -> None:
    assert set(ASKED_BY.values()) == set(COMMANDS)
    assert c.MigrateCase in ASKED_BY.values()
