"""Languages that documents and messages are written in: English, and others by catalogue."""

from ddrflow.languages.catalogue import available, catalogue, language, to_translate
from ddrflow.languages.language import ENGLISH, Entry, Language, Words

__all__ = [
    "ENGLISH",
    "Entry",
    "Language",
    "Words",
    "available",
    "catalogue",
    "language",
    "to_translate",
]
