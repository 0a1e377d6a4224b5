"""The version of the tables: checked whenever a database is opened, raised by an upgrade only."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from ddrflow.errors import OtherSchema
from ddrflow.store.database import SQLITE, VERSION_TABLE, Database, exists, file_of
from ddrflow.store.faults import translated
from ddrflow.store.rebuild import rebuild

MIGRATIONS: Final = Path(__file__).parent / "migrations"
#: The step that this code needs; a test holds it equal to the last one there is.
NEEDED: Final = "0002"
#: Any number that nothing else locks: one upgrade at a time on PostgreSQL.
LOCK: Final = 7_317_301


def check_schema(engine: Engine) -> None:
    """Raise OtherSchema unless the database has the tables that this code works on.

    A file that is not there is not made. Raises StoreFault where the database does not answer.
    """
    where = _where(engine)
    if not exists(engine.url):
        raise OtherSchema(where, None, NEEDED)
    with translated(), engine.connect() as connection:
        found = _found(connection)
    if found != NEEDED:
        raise OtherSchema(where, found, NEEDED)


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Take every step that is missing, all or none; the version before and after.

    Raises OtherSchema for a database of a newer ddrflow, StoreFault.
    """
    _make_file(engine)
    database = Database(engine)
    try:
        with database.writing() as connection:
            if not database.is_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            found = _found(connection)
            if found is not None and found > NEEDED:
                raise OtherSchema(_where(engine), found, NEEDED)
            _take_steps(connection)
            rebuild(connection)
    finally:
        database.close()
    return found, NEEDED


def _make_file(engine: Engine) -> None:
    """A new file of SQLite is for its owner alone; the files beside it follow it."""
    path = file_of(engine.url)
    if engine.url.get_backend_name() == SQLITE and path.parent.is_dir():
        # What is wrong with the place SQLite says itself.
        with suppress(OSError):
            path.touch(mode=0o600, exist_ok=False)


def newest() -> str:
    """The last step that there is."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as below

    return str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return None if found is None else str(found)


def _take_steps(connection: Connection) -> None:
    # Whoever only works with a database does not wait for it to load.
    from alembic import command  # noqa: PLC0415 - as said
    from alembic.config import Config  # noqa: PLC0415 - as said

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, NEEDED)


def _where(engine: Engine) -> str:
    """Which database, without what an address may hold of passwords."""
    url = engine.url
    return f"`{url.get_backend_name()}://{url.host or ''}/{url.database}`"
