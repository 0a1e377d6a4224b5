"""One German word for each word of the glossary."""

import re

from tests.docs.pages import DOCS, read

ROW = re.compile(r"^\| \*?([a-z][a-z -]+?)\*? \| ([^|]+?) \|", re.MULTILINE)


def test_every_word_of_the_glossary_has_one_german_word_and_no_two_have_the_same() -> None:
    """In the first table; the second tells what German law has two words for."""
    first, _, _ = read(DOCS / "german.md").partition("Words that the glossary has once")
    german = dict(ROW.findall(first))
    assert german.keys() == {word for word, _ in ROW.findall(read(DOCS / "glossary.md"))}
    assert len(german) > 100
    assert len(set(german.values())) == len(german)
