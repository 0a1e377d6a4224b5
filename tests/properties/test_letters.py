"""Letters and appointments keep to the wall: nothing of what is above a reader reaches it."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings

from ddrflow.bootstrap import for_story
from ddrflow.decide import Appointment, Letter, Post
from ddrflow.decide.letters import Told
from ddrflow.engine import Engine
from ddrflow.messages import LETTERS, render
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.sight import EVERYTHING, classes_of
from ddrflow.stories import read_story, run, story_files
from tests.properties.test_wall import FIXED, MUCH, NOTHING, PAIRS
from tests.properties.wall import Beat, World, lived, plain
from tests.properties.wall_case import BELOW, CASE
from tests.shipped import workflow

STORIES: Final = tuple(story_files())
#: Fields of events and entries that hold who somebody is.
PERSONS: Final = ("person", "witness", "accepted_by", "asked_by", "deputy_for", "decided_by")


def posts(engine: Engine, case_id: str) -> Iterator[Post]:
    """What goes out of each entry of a case."""
    return (engine.post(case_id, one.seq) for one in engine.events(case_id))


def sent_to(world: World, organisation: str) -> list[str]:
    """Everything that an organisation is sent, in order."""
    found: list[Letter | Appointment] = []
    for one in posts(world.engine, CASE):
        found += [*one.letters, *one.appointments]
    return [plain(one) for one in found if one.to == organisation]


def differing(one: World, other: World) -> list[str]:
    names = [f"org-{role}" for role in BELOW]
    return [name for name in names if sent_to(one, name) != sent_to(other, name)]


@pytest.mark.requirement("R85", "R102")
@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_below_the_wall_two_histories_bring_the_same_letters(
    pair: list[tuple[Beat, list[str], list[str]]],
) -> None:
    """Also their order, and the numbers of the appointments in them."""
    beats = [beat for beat, _, _ in pair]
    one = lived(beats, [kept for _, kept, _ in pair])
    other = lived(beats, [kept for _, _, kept in pair])
    assert differing(one, other) == []


def test_above_the_wall_the_letters_are_others() -> None:
    """The pair is far apart there: otherwise it proves nothing."""
    quiet, busy = lived(FIXED, NOTHING), lived(FIXED, MUCH)
    assert differing(quiet, busy) == []
    for role in ("neustart", "state-security"):
        assert sent_to(quiet, f"org-{role}") != sent_to(busy, f"org-{role}")
    assert sent_to(busy, "org-client") != []


def everybody(told: Told, *roles: str) -> tuple[str, ...]:
    """As if every letter went to all parties."""
    del roles
    return tuple(dict.fromkeys(one.organisation for one in told.case.parties.bindings))


def test_even_if_every_letter_went_to_everybody_the_wall_would_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stands where letters are made, whoever they are addressed to; opened, it is found so."""
    monkeypatch.setattr(Told, "playing", everybody)
    quiet, busy = lived(FIXED, NOTHING), lived(FIXED, MUCH)
    assert differing(quiet, busy) == []
    for module in ("letters", "appointments"):
        monkeypatch.setattr(f"ddrflow.decide.{module}.seen_by", lambda *_: EVERYTHING)
    assert differing(quiet, busy) != []


@cache
def story(name: str) -> tuple[Engine, str]:
    """A shipped story, run once."""
    read = read_story(story_files()[name].read_bytes(), name)
    tale = run(read, workflow(read.script.workflow), for_story)
    return tale.engine, read.script.case


@cache
def sent_in(name: str) -> tuple[Post, ...]:
    """What goes out of each entry of a shipped story, made once."""
    return tuple(posts(*story(name)))


def persons(entries: tuple[Entry, ...]) -> set[str]:
    """Everybody who is named in a record."""
    found = {one.actor.person for one in entries}
    for one in entries:
        found |= {
            str(getattr(one.event, each.name)) for each in fields(one.event) if each.name in PERSONS
        }
    return found - {"", "clock"}


@pytest.mark.parametrize("name", STORIES)
def test_no_letter_of_a_shipped_story_names_a_person_or_holds_free_text(name: str) -> None:
    engine, case_id = story(name)
    entries = engine.events(case_id)
    words = {text for one in entries for _, text in one.content if " " in text}
    for post in sent_in(name):
        for letter in post.letters:
            values = [letter.to, *(one.value for one in letter.what.fields)]
            assert not persons(entries) & set(values)
            assert not words & set(values)
            said = render(letter.what.message, {one.name: one.value for one in letter.what.fields})
            assert letter.what.message in LETTERS
            assert "(" not in said, f"a field is missing: {said}"


def may_see(case: Case, name: str, to: str, letter: Letter | Appointment) -> bool:
    """Told from the bindings and the file alone, by any role that the organisation has now."""
    found = workflow(name).procedure
    roles = {
        one.role for one in case.parties.bindings if one.organisation == to and one.ends_at is None
    }
    seen = {each for role in roles for each in classes_of(found, role)}
    needed = {letter.shown_to}
    if isinstance(letter, Letter):
        needed |= {one.shown_to for one in letter.what.fields}
    return bool(roles) and needed <= seen


@pytest.mark.parametrize("name", STORIES)
def test_whoever_has_a_letter_of_a_shipped_story_may_see_all_of_it(name: str) -> None:
    engine, case_id = story(name)
    case = engine.case(case_id)
    for post in sent_in(name):
        found: list[Letter | Appointment] = [*post.letters, *post.appointments]
        for one in found:
            assert may_see(case, case.workflow.name, one.to, one), one


@pytest.mark.parametrize("name", STORIES)
def test_what_stands_in_a_calendar_is_what_the_appointments_come_to(name: str) -> None:
    """Read from the letters alone, one after another, as a calendar program does."""
    engine, case_id = story(name)
    kept: dict[object, Appointment] = {}
    numbers: dict[object, int] = {}
    for post in sent_in(name):
        for one in post.appointments:
            assert one.number > numbers.get(one.key, -1), "the number only grows"
            numbers[one.key] = one.number
            if one.is_cancelled:
                kept.pop(one.key, None)
            else:
                kept[one.key] = one
    case = engine.case(case_id)
    for organisation in {one.organisation for one in case.parties.bindings}:
        for one in engine.calendar(organisation):
            assert kept[one.key] == one
            assert case.is_open


def test_the_same_entry_brings_the_same_letters_whenever_it_is_asked() -> None:
    engine, case_id = story(STORIES[0])
    assert list(posts(engine, case_id)) == list(posts(engine, case_id))


def test_the_shipped_stories_bring_letters_of_nearly_every_kind() -> None:
    """What none of them brings is in `tests/decide/test_letters.py`."""
    found: set[str] = set()
    for name in STORIES:
        found |= {one.what.message for post in sent_in(name) for one in post.letters}
    left = {"invitation-taken-back", "consent-expired", "review-left-out"}
    assert set(LETTERS) - found <= {f"letter.{one}" for one in left}
