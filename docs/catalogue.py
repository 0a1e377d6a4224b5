"""Bring a catalogue of the engine's own words up to date with the code.

    python -m docs.catalogue de

What is new is added without words, and what the code does not say any more is marked obsolete;
words that are there stay. A language begins with an empty file `ddrflow/languages/CODE.po`.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import polib

import ddrflow
from ddrflow.dates.periods import Unit
from ddrflow.export.glossary import glossary
from ddrflow.export.wording import FORCE
from ddrflow.languages import Entry
from ddrflow.languages.language import PERIOD, RESERVED, RULE
from ddrflow.messages import CATALOGUE
from ddrflow.model.access import Modality
from ddrflow.model.agency import Phase, Regime
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.information import InformationClass
from ddrflow.model.interest import Interest
from ddrflow.model.review import ReviewStatus
from ddrflow.rules import RULES

PACKAGE: Final = Path(ddrflow.__file__).resolve().parent
#: Where people are spoken to in their language.
SAYING: Final = ("export", "engine", "cli", "daemon")


def entries() -> frozenset[Entry]:
    """Everything that the engine says in documents and messages, in English."""
    return frozenset((*_templates(), *_vocabulary(), *CATALOGUE.items()))


def _templates() -> Iterator[Entry]:
    """What stands as text in a call of `say`. Raises ValueError where a call has no plain text."""
    for file in sorted(one for name in SAYING for one in (PACKAGE / name).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _says(node.func):
                first = node.args[0]
                if not isinstance(first, ast.Constant):
                    message = f"{file}:{node.lineno}: `say` takes a text as it stands"
                    raise ValueError(message)
                yield "", str(first.value)


def _says(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "say"


def _vocabulary() -> Iterator[Entry]:
    """The few words of the format, and what each rule asks."""
    words: dict[str, Iterable[str]] = {
        "force": FORCE.values(),
        "phase": Phase,
        "information": InformationClass,
        "interest": Interest,
        "modality": Modality,
        "status": (*ConsentStatus, *ReviewStatus),
        "source": RESERVED,
    }
    for kind, listed in words.items():
        yield from ((kind, str(one)) for one in listed)
    yield from (("regime", one.value.upper()) for one in Regime)
    for unit in Unit:
        yield from ((PERIOD, unit.value), (PERIOD, f"{unit.value}s"))
    for rule in RULES:
        yield RULE, rule.asks
        yield from (("setting", name) for name in rule.parameters.model_fields)
    kept = glossary().words
    yield from (("glossary", word) for word in kept)
    yield from (("meaning", meaning) for meaning in kept.values())
    yield from (("setting", "True"), ("date", "{year}-{month}-{day}"))


def main(code: str) -> int:
    """Write the catalogue again; the exit code of the program."""
    path = PACKAGE / "languages" / f"{code}.po"
    kept = polib.pofile(str(path), wrapwidth=100)
    known = polib.POFile()
    for context, english in sorted(entries()):
        known.append(polib.POEntry(msgid=english, msgctxt=context or None))
    kept.merge(known)
    kept.save()
    empty = len(kept.untranslated_entries())
    print(f"{path.name}: {len(kept.translated_entries())} with words, {empty} without")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
