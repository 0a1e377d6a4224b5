"""The glossary as a page, from the one list of words that the package carries."""

from collections.abc import Iterator

from ddrflow.export.glossary import glossary
from docs.markdown import page, table

OPENING = """One word for each thing, and one thing for each word. Words in *italics* are \
planned: nothing in ddrflow does what they say yet."""


def written() -> str:
    """The page of all words."""
    return page("Glossary", OPENING, table(("Word", "Meaning"), _rows()))


def _rows() -> Iterator[tuple[str, str]]:
    """Each word and its meaning, in order; those that are planned in italics."""
    kept = glossary()
    for word in sorted((*kept.words, *kept.planned)):
        planned = kept.planned.get(word)
        yield (word, kept.words[word]) if planned is None else (f"*{word}*", planned)
