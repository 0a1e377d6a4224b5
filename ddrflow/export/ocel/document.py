"""The whole log: types, objects and events as JSON of OCEL 2.0, the same bytes each time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from ddrflow.export.ocel.events import EVERY, happenings
from ddrflow.export.ocel.objects import CaseThings
from ddrflow.export.ocel.parts import OBJECTS, Happening, Things
from ddrflow.export.recorded import Pseudonyms, opening
from ddrflow.model.events import Entry

#: The standard's name for the type of a value; a boolean is an integer too, so it goes first.
TYPES: Final = ((bool, "boolean"), (int, "integer"), (float, "float"), (str, "string"))


def ocel(
    histories: Iterable[Sequence[Entry]], *, simulated: bool = False, persons: bool = False
) -> str:
    """What took place around cases as OCEL 2.0 in JSON, from their whole records.

    Objects are cases, organisations in a role, terms of lead, conferences, turns of reviews and,
    with `persons`, people as numbers within this log. Every case and every event says whether it
    is `simulated`. The same records in the same order give the same text. Raises ValueError where
    a record opens no case.
    """
    things = Things()
    pseudonyms = Pseudonyms() if persons else None
    found: list[Happening] = []
    for history in histories:
        opening(history)
        here = CaseThings(things, history, simulated=simulated)
        found.extend(happenings(here, history, pseudonyms, simulated=simulated))
    # Events of one instant stay in the order of the record.
    found.sort(key=attrgetter("at"))
    kinds = [one for one in OBJECTS if persons or one != "person"]
    parts = {
        "objectTypes": [_type(one, OBJECTS[one]) for one in kinds],
        "eventTypes": _event_types(found),
        "objects": things.documents(),
        "events": [one.document() for one in found],
    }
    return _text(parts)


def _event_types(events: Sequence[Happening]) -> list[dict[str, Any]]:
    """Each kind of event with every attribute that one of the kind has."""
    found: dict[str, dict[str, str]] = {}
    for one in events:
        known = found.setdefault(one.kind, dict(EVERY))
        for key, value in one.values.items():
            known.setdefault(key, _type_of(value))
    return [_type(kind, found[kind]) for kind in sorted(found)]


def _type_of(value: object) -> str:
    return next(name for kind, name in TYPES if isinstance(value, kind))


def _type(name: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": name,
        "attributes": [{"name": key, "type": one} for key, one in attributes.items()],
    }


def _text(parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """One line an object and an event, so that two logs can be compared line by line."""
    lists = (f'"{name}": [\n{_lines(listed)}\n]' for name, listed in parts.items())
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _lines(listed: Sequence[Mapping[str, Any]]) -> str:
    return ",\n".join(json.dumps(one, ensure_ascii=False) for one in listed)
