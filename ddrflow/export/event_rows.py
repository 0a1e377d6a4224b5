"""What was recorded of cases, one line an entry: JSON Lines for programs, CSV for spreadsheets.

Both say the same of an entry: its case and number, both times, for which role and organisation
somebody acted, which event it is. A line has all facts, a row those that analysts ask for most.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from ddrflow.export.recorded import Pseudonyms, counting, facts, opening
from ddrflow.export.spreadsheet import cell
from ddrflow.model.case import WorkflowId
from ddrflow.model.events import CaseMigrated, Entry
from ddrflow.model.naming import kebab

#: What stands of every entry, in this order.
ENTRY: Final = (
    "simulated",
    "case",
    "workflow",
    "version",
    "seq",
    "cause",
    "occurred_at",
    "recorded_at",
    "by_role",
    "by_organisation",
)
#: The facts that have a column of their own; a column is empty where an event has no such fact.
FACTS: Final = (
    "trigger",
    "source_state",
    "target",
    "state",
    "phase",
    "happened",
    "role",
    "organisation",
    "conference",
    "type",
    "stage",
    "presence",
    "review",
    "occurrence",
    "due_on",
    "need",
    "kind",
    "scope",
    "rule",
    "breach",
    "resource",
    "minutes",
    "cost",
    "why",
)
PERSON: Final = "by_person"


def event_lines(
    histories: Iterable[Sequence[Entry]], *, simulated: bool = False, persons: bool = False
) -> str:
    """The entries of cases that count as JSON Lines, case after case, all facts of each.

    `histories` are whole records. With `persons`, a person is a number within this text.
    Raises ValueError where a record opens no case.
    """
    rows = _rows(histories, simulated=simulated, persons=persons)
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in rows)


def event_table(
    histories: Iterable[Sequence[Entry]], *, simulated: bool = False, persons: bool = False
) -> str:
    """The same as CSV with a head: a row an entry, and the commonest facts in columns.

    No cell is taken for a formula. Raises as `event_lines`.
    """
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    columns = (*ENTRY, *((PERSON,) if persons else ()), "event")
    written.writerow((*columns, *FACTS))
    for row in _rows(histories, simulated=simulated, persons=persons):
        told = [row[one] for one in columns] + [_fact(row["facts"], one) for one in FACTS]
        written.writerow([_cell(one) for one in told])
    return text.getvalue()


def _rows(
    histories: Iterable[Sequence[Entry]], *, simulated: bool, persons: bool
) -> Iterator[Mapping[str, Any]]:
    pseudonyms = Pseudonyms() if persons else None
    for history in histories:
        workflow = opening(history).workflow
        for entry in counting(history):
            if isinstance(entry.event, CaseMigrated):
                workflow = entry.event.workflow
            yield _row(entry, workflow, pseudonyms, simulated=simulated)


def _row(
    entry: Entry, workflow: WorkflowId, pseudonyms: Pseudonyms | None, *, simulated: bool
) -> Mapping[str, Any]:
    actor = entry.actor
    who = {} if pseudonyms is None else {PERSON: pseudonyms.acting(actor)}
    values = (
        simulated,
        entry.case_id,
        workflow.name,
        workflow.version,
        entry.seq,
        entry.cause,
        _instant(entry.occurred_at),
        _instant(entry.recorded_at),
        actor.role,
        actor.organisation,
    )
    told = facts(entry.event, pseudonyms)
    own = dict(zip(ENTRY, values, strict=True))
    return {**own, **who, "event": kebab(type(entry.event)), "facts": told}


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def _fact(facts: Mapping[str, Any], name: str) -> object:
    """A fact of a row; minutes are a number, and not the id of what was written of a sitting."""
    value = facts.get(name)
    return None if name == "minutes" and not isinstance(value, int) else value


def _cell(value: object) -> object:
    """Truth as JSON says it, and text that is no formula; several values as a list of them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return cell(", ".join(str(one) for one in value))
    return cell(value) if isinstance(value, str) else value
