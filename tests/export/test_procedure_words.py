"""The words of a procedure, told once and from one list, and its change history."""

import re

import pytest

from ddrflow.export import changes, procedure
from ddrflow.export.glossary import glossary, used_in
from ddrflow.workflow.load import load, shipped, text_of
from tests.export.test_procedure import read

WORD = re.compile(r"^- \*\*(.+?)\*\*: (.+)$", re.MULTILINE)


def section(text: str, heading: str) -> str:
    """What stands under a heading."""
    [_, found] = text.split(f"\n## {heading}\n")
    return found.partition("\n## ")[0]


@pytest.mark.requirement("R96")
@pytest.mark.parametrize("name", shipped())
def test_a_procedure_explains_the_words_that_it_uses_and_no_others(name: str) -> None:
    text = procedure(load(name))
    explained = dict(WORD.findall(section(text, "What do the words mean?")))
    assert {"review", "rule", "step"} <= explained.keys()
    rest = text.replace(section(text, "What do the words mean?"), "").casefold()
    for word in explained:
        assert word in glossary().words
        assert word[:-1] in rest
    assert "fold" not in explained
    assert not explained.keys() & glossary().planned.keys()


def test_a_word_is_found_for_one_and_for_many_and_not_in_an_id() -> None:
    assert list(used_in("Two agencies hold case conferences.")) == [
        "agency",
        "case",
        "case conference",
    ]
    assert list(used_in("The `review` of a caseworker")) == []
    assert list(used_in("A case-worker")) == []


HISTORY = """version: 3
changes:
  - version: 2
    since: 2026-02-01
    what: "Police are asked # [in](http://x.example) earlier."
    decided_by: the steering group
  - version: 3
    since: 2026-06-01
    what: Reviews come every two months.
    decided_by: the two mayors
"""


def changed(text: str) -> str:
    """A shipped file with another version and what follows it."""
    return text_of("catalonia").decode().replace("version: 1\n", text, 1)


def test_a_procedure_tells_its_changes_the_newest_first() -> None:
    text = section(procedure(read(changed(HISTORY))), "What has changed?")
    last, before = text.strip().split("\n")
    assert (
        last == "- Version 3, 2026-06-01: Reviews come every two months. Decided by the two mayors."
    )
    assert before.startswith("- Version 2, 2026-02-01: Police are asked \\# \\[in\\](http:")
    assert before.endswith(" Decided by the steering group.")
    assert "does not tell" not in text


def test_a_procedure_says_where_no_history_is_written() -> None:
    first = section(procedure(load("catalonia")), "What has changed?")
    assert first.strip() == "This is the first version, and the file tells of no change."
    later = section(procedure(read(changed("version: 2\n"))), "What has changed?")
    assert later.strip() == (
        "The file does not tell what changed with version 2, nor who decided it."
    )


def test_a_history_is_no_change_of_the_procedure() -> None:
    """`ddrflow diff` leaves it alone, as it does titles; the digest covers the whole file."""
    one, other = load("catalonia"), read(changed(HISTORY))
    assert changes(one, other) == ()
    assert one.identity.digest != other.identity.digest
