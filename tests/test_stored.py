"""What a store keeps as text is read back as it was, and free text stands apart from facts."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.bootstrap import for_story
from ddrflow.errors import BadRecord
from ddrflow.model.agency import Actor
from ddrflow.model.commands import HoldReview
from ddrflow.model.naming import kebab
from ddrflow.stories import Tale, read_story, run, story_files
from ddrflow.wire import stored
from ddrflow.wire.canonical import canonical, digest, digest_of
from tests.builders import opened
from tests.shipped import workflow

ACTOR = Actor("p-1", "org-1", "lead")
HELD = HoldReview(actor=ACTOR, review="yearly", text="a long talk")


def tales() -> Iterator[tuple[str, Tale]]:
    for name, file in story_files().items():
        story = read_story(file.read_bytes(), name)
        yield story.script.case, run(story, workflow(story.script.workflow), for_story)


def test_every_shipped_story_reads_back_from_its_text_as_it_was() -> None:
    for case_id, tale in tales():
        for entry in tale.engine.events(case_id):
            kind = kebab(type(entry.event))
            assert stored.event_of(kind, stored.event_facts(entry.event)) == entry.event
            assert stored.noted_of(stored.noted_text(entry.noted)) == entry.noted
        case = tale.engine.case(case_id)
        snapshot = stored.case_text(stored.case_parts(case))
        assert stored.case_of(case_id, case.version, snapshot) == case
        for refusal in tale.engine.refusals(case_id):
            decision = refusal.decision
            assert stored.decision_of(stored.decision_text(decision)) == decision
            verdicts = decision.verdicts
            assert stored.verdicts_of(stored.verdicts_text(verdicts)) == verdicts
            facts, words = stored.command_texts(refusal.command)
            assert stored.command_of(json.loads(facts), json.loads(words)) == refusal.command


def test_free_text_of_a_command_is_not_among_its_facts() -> None:
    facts, words = stored.command_texts(HELD)
    assert "a long talk" not in facts
    assert words == '{"text":"a long talk"}'


def test_a_command_whose_free_text_was_erased_reads_with_none() -> None:
    facts, _ = stored.command_texts(HELD)
    assert stored.command_of(json.loads(facts), {}) == replace(HELD, text="")
    assert stored.without_words(HELD) == replace(HELD, text="")


def test_the_free_text_of_a_command_is_that_of_its_first_entry() -> None:
    """A used key is told from another by it, so nothing of it is kept twice."""
    for _, tale in tales():
        for told in tale.told:
            if told.command is not None and told.done is not None:
                _, words = stored.command_texts(told.command)
                assert json.loads(words) == dict(told.done.entries[0].content)


FLAT = st.lists(st.text(st.characters(codec="utf-8")) | st.integers() | st.none())


@given(FLAT)
def test_a_flat_list_is_hashed_fast_as_its_canonical_form(values: list[str | int | None]) -> None:
    assert digest_of(values) == digest(canonical(values))


def test_a_part_that_did_not_change_is_not_written_out_again() -> None:
    case = opened().case
    moved = replace(case, version=case.version + 1)
    parts = stored.case_parts(case)
    known = tuple(f"{one} " for one in parts)
    mixed = stored.case_parts(moved, case, known)
    place = stored.PARTS.index("version")
    assert mixed[place] == f'"version":{moved.version}'
    assert mixed[:place] + mixed[place + 1 :] == known[:place] + known[place + 1 :]
    assert stored.case_parts(moved, case, parts) == stored.case_parts(moved)


def test_a_case_whose_parts_nobody_knows_is_written_whole_and_comes_apart_when_written_again() -> (
    None
):
    for case_id, tale in tales():
        case = tale.engine.case(case_id)
        apart = stored.case_parts(case)
        whole = stored.case_parts(case, case)
        assert len(whole) == 1
        assert stored.case_text(whole) == stored.case_text(apart)
        assert stored.case_parts(case, case, whole) == apart


def test_the_canonical_form_has_ordered_keys_no_blanks_and_plain_characters() -> None:
    assert canonical({"b": [1, "ü"], "a": None}) == '{"a":null,"b":[1,"ü"]}'
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("kind", "facts", "says"),
    [
        ("lead-proposd", "{}", "no event is called `lead-proposd`"),
        ("lead-proposed", '{"role":"a"}', "`organisation`: field required"),
        ("lead-accepted", '{"role":"a"}', "`role`: unexpected keyword argument"),
    ],
)
def test_an_event_that_cannot_be_read_says_why(kind: str, facts: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        stored.event_of(kind, facts)


def test_a_command_and_a_snapshot_that_cannot_be_read_say_why() -> None:
    with pytest.raises(ValueError, match="no command is called `hold-revue`"):
        stored.command_of({"command": "hold-revue"}, {})
    with pytest.raises(BadRecord, match="entry 7 of case `C-1` cannot be read: snapshot: "):
        stored.case_of("C-1", 7, "{}")
