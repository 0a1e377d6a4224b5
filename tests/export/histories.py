"""Records that the shipped stories leave behind, for the tests of what is made of them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from ddrflow.bootstrap import for_story
from ddrflow.model.events import Entry, EntryCorrected, StepTaken
from ddrflow.stories import read_story, run, story_files
from tests.shipped import workflow

NAMES: Final = tuple(story_files())


@cache
def history(name: str) -> tuple[Entry, ...]:
    """The record that a story leaves behind."""
    story = read_story(story_files()[name].read_bytes(), name)
    tale = run(story, workflow(story.script.workflow), for_story)
    return tale.engine.events(story.script.case)


def histories() -> list[tuple[Entry, ...]]:
    """The records of all stories, each of a case of its own."""
    return [of_case(history(name), f"C-{number}") for number, name in enumerate(NAMES)]


def of_case(entries: Sequence[Entry], case: str) -> tuple[Entry, ...]:
    """The same record under another id."""
    return tuple(replace(one, case_id=case) for one in entries)


def last_step(entries: Sequence[Entry]) -> Entry:
    """The step that was recorded last."""
    return [one for one in entries if isinstance(one.event, StepTaken)][-1]


def with_correction(entries: Sequence[Entry], wrong: Entry) -> tuple[Entry, ...]:
    """The record with an entry more, which says that one does not count."""
    after = entries[-1]
    seq = after.seq + 1
    event = EntryCorrected(wrong.seq, "mistaken")
    return (*entries, replace(after, seq=seq, cause=seq, event=event, content=()))


def persons(entries: Sequence[Entry]) -> set[str]:
    """Everybody whose id stands anywhere in a record; the clock is nobody.

    Without ids that look like the numbers that logs give: nobody could tell one from another.
    """
    names = ("person", "deputy_for", "accepted_by", "asked_by", "decided_by", "witness")
    named = {getattr(one.event, name, "") for one in entries for name in names}
    found = (named | {one.actor.person for one in entries}) - {"", "clock"}
    return {one for one in found if not one.removeprefix("person-").isdigit()}


def said(entries: Sequence[Entry]) -> set[str]:
    """All free text of a record that is long enough to be told from an id."""
    return {text for one in entries for _, text in one.content if len(text) > 20}
