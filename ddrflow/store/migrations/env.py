"""What Alembic runs for every upgrade: the steps, on the connection that `schema` hands over."""

from alembic import context
from sqlalchemy import Connection

from ddrflow.store.tables import META


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=META,
        version_table=context.config.attributes["version_table"],
        # The caller has begun the one transaction that all steps are in.
        transactional_ddl=False,
    )
    context.run_migrations()


_run(context.config.attributes["connection"])
