"""Snapshots of an older make are made anew, from the entries that they follow from."""

from sqlalchemy import Connection, bindparam, select, update

from ddrflow.store.projection import case_columns
from ddrflow.store.reading import folded
from ddrflow.store.tables import CASE
from ddrflow.wire.stored import CASE_SHAPE


def rebuild(connection: Connection) -> int:
    """Make the snapshots anew that are not of the make of this ddrflow; how many were not.

    Raises BadRecord where an entry cannot be read.
    """
    stale = select(CASE.c.case_id, CASE.c.version, CASE.c.hash).where(CASE.c.shape != CASE_SHAPE)
    move = update(CASE).where(CASE.c.case_id == bindparam("old_case_id"))
    found = connection.execute(stale).all()
    for case_id, version, head in found:
        columns = case_columns(folded(connection, case_id, version), head)
        connection.execute(move, {**columns, "old_case_id": case_id})
    return len(found)
