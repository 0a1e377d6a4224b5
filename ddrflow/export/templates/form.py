"""A form as Markdown: what is known is filled in, the rest is left to be filled in by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ddrflow.decide import Written
from ddrflow.export.procedure import identity_line
from ddrflow.export.templates.rows import TEXT, Row, rows_of
from ddrflow.export.templates.said import SAID, TO_FILL
from ddrflow.export.templates.template import FormPart, Template
from ddrflow.export.wording import bullets, plain, role, roles
from ddrflow.languages import ENGLISH
from ddrflow.model.agency import Viewer
from ddrflow.model.workflow import Workflow

INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d:\d\d")
#: Characters that turn the direction of the text around them, or steer a printer.
STEERING: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
#: Begins a further line of a free text: nothing at its head can then be a mark.
EM_SPACE: Final = "\u2003"


@dataclass(frozen=True, slots=True)
class Filling:
    """What a form is filled with: of which case, when, for whom; nobody is the whole record."""

    case_id: str
    now: datetime
    reader: Viewer | None
    written: Written


def form(
    template: Template, workflow: Workflow, about: str = "", filling: Filling | None = None
) -> str:
    """The form, blank or filled; `about` is an id that `named` gave.

    What is unknown is left to be filled in, and never made up.
    """
    zone = workflow.procedure.zone
    told_of = _told_of(workflow, about, filling)
    edition = f"{plain(workflow.title)}: {plain(identity_line(workflow))}."
    said = [
        f"# {plain(template.title)}",
        plain(template.purpose),
        f"{edition} \\[paper {plain(template.source)}\\]",
        bullets(_head(workflow, filling)),
    ]
    for part in template.parts:
        said += _part(part, workflow, about, told_of, filling, zone)
    return "\n\n".join(said) + "\n"


def free_text(text: str) -> str:
    """Free text of a record, every line of it, so that nothing in it is taken for a mark."""
    lines = [plain(one).replace("&", "\\&") for one in STEERING.sub("\ufffd", text).splitlines()]
    return f"\\\n    {EM_SPACE}".join(one for one in lines if one)


def _told_of(workflow: Workflow, about: str, filling: Filling | None) -> str:
    """What the procedure is asked about: of a conference on record, its type."""
    if filling is None or not about:
        return about
    for section in filling.written.sections:
        for row in section.rows if section.name == "meetings" else ():
            found = {one.name: one.value for one in row}
            if found["conference"] == about and found["type"] in workflow.procedure.conferences:
                return found["type"]
    return about


def _head(workflow: Workflow, filling: Filling | None) -> Iterator[str]:
    zone = workflow.procedure.zone
    if filling is None:
        yield f"Case: {TO_FILL}"
        yield f"Day: {TO_FILL}"
        yield f"Times are those of {plain(str(zone))}."
        return
    yield f"Case: {free_text(filling.case_id)}"
    reader = filling.reader
    made_for = (
        f"{role(workflow, reader.role, ENGLISH)}, {free_text(reader.organisation)}"
        if reader
        else "whoever keeps the record"
    )
    yield f"Made for {made_for}, on {_local(filling.now, zone)}."
    if filling.written.roles:
        goes_to = roles(workflow, filling.written.roles, ENGLISH)
        yield f"It goes to {goes_to}, and holds what each of them may know."
    yield f"Times are those of {plain(str(zone))}."


def _part(
    part: FormPart,
    workflow: Workflow,
    about: str,
    told_of: str,
    filling: Filling | None,
    zone: ZoneInfo,
) -> Iterator[str]:
    source = f" \\[{plain(part.source)}\\]" if part.source else ""
    yield f"## {plain(part.title)}"
    if part.hint or source:
        yield f"{plain(part.hint)}{source}".strip()
    said = tuple(SAID[part.says](workflow, told_of)) if part.says else ()
    if said:
        yield bullets(said)
    on_record = bool(part.rows or part.event)
    rows = tuple(rows_of(part, filling.written, about)) if filling and on_record else ()
    if filling and on_record and not rows:
        yield "Nothing that its readers may know is on record."
    lines = [*(_row(part, row, zone) for row in rows)]
    lines += [_row(part, {}, zone)] * (part.blank if not rows else 0)
    lines += [f"{plain(one)}: {TO_FILL}" for one in part.lines]
    if lines:
        # Another mark than that of what is said: two lists, not one.
        yield "\n".join(f"* {one}" for one in lines)


def _row(part: FormPart, row: Row, zone: ZoneInfo) -> str:
    """One row: a line of its fields; free text on a line of its own."""
    told: list[str] = []
    for name, heading in part.columns:
        value = row.get(name, "")
        shown = free_text(value) if name == TEXT else free_text(_in_zone(value, zone))
        between = "\\\n    " if name == TEXT and told else "; " if told else ""
        told.append(f"{between}**{plain(heading)}**: {shown or TO_FILL}")
    return "".join(told)


def _in_zone(value: str, zone: ZoneInfo) -> str:
    """A fact whose instants are told by the clock of the workflow's place."""
    return INSTANT.sub(lambda one: _local(datetime.fromisoformat(one[0]), zone), value)


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")
