"""The one list of words: all of them, and those that a text uses."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

CODE: Final = re.compile(r"`[^`]*`")


@dataclass(frozen=True, slots=True)
class Glossary:
    """Each word with its meaning; `planned` are those of which nothing does yet what they say."""

    words: Mapping[str, str]
    planned: Mapping[str, str]


@cache
def glossary() -> Glossary:
    """The words as the package carries them."""
    text = (files("ddrflow.export") / "glossary.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return Glossary(found["words"], found["planned"])


def used_in(markdown: str) -> Mapping[str, str]:
    """The words that a text uses, one or many of the thing, in order; ids in it do not count."""
    text = CODE.sub(" ", markdown).casefold()
    return {word: meaning for word, meaning in glossary().words.items() if _form(word).search(text)}


@cache
def _form(word: str) -> re.Pattern[str]:
    stem = re.escape(word)
    plural = f"{re.escape(word[:-1])}(?:y|ies)" if word.endswith("y") else f"{stem}(?:s|es)?"
    return re.compile(rf"(?<![\w-]){plural}(?![\w-])")
