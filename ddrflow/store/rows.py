"""Entries, refusals and standing entries as rows, and back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ddrflow.errors import BadRecord
from ddrflow.model.agency import Actor
from ddrflow.model.events import Entry
from ddrflow.model.naming import kebab
from ddrflow.model.standing import StandingEntry
from ddrflow.ports import Keyed, Refusal
from ddrflow.store import chain
from ddrflow.wire import stored
from ddrflow.wire.canonical import canonical
from ddrflow.wire.entries import VERSION

Row = Mapping[Any, Any]
REFUSED: Final = "refused"
#: A line of the journal that says that the free text of the lines before it is gone.
ERASED: Final = "erased"


def event_rows(
    entries: Iterable[Entry], keyed: Iterable[Keyed], head: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of new entries, linked on from `head`, and the rows of their free text."""
    keys = {one.entries[0].seq: one for one in keyed}
    rows: list[dict[str, Any]] = []
    contents: list[dict[str, Any]] = []
    for entry in entries:
        sealed = ""
        if entry.content:
            salt, words = chain.new_salt(), canonical(dict(entry.content))
            sealed = chain.sealed(salt, words)
            contents.append(
                {"case_id": entry.case_id, "seq": entry.seq, "salt": salt, "words": words}
            )
        row = _event_row(entry, keys.get(entry.seq), sealed)
        head = row["hash"] = chain.linked(chain.ENTRY, row, head)
        rows.append(row)
    return rows, contents


def _event_row(entry: Entry, keyed: Keyed | None, sealed: str) -> dict[str, Any]:
    actor = entry.actor
    return {
        "case_id": entry.case_id,
        "seq": entry.seq,
        "cause": entry.cause,
        "kind": kebab(type(entry.event)),
        "kind_version": VERSION,
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        "person": actor.person,
        "organisation": actor.organisation,
        "role": actor.role,
        "standing_seq": entry.standing_seq,
        "facts": stored.event_facts(entry.event),
        "noted": stored.noted_text(entry.noted),
        "content_digest": sealed,
        "key": keyed.key if keyed else None,
        "command": stored.command_texts(keyed.command)[0] if keyed else None,
        "warnings": stored.verdicts_text(keyed.warnings) if keyed else None,
    }


def entry_of(row: Row, words: str | None) -> Entry:
    """The entry of a row; `words` is its free text, None where there is none. Raises BadRecord."""
    try:
        if row["kind_version"] != VERSION:
            _unknown_version(row)
        return Entry(
            case_id=row["case_id"],
            seq=row["seq"],
            occurred_at=row["occurred_at"],
            recorded_at=row["recorded_at"],
            actor=Actor(row["person"], row["organisation"], row["role"]),
            event=stored.event_of(row["kind"], row["facts"]),
            cause=row["cause"],
            content=tuple(json.loads(words).items()) if words else (),
            standing_seq=row["standing_seq"],
            noted=stored.noted_of(row["noted"]),
        )
    except ValueError as fault:
        raise BadRecord(row["case_id"], row["seq"], str(fault)) from fault


def _unknown_version(row: Row) -> None:
    message = f"`{row['kind']}` has version {VERSION}, not {row['kind_version']}"
    raise ValueError(message)


def keyed_of(first: Row, words: str | None, entries: tuple[Entry, ...]) -> Keyed:
    """What was accepted under a key, from the row of its first entry. Raises BadRecord."""
    try:
        command = stored.command_of(json.loads(first["command"]), json.loads(words or "{}"))
        warnings = stored.verdicts_of(first["warnings"])
    except ValueError as fault:
        raise BadRecord(first["case_id"], first["seq"], str(fault)) from fault
    erased = bool(first["content_digest"]) and words is None
    return Keyed(first["key"], command, entries, warnings, erased)


def refusal_row(refusal: Refusal, number: int) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The row of a refusal, not linked yet, and that of its free text if it has any."""
    facts, words = stored.command_texts(refusal.command)
    row: dict[str, Any] = {
        "case_id": refusal.case_id,
        "number": number,
        "kind": REFUSED,
        "recorded_at": refusal.refused_at,
        "command": facts,
        "decision": stored.decision_text(refusal.decision),
        "words_digest": "",
    }
    if words == "{}":
        return row, None
    salt = chain.new_salt()
    row["words_digest"] = chain.sealed(salt, words)
    return row, {"case_id": refusal.case_id, "number": number, "salt": salt, "words": words}


def refusal_of(row: Row, words: str | None) -> Refusal:
    """The refusal of a row. Raises BadRecord."""
    try:
        command = stored.command_of(json.loads(row["command"]), json.loads(words or "{}"))
        decision = stored.decision_of(row["decision"])
    except ValueError as fault:
        raise BadRecord(row["case_id"], row["number"], f"refusal: {fault}") from fault
    return Refusal(row["case_id"], command, decision, row["recorded_at"])


def standing_row(entry: StandingEntry, head: str) -> dict[str, Any]:
    """The row of a standing entry, linked on from `head`."""
    row: dict[str, Any] = {
        "seq": entry.seq,
        "kind": kebab(type(entry.event)),
        "recorded_at": entry.recorded_at,
        "person": entry.actor.person,
        "organisation": entry.actor.organisation,
        "role": entry.actor.role,
        "facts": stored.standing_facts(entry.event),
    }
    row["hash"] = chain.linked(chain.STANDING, row, head)
    return row


def standing_entry_of(row: Row) -> StandingEntry:
    """The standing entry of a row. Raises BadRecord."""
    try:
        event = stored.standing_event_of(row["kind"], row["facts"])
    except ValueError as fault:
        raise BadRecord("standing", row["seq"], str(fault)) from fault
    actor = Actor(row["person"], row["organisation"], row["role"])
    return StandingEntry(row["seq"], row["recorded_at"], actor, event)
