"""The standing stream: what stands above the cases, a chain of its own with one head."""

from sqlalchemy import Connection

from ddrflow.errors import Conflict
from ddrflow.model.standing import StandingEntry
from ddrflow.store import rows, statements
from ddrflow.store.statements import OLD


def entries(connection: Connection) -> tuple[StandingEntry, ...]:
    """The whole stream, in order."""
    found = connection.execute(statements.STANDING_ENTRIES).mappings()
    return tuple(rows.standing_entry_of(row) for row in found)


def append(connection: Connection, entry: StandingEntry) -> None:
    """Record the next entry; raises Conflict unless it is the next."""
    last, head = connection.execute(statements.STANDING_NOW).one()
    row = rows.standing_row(entry, head)
    moved = {"seq": entry.seq, "hash": row["hash"], f"{OLD}seq": entry.seq - 1}
    done = connection.execute(statements.MOVE_STANDING, moved)
    if last != entry.seq - 1 or done.rowcount != 1:
        raise Conflict("standing", entry.seq - 1)
    connection.execute(statements.NEW_STANDING, row)
