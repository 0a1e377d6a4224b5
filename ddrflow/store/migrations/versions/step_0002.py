"""What the daemon needs: timers, replicas, who keeps watch, and what is to be delivered."""

import sqlalchemy as sa
from alembic import op

from ddrflow.store.columns import Id, Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def text(name: str) -> sa.Column[str]:
    """A text that is always there."""
    return sa.Column(name, sa.Text, nullable=False)


def identifier(name: str) -> sa.Column[str]:
    """An id that is always there."""
    return sa.Column(name, Id, nullable=False)


def number(name: str) -> sa.Column[int]:
    """A number that is always there."""
    return sa.Column(name, sa.Integer, nullable=False)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """An instant."""
    return sa.Column(name, Instant, nullable=nullable)


def upgrade() -> None:
    """Make the tables, empty: the daemon works the timers of the cases out when it starts."""
    _timers()
    _replicas()
    _deliveries()


def downgrade() -> None:
    """A record is not taken back."""
    message = "ddrflow's tables are never downgraded: restore a backup"
    raise RuntimeError(message)


def _timers() -> None:
    op.create_table(
        "ddrflow_timer",
        identifier("case_id"),
        text("kind"),
        identifier("name"),
        instant("due_at"),
        sa.Column("on_day", sa.Date, nullable=False),
        text("mark"),
        identifier("organisation"),
        number("occurrence"),
        number("weight"),
        instant("order_at"),
        instant("ready_at", nullable=True),
        number("fence"),
        number("attempts"),
        text("failure"),
        text("claimed_by"),
        instant("quarantined_at", nullable=True),
        sa.PrimaryKeyConstraint("case_id", "kind", "name", name="ddrflow_timer_pkey"),
    )
    op.create_index("ddrflow_timer_order", "ddrflow_timer", ["order_at", "case_id"])
    op.create_index("ddrflow_timer_organisation", "ddrflow_timer", ["organisation", "order_at"])
    op.create_table(
        "ddrflow_derivation",
        sa.Column("digest", sa.Text, primary_key=True),
        text("fingerprint"),
        instant("derived_at"),
        number("cases"),
        number("changed"),
    )


def _replicas() -> None:
    op.create_table(
        "ddrflow_replica",
        sa.Column("replica", sa.Text, primary_key=True),
        text("state"),
        text("release"),
        instant("started_at"),
        instant("beaten_at"),
        instant("swept_at", nullable=True),
        number("recorded"),
        number("failed"),
        number("delivered"),
    )
    op.create_table(
        "ddrflow_watch",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        text("replica"),
        instant("until_at"),
    )


def _deliveries() -> None:
    op.create_table(
        "ddrflow_delivery",
        identifier("case_id"),
        number("seq"),
        identifier("handler"),
        instant("written_at"),
        instant("ready_at", nullable=True),
        number("fence"),
        number("attempts"),
        text("failure"),
        instant("dead_at", nullable=True),
        sa.PrimaryKeyConstraint("case_id", "handler", "seq", name="ddrflow_delivery_pkey"),
    )
    columns = ["handler", "ready_at", "case_id"]
    op.create_index("ddrflow_delivery_ready", "ddrflow_delivery", columns)
