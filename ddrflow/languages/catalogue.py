"""Catalogues of words as PO files, the format that the tools of translators read and write."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Final

from ddrflow.errors import BadCommand, BadFile, Finding, Place
from ddrflow.languages.language import FILE, NAME, Entry, Language, Words

#: Where the catalogues of the engine's own words lie.
ENGINE: Final = files("ddrflow.languages")
SUFFIX: Final = ".po"


def available() -> tuple[str, ...]:
    """The codes of the languages there are, English among them."""
    found = (one.name for one in ENGINE.iterdir() if one.name.endswith(SUFFIX))
    return tuple(sorted(("en", *(one.removesuffix(SUFFIX) for one in found))))


def language(code: str) -> Language:
    """A language with the engine's own words; a workflow's words are added by `knowing`.

    Raises BadCommand for a code that is none of `available`.
    """
    known = available()
    if code not in known:
        message = f"there is no language `{code}`"
        raise BadCommand("language", message, f"there is: {', '.join(known)}")
    if code == "en":
        return Language(code)
    return Language(code, catalogue(ENGINE / f"{code}{SUFFIX}"))


def catalogue(file: Traversable) -> Words:
    """What a PO file translates; an entry without words, or one marked fuzzy, does not count.

    Raises BadFile where it cannot be read, and where words have other fields than the English:
    a sentence without its date or its agency would say something else.
    """
    import polib  # noqa: PLC0415 - English needs no catalogue, and starts without it

    try:
        read = polib.pofile(file.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as fault:
        message = f"the catalogue cannot be read: {fault}"
        raise BadFile((Finding(Place(str(file)), "E-CATALOGUE", message),)) from fault
    translated = [one for one in read if one.translated()]
    wrong = tuple(
        finding
        for one in translated
        for finding in _fields(
            str(file), one.linenum or 1, (one.msgctxt or "", one.msgid), one.msgstr
        )
    )
    if wrong:
        raise BadFile(wrong)
    return {(one.msgctxt or "", one.msgid): one.msgstr for one in translated}


def to_translate(entries: Iterable[Entry]) -> str:
    """A PO file of texts that have no words yet, to be filled in."""
    import polib  # noqa: PLC0415 - as above

    file = polib.POFile(wrapwidth=100)
    file.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    for context, english in entries:
        file.append(polib.POEntry(msgctxt=context or None, msgid=english))
    return str(file).removeprefix("#\n")


def _fields(file: str, line: int, entry: Entry, words: str) -> Iterator[Finding]:
    """What is wrong with the fields of an entry; texts of a file and ids have none."""
    if entry[0] in (FILE, NAME):
        return
    wanted = fields_of(entry[1])
    try:
        given = fields_of(words)
    except ValueError as fault:
        yield Finding(Place(file, line), "E-CATALOGUE", f"a field is not closed: {fault}")
        return
    if given != wanted:
        message = f"the words have the fields {_listed(given)}, and the English {_listed(wanted)}"
        yield Finding(Place(file, line), "E-CATALOGUE", message, f"the English is: {entry[1]}")


def fields_of(template: str) -> frozenset[str]:
    """The names of the fields of a template. Raises ValueError where one is not closed."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"`{one}`" for one in sorted(names)) or "none"
