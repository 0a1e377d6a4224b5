"""A small reader of OCEL 2.0 in JSON that knows nothing of ddrflow, and takes nothing on trust."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker

SCHEMA: Final = Path(__file__).with_name("ocel.schema.json")
KINDS: Final[Mapping[str, type]] = {
    "string": str,
    "time": str,
    "integer": int,
    "float": float,
    "boolean": bool,
}


@dataclass(frozen=True, slots=True)
class Read:
    """One object or event: its attributes as they are last, and its relations as pairs."""

    id: str
    type: str
    at: datetime | None
    values: Mapping[str, Any]
    changes: tuple[tuple[str, datetime, Any], ...]
    related: tuple[tuple[str, str], ...]

    def to(self, qualifier: str) -> list[str]:
        """The objects that it has this to do with."""
        return [one for one, what in self.related if what == qualifier]


@dataclass(frozen=True, slots=True)
class ObjectLog:
    """The objects by id, and the events in the order of the file."""

    objects: Mapping[str, Read]
    events: tuple[Read, ...]

    def of(self, kind: str) -> list[Read]:
        """The objects of one type."""
        return [one for one in self.objects.values() if one.type == kind]


def read_ocel(text: str) -> ObjectLog:
    """The log, once everything in it is as the standard wants it: AssertionError where not."""
    found = json.loads(text)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    objects = [_read(one, _types(found["objectTypes"])) for one in found["objects"]]
    events = [_read(one, _types(found["eventTypes"])) for one in found["events"]]
    by_id = {one.id: one for one in objects}
    assert len(by_id) == len(objects)
    assert len({one.id for one in events}) == len(events)
    for one in (*objects, *events):
        assert all(other in by_id for other, _ in one.related), one
    assert all(one.related for one in events)
    times = [one.at for one in events if one.at is not None]
    assert times == sorted(times)
    return ObjectLog(by_id, tuple(events))


def _types(listed: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    found = {
        one["name"]: {each["name"]: each["type"] for each in one["attributes"]} for one in listed
    }
    assert len(found) == len(listed)
    for one in listed:
        assert len(found[one["name"]]) == len(one["attributes"])
    return found


def _read(one: dict[str, Any], types: dict[str, dict[str, str]]) -> Read:
    declared = types[one["type"]]
    changes: list[tuple[str, datetime, Any]] = []
    for each in one.get("attributes", []):
        name, value = each["name"], each["value"]
        kind = declared[name]
        assert type(value) is KINDS[kind], (one["id"], each)
        if kind == "time":
            assert datetime.fromisoformat(str(value)).tzinfo is not None
        since: str = each["time"] if "time" in each else one["time"]
        changes.append((name, datetime.fromisoformat(since), value))
    assert len({each[:2] for each in changes}) == len(changes)
    changes.sort(key=lambda each: each[1])
    related = [(each["objectId"], each["qualifier"]) for each in one.get("relationships", [])]
    assert len(set(related)) == len(related)
    at = datetime.fromisoformat(one["time"]) if "time" in one else None
    values = {name: value for name, _, value in changes}
    return Read(one["id"], one["type"], at, values, tuple(changes), tuple(related))
