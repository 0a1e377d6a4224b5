"""The outbox: which entries nobody outside has been told of yet."""

from sqlalchemy import Connection

from ddrflow.model.events import Entry
from ddrflow.store import rows, statements
from ddrflow.store.statements import OLD


def undelivered(connection: Connection, limit: int) -> tuple[Entry, ...]:
    """Entries that still stand in it, case by case and each case's in order."""
    found = connection.execute(statements.UNDELIVERED, {"limit": limit}).mappings()
    return tuple(rows.entry_of(row, row["words"]) for row in found)


def delivered(connection: Connection, case_id: str, seq: int) -> None:
    """Take a case's entries up to a number out; a number past its last takes all."""
    last = connection.execute(statements.VERSION, {"case_id": case_id}).scalar()
    reached = min(seq, last or 0)
    connection.execute(statements.DELIVER, {f"{OLD}case_id": case_id, "delivered": reached})
    connection.execute(statements.END_OUTBOX, {"case_id": case_id, "seq": reached})
