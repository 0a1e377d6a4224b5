"""The parts of an object-centric event log: objects with what becomes of them, events, relations.

An id is made of its kind and of the ids in the record, so that the same record gives the same
ids, and no two things have the same one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

Value = str | int | float | bool
#: The instant of an attribute that an object has from the start, by the standard.
FROM_THE_START: Final = datetime(1970, 1, 1, tzinfo=UTC)

#: Every type of object, with its attributes and their types.
OBJECTS: Final[Mapping[str, Mapping[str, str]]] = {
    "case": {
        "simulated": "boolean",
        "workflow": "string",
        "version": "integer",
        "digest": "string",
        "state": "string",
        "phase": "string",
        "open": "boolean",
    },
    "organisation": {"organisation": "string", "role": "string"},
    "lead-term": {"number": "integer", "starts_at": "time", "ends_at": "time"},
    "conference": {"type": "string", "planned_on": "string", "outcome": "string"},
    "review": {
        "review": "string",
        "anchor_on": "string",
        "occurrence": "integer",
        "due_on": "string",
        "status": "string",
    },
    "person": {},
}


def id_of(kind: str, *parts: object) -> str:
    """The id of an object; a colon within a part is told from the colons between them."""
    told = (str(one).replace("%", "%25").replace(":", "%3A") for one in parts)
    return ":".join((kind, *told))


def instant(at: datetime) -> str:
    """An instant as the log writes it: in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


@dataclass(slots=True)
class Thing:
    """One object: its attributes by name and instant, and the objects it is related to."""

    kind: str
    values: dict[tuple[str, datetime], Value] = field(default_factory=dict)
    related: set[tuple[str, str]] = field(default_factory=set)

    def document(self, name: str) -> dict[str, Any]:
        """The object as the standard writes it."""
        values = sorted(self.values.items(), key=lambda one: (one[0][0], one[0][1]))
        return {
            "id": name,
            "type": self.kind,
            "attributes": [
                {"name": key, "time": instant(at), "value": value} for (key, at), value in values
            ],
            "relationships": _related(self.related),
        }


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: what kind, when, its attributes, and which objects it has to do with."""

    id: str
    kind: str
    at: datetime
    values: Mapping[str, Value]
    related: Mapping[str, str]

    def document(self) -> dict[str, Any]:
        """The event as the standard writes it."""
        return {
            "id": self.id,
            "type": self.kind,
            "time": instant(self.at),
            "attributes": [{"name": key, "value": one} for key, one in self.values.items()],
            "relationships": _related(set(self.related.items())),
        }


def _related(pairs: set[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"objectId": name, "qualifier": one} for name, one in sorted(pairs)]


class Things:
    """The objects of one log, by id; each is made once."""

    def __init__(self) -> None:
        self._known: dict[str, Thing] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def made(self, name: str, kind: str, **values: Value | datetime | date) -> str:
        """The id of an object, which is there from now on, with these attributes if it is new."""
        if name not in self._known:
            told = {(key, FROM_THE_START): _value(one) for key, one in values.items()}
            self._known[name] = Thing(kind, told)
        return name

    def had(self, name: str, key: str, value: Value | datetime | date) -> None:
        """One more attribute that an object has from the start."""
        self._known[name].values[key, FROM_THE_START] = _value(value)

    def changed(self, name: str, key: str, value: Value, at: datetime) -> None:
        """An attribute of an object has another value from an instant on.

        What is recorded late changes it no earlier than the change before it.
        """
        values = self._known[name].values
        latest = max((since for known, since in values if known == key), default=at)
        values[key, max(at, latest)] = value

    def relate(self, source: str, target: str, qualifier: str) -> None:
        """One object is related to another."""
        self._known[source].related.add((target, qualifier))

    def documents(self) -> list[dict[str, Any]]:
        """All objects as the standard writes them, type by type, by id."""
        kinds = list(OBJECTS)
        known = sorted(self._known.items(), key=lambda one: (kinds.index(one[1].kind), one[0]))
        return [one.document(name) for name, one in known]


def _value(value: Value | datetime | date) -> Value:
    """A day is text: it is a day of the place where the case is, and no instant."""
    if isinstance(value, datetime):
        return instant(value)
    return value.isoformat() if isinstance(value, date) else value
