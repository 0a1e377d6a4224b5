"""What a form is made of: parts, each with the fact that fills it and where it comes from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ddrflow.decide import GoesTo
from ddrflow.errors import UnknownName
from ddrflow.workflow.identifiers import nearest

KINDS: Final = (
    "referral",
    "agenda",
    "minutes",
    "plan",
    "disclosure-notice",
    "hand-over",
    "review",
)
"""The seven papers that the paper asks for (R96)."""

ANYTHING: Final = "*"
"""In `where`: the field is there, whatever it says."""


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a form.

    `rows` names a section of facts or `event` the entries that fill it, `columns` which field
    stands under which heading, `about` the field that holds what the form is about, `where`
    what else a row must say. `says` is what the procedure says there. `blank` is how many rows
    are left to be filled by hand where nothing is on record, `lines` what is always written by
    hand.
    """

    title: str
    source: str = ""
    hint: str = ""
    says: str = ""
    rows: str = ""
    event: str = ""
    about: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[tuple[str, str], ...] = ()
    blank: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A form: what it is for, what it is about, who reads it, its parts."""

    kind: str
    title: str
    purpose: str
    source: str
    about: str
    goes_to: GoesTo
    parts: tuple[FormPart, ...]


@cache
def template(kind: str) -> Template:
    """The template of a kind; raises UnknownName."""
    if kind not in KINDS:
        raise UnknownName("template", kind, nearest(kind, KINDS))
    text = (files("ddrflow.export.templates") / f"{kind}.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return Template(
        kind=kind,
        title=found["title"],
        purpose=found["purpose"],
        source=found["source"],
        about=found.get("about", ""),
        goes_to=GoesTo(found.get("goes_to", GoesTo.NOBODY_ELSE)),
        parts=tuple(_part(one) for one in found["parts"]),
    )


def _part(found: Mapping[str, Any]) -> FormPart:
    columns = tuple((name, heading) for name, heading in found.get("columns", ()))
    return FormPart(**{**found, "columns": columns, "lines": tuple(found.get("lines", ()))})
