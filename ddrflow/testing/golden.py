"""The record of a case kept in a file, and the first entry that is another one than it was."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from ddrflow.model.events import Entry
from ddrflow.testing.whole import put_whole
from ddrflow.wire import entry_to_json


class HasEvents(Protocol):
    """A case of a test, or a history."""

    @property
    def events(self) -> tuple[Entry, ...]:
        """Its record, entry by entry."""
        ...


class Recorded(tuple[str, ...]):
    """Entries as lines of JSON; the digest of the workflow is left out.

    Any change of the file would change it, and hide which entry changed.
    """

    __slots__ = ()


def recorded(given: Iterable[Entry] | HasEvents) -> Recorded:
    """The record of a case, of a history, or entries, as it is kept."""
    entries = given if isinstance(given, Iterable) else given.events
    return Recorded(_line(one) for one in entries)


class Golden:
    """The golden file of one test; with `accepts`, it is written instead of compared.

    `noted` is told when it was written anew.
    """

    def __init__(self, path: Path, *, shown: str, accepts: bool, noted: Callable[[], None]) -> None:
        self.path = path
        self._shown = shown
        self._noted = noted
        self._accepts = accepts
        self.is_checked = False

    def __repr__(self) -> str:
        return f"<{self._shown}>"

    def check(self, given: Iterable[Entry] | HasEvents) -> None:
        """Fail where the record is not the one that was accepted, at the first entry of it.

        Fails too where none was accepted yet. A test checks one record.
        """
        __tracebackhide__ = True
        if self.is_checked:
            message = f"{self._shown} was compared already: one test keeps one record"
            raise AssertionError(message)
        self.is_checked = True
        found = recorded(given)
        if self._accepts:
            self._write(found)
            return
        if not self.path.exists():
            message = (
                f"there is no {self._shown} yet"
                "\n  help: `--ddrflow-accept` writes it; read it, and keep it with the test"
            )
            raise AssertionError(message)
        lines = difference(self.kept(), found)
        if lines:
            raise AssertionError("\n".join([f"{self._shown}: {lines[0]}", *lines[1:], _HELP]))

    def kept(self) -> Recorded:
        """The record that was accepted; raises FileNotFoundError, AssertionError for no record."""
        text = self.path.read_text(encoding="utf-8")
        lines = text.removesuffix("\n").split("\n") if text else []
        for number, line in enumerate(lines, 1):
            if not _is_entry(line):
                message = f"{self._shown}: line {number} is no entry of a record\n{_HELP}"
                raise AssertionError(message)
        return Recorded(lines)

    def _write(self, found: Recorded) -> None:
        text = "".join(f"{one}\n" for one in found)
        if self.path.exists() and self.path.read_text(encoding="utf-8") == text:
            return
        put_whole(self.path, text)
        self._noted()


_HELP = "  help: if that is meant, `--ddrflow-accept` keeps the new one"


def difference(before: Recorded, after: Recorded) -> list[str]:
    """The first entry that differs, before and after, and nothing else; empty where none does."""
    if before == after:
        return []
    longest = max(len(before), len(after))
    padded = [(*one, *([""] * (longest - len(one)))) for one in (before, after)]
    pairs = enumerate(zip(*padded, strict=True), 1)
    number, (old, new) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
    lines = [f"entry {number} is another one", f"  before: {_told(old)}", f"  after:  {_told(new)}"]
    if old and new:
        lines += [f"    {one}" for one in _changes(json.loads(old), json.loads(new))]
    return lines


def _told(line: str) -> str:
    if not line:
        return "nothing more"
    entry: dict[str, Any] = json.loads(line)
    return f"{entry['occurred_at']} {entry['event']['kind']} by {entry['actor']['role'] or 'time'}"


def _is_entry(line: str) -> bool:
    """It can be told: what a merge or an editor left is no entry."""
    try:
        _told(line)
    except (ValueError, KeyError, TypeError):
        return False
    return bool(line)


def _changes(old: object, new: object, where: str = "") -> Iterator[str]:
    """The fields in which two entries differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _changes(old.get(key), new.get(key), f"{where}.{key}" if where else key)
    elif old != new:
        yield f"{where}: {json.dumps(old)} is now {json.dumps(new)}"


def _line(entry: Entry) -> str:
    document = entry_to_json(entry)
    workflow = document["event"]["facts"].get("workflow")
    if isinstance(workflow, dict):
        workflow.pop("digest", None)
    return json.dumps(document, sort_keys=True, ensure_ascii=False)
