"""A file of another system's records: CSV with a head, or JSON lines, one command a row."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ddrflow.cli.naming import content
from ddrflow.cli.opened import actor
from ddrflow.errors import BadCommand, BadFile, Finding, Place
from ddrflow.model.commands import Command, OpenCase
from ddrflow.wire import command_from

CODE: Final = "E-RECORDS"
NEEDED: Final = ("case", "record", "at", "who", "command")
COLUMNS: Final = (*NEEDED, "workflow")
WITH: Final = "with"
AT: Final = "such as 2025-03-01T09:00+01:00"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: what it is under which id, and the command that it amounts to."""

    place: Place
    case: str
    record: str
    workflow: str
    command: Command


def read_rows(file: Path) -> tuple[Row, ...]:
    """Every row of a file. Raises BadFile with each that cannot be read."""
    rows: list[Row] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, str], Place] = {}
    for place, values in _values(file):
        try:
            row = _row(place, values)
            _once(row, seen.setdefault((row.case, row.record), place))
            rows.append(row)
        except BadCommand as fault:
            findings.append(Finding(place, CODE, f"{fault}"))
    if not rows and not findings:
        findings.append(Finding(Place(str(file)), CODE, "no record stands in it"))
    if findings:
        raise BadFile(tuple(findings))
    return tuple(rows)


def _once(row: Row, first: Place) -> None:
    if first is not row.place:
        message = f"`{row.record}` stands in line {first.line} already"
        raise BadCommand("record", message, "give each record an id of its own")


def _row(place: Place, values: Mapping[str, Any]) -> Row:
    for name in NEEDED:
        if not values.get(name):
            raise BadCommand(name, "the row has none", "every record has one")
    unknown = [name for name in values if name not in (*COLUMNS, WITH)]
    if unknown:
        raise BadCommand(unknown[0], "no such part of a record", f"there are {', '.join(COLUMNS)}")
    who, at = actor(values["who"], "who"), _instant(values["at"])
    command = command_from(values["command"], values.get(WITH, {}), who, at)
    workflow = str(values.get("workflow") or "")
    if isinstance(command, OpenCase) and not workflow:
        raise BadCommand("workflow", "a case is opened under one", "a shipped name, or a path")
    return Row(place, str(values["case"]), str(values["record"]), workflow, command)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise BadCommand("at", f"`{text}` is no time", AT) from fault
    if found.tzinfo is None:
        raise BadCommand("at", f"`{text}` has no offset from UTC", AT)
    return found


def _values(file: Path) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The parts of each row, the arguments of its command under `with`."""
    text = _text(file)
    read = _json_lines if file.suffix in (".jsonl", ".ndjson") else _csv
    yield from read(str(file), text)


def _text(file: Path) -> str:
    try:
        return content(str(file)).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = fault.object[: fault.start].count(b"\n") + 1
        finding = Finding(Place(str(file), row), CODE, "no UTF-8 text", "save it as UTF-8")
        raise BadFile((finding,)) from fault


def _json_lines(name: str, text: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = Place(name, number)
        try:
            found = json.loads(line, object_pairs_hook=_each_once)
        except json.JSONDecodeError as fault:
            finding = Finding(Place(name, number, fault.colno), CODE, f"no JSON: {fault.msg}")
            raise BadFile((finding,)) from fault
        except (ValueError, RecursionError) as fault:
            what = str(fault) if isinstance(fault, ValueError) else "it is nested too deep"
            raise BadFile((Finding(place, CODE, what),)) from fault
        if not isinstance(found, dict) or not all(
            isinstance(value, str if key != WITH else dict) for key, value in found.items()
        ):
            what = "a record is an object of texts, with the arguments of its command in `with`"
            raise BadFile((Finding(place, CODE, what),))
        yield place, found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [one for one, _ in pairs]
        twice = next(one for one in names if names.count(one) > 1)
        message = f"`{twice}` is given twice"
        raise ValueError(message)
    return found


def _csv(name: str, text: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        head = next(reader, [])
        missing = [one for one in NEEDED if one not in head]
        if missing:
            what = f"no column `{missing[0]}`"
            names = ", ".join(f"`{one}`" for one in NEEDED)
            help_line = f"the first line names {names}, separated by commas"
            raise BadFile((Finding(Place(name), CODE, what, help_line),))
        twice = [one for one in head if head.count(one) > 1]
        if twice:
            what = f"there are two columns `{twice[0]}`"
            raise BadFile((Finding(Place(name), CODE, what, "leave one of them out"),))
        for cells in reader:
            if not any(cells):
                continue
            place = Place(name, reader.line_num)
            if len(cells) > len(head):
                what = f"{len(cells)} cells, and {len(head)} columns"
                raise BadFile((Finding(place, CODE, what, "put a cell with commas in quotes"),))
            filled: dict[str, Any] = {
                key: cell for key, cell in zip(head, cells, strict=False) if cell
            }
            own: dict[str, Any] = {key: filled.pop(key) for key in COLUMNS if key in filled}
            yield place, {**own, WITH: filled}
    except csv.Error as fault:
        raise BadFile((Finding(Place(name, reader.line_num), CODE, f"no CSV: {fault}"),)) from fault
