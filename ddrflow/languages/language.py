"""One language, passed to whatever writes for people: English words in, the language's words out.

What is looked up is the English text itself. So a text that was changed in English has no words
in the other language until somebody translates it again: it is written in English and counted,
and never shown as a translation of something else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ddrflow.dates.periods import parse_period
from ddrflow.messages import CATALOGUE, filled

#: What a text is for, and the text in English.
Entry = tuple[str, str]
Words = Mapping[Entry, str]

#: What a workflow file says: titles, reasons, remarks on sources.
FILE: Final = "file"
#: An id of a file that people read as a word.
NAME: Final = "name"
#: What a rule asks.
RULE: Final = "rule"
PERIOD: Final = "period"
DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
#: Fields of messages that hold words of the format, and which words they are.
VALUES: Final[Mapping[str, str]] = {
    "class": "information",
    "information": "information",
    "interest": "interest",
    "interests": "interest",
    "phase": "phase",
    "phases": "phase",
    "reason": NAME,
    "status": "status",
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code, with the words that it has.

    It remembers what it was `asked` for, so that a document can say how much of it is in English:
    make one for each document. English is asked for nothing, and the one there is can be shared.
    """

    code: str
    words: Words = field(default_factory=dict, repr=False)
    asked: set[Entry] = field(default_factory=set, compare=False, repr=False)

    @property
    def is_english(self) -> bool:
        """The language that everything is written in first."""
        return self.code == "en"

    @property
    def missing(self) -> tuple[Entry, ...]:
        """What was asked for and has no words here, so that it was written in English."""
        return tuple(sorted(self.asked - self.words.keys()))

    def knowing(self, words: Words) -> "Language":
        """The same language with more words; asked for nothing yet."""
        return replace(self, words={**self.words, **words}, asked=set())

    def say(self, template: str, /, **fields: object) -> str:
        """A sentence or a part of one; fields are put in and never read as a template."""
        return self._of("", template).format_map(fields)

    def file(self, text: str) -> str:
        """A text of a workflow file."""
        return self._of(FILE, text) if text else ""

    def rule(self, question: str) -> str:
        """What a rule asks."""
        return self._of(RULE, question)

    def word(self, kind: str, value: str) -> str:
        """One of a few words that the format of a file has, such as a phase."""
        return self._of(kind, value)

    def name(self, name: str) -> str:
        """An id that people read as a word: as it is in English, else in words with the id."""
        if self.is_english:
            return name
        said = self._of(NAME, name)
        return f"`{name}`" if said == name else f"{said} (`{name}`)"

    def called(self, name: str) -> str:
        """The same for whoever never types an id."""
        said = self._of(NAME, name)
        return said.replace("-", " ") if said == name else said

    def law(self, name: str, place: str) -> str:
        """A law for whoever never opens the file: by its name, with the place in it."""
        said = self._of(NAME, name)
        return f"{said} {self._remark(place)}" if place else said

    def period(self, text: str) -> str:
        """A length of time, such as `14 days`; any other text as it is."""
        period = parse_period(text)
        if period is None:
            return text
        unit = str(period).removeprefix(f"{period.count} ")
        return f"{period.count} {self._of(PERIOD, unit)}"

    def day(self, text: str) -> str:
        """A day such as `2026-03-01`; any other text as it is."""
        found = DAY.fullmatch(text)
        return text if found is None else self._day(found.groupdict())

    def source(self, text: str) -> str:
        """Where something comes from: an id and a place there as they are, a remark in words."""
        name, _, remark = text.partition(" ")
        if text in RESERVED:
            return self.word("source", text)
        for reserved in RESERVED:
            if text.startswith(f"{reserved} "):
                said = self.file(text.removeprefix(f"{reserved} "))
                return f"{self.word('source', reserved)} {said}"
        return f"{name} {self._remark(remark)}" if remark else name

    def message(self, message: str, fields: Mapping[str, str]) -> str:
        """The words of a message by its id, as `ddrflow.messages.render` gives them in English."""
        english = CATALOGUE.get(message)
        template = None if english is None else self._of(message, english)
        values = {name: self._value(name, value) for name, value in fields.items()}
        return filled(message, template, values)

    def _value(self, name: str, value: str) -> str:
        """A field of a message: days and periods, and words that stand for no id of a case."""
        kind = VALUES.get(name)
        if kind and value:
            return ", ".join(self._of(kind, one) for one in value.split(", "))
        return self.day(self.period(value))

    def _day(self, parts: Mapping[str, str]) -> str:
        return self._of("date", "{year}-{month}-{day}").format_map(parts)

    def _remark(self, text: str) -> str:
        return self.file(text) if _is_prose(text) else text

    def _of(self, context: str, english: str) -> str:
        if self.is_english:
            return english
        entry = (context, english)
        self.asked.add(entry)
        return self.words.get(entry, english)


#: The words of `ddrflow.model.source.RESERVED`, which lies above this package.
RESERVED: Final = ("local choice", "open choice", "not verified")
ENGLISH: Final = Language("en")


def _is_prose(remark: str) -> bool:
    """Words of a language, and not only a number, a paragraph or an id."""
    words = remark.strip("()").split()
    return any(one.isalpha() and one.islower() and len(one) > 2 for one in words)  # noqa: PLR2004 - `art`, `par`: three letters are a word
