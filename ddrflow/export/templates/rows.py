"""The rows that fill a part of a form, out of what is on record."""

from collections.abc import Iterator, Mapping
from typing import Final

from ddrflow.decide import Passage, Words, Written
from ddrflow.export.templates.template import ANYTHING, FormPart

#: What a row says of the words of an entry that are not told.
NOT_TOLD: Final[Mapping[Words, str]] = {
    Words.NONE: "",
    Words.WITHHELD: "(withheld)",
    Words.ERASED: "(erased)",
}
#: Columns of an entry itself, beside its facts.
TEXT, AT, BY = "text", "at", "by"
Row = Mapping[str, str]


def rows_of(part: FormPart, written: Written, about: str) -> Iterator[Row]:
    """Each row that the part wants, as field to value; free text under `text`."""
    for row in (_entries if part.event else _facts)(part, written):
        wanted = {**part.where, **({part.about: about} if part.about and about else {})}
        if all(_fits(row.get(name), value) for name, value in wanted.items()):
            yield row


def _fits(found: str | None, wanted: str) -> bool:
    return bool(found) if wanted == ANYTHING else found == wanted


def _facts(part: FormPart, written: Written) -> Iterator[Row]:
    for section in written.sections:
        if section.name == part.rows:
            for row in section.rows:
                yield {one.name: one.value for one in row}


def _entries(part: FormPart, written: Written) -> Iterator[Row]:
    for passage in written.passages:
        if passage.line.what.message == f"event.{part.event}":
            yield _entry(passage)


def _entry(passage: Passage) -> Row:
    told = "\n\n".join(text for _, text in passage.content)
    facts = {one.name: one.value for one in passage.line.what.fields}
    return {
        **{name: "" if value == "none" else value for name, value in facts.items()},
        AT: passage.line.occurred_at.isoformat(),
        BY: passage.line.actor.role,
        TEXT: told if passage.words is Words.TOLD else NOT_TOLD[passage.words],
    }
