"""Histories of every shipped version, kept as they were recorded, and how they are read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.model.agency import Actor
from ddrflow.model.naming import kebab
from ddrflow.model.standing import StandingEntry
from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from ddrflow.wire.archive import Archive
from ddrflow.wire.stored import standing_event_of, standing_facts

HERE: Final = Path(__file__).parent
FILES: Final = tuple(sorted(HERE.glob("*.json")))


@dataclass(frozen=True, slots=True)
class Golden:
    """A case with its history and its workflow, and what stood above it."""

    archive: Archive
    above: tuple[StandingEntry, ...]


def read(path: Path) -> Golden:
    """The history of a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Golden(Archive.model_validate(data["case"]), tuple(map(_entry, data["above"])))


def text_of(golden: Golden) -> str:
    """A history as the text of a file, an entry a line."""
    case = golden.archive.model_dump(mode="json", by_alias=True)
    lines = {name: _line(case.pop(name)) for name in ("entries", "refusals", "earlier")}
    lists = ",\n".join(f'"{name}": {text}' for name, text in lines.items())
    whole = json.dumps(case, ensure_ascii=False)
    above = _line([_data(one) for one in golden.above])
    return f'{{"above": {above},\n"case": {whole[:-1]},\n{lists}}}}}\n'


def _line(data: list[Any]) -> str:
    return "[" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in data) + "]"


def _data(entry: StandingEntry) -> dict[str, Any]:
    actor = entry.actor
    return {
        "seq": entry.seq,
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": [actor.person, actor.organisation, actor.role],
        "kind": kebab(type(entry.event)),
        "facts": standing_facts(entry.event),
    }


def _entry(data: dict[str, Any]) -> StandingEntry:
    event = standing_event_of(data["kind"], data["facts"])
    at = datetime.fromisoformat(data["recorded_at"])
    return StandingEntry(data["seq"], at, Actor(*data["actor"]), event)


@contextmanager
def opened(golden: Golden, folder: Path) -> Iterator[Engine]:
    """An engine on a database of its own that has taken the history in."""
    url = f"sqlite:///{folder / 'golden.db'}"
    upgrade(connected(url))
    store = SqlStore(connected(url), ManualClock(golden.archive.entries[-1].recorded_at))
    try:
        for one in golden.above:
            store.append_standing(one)
        store.put_in(golden.archive)
        yield Engine(store)
    finally:
        store.close()
