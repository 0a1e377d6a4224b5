"""The first tables: cases, entries, content, reviews, parties, outbox, journal, standing stream."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from ddrflow.store.columns import Id, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("ddrflow_event", "ddrflow_refusal", "ddrflow_standing", "ddrflow_workflow")


def text(name: str) -> sa.Column[str]:
    """A text that is always there."""
    return sa.Column(name, sa.Text, nullable=False)


def number(name: str) -> sa.Column[int]:
    """A number that is always there."""
    return sa.Column(name, sa.Integer, nullable=False)


def of_case(*columns: SchemaItem, key: str, table: str) -> tuple[SchemaItem, ...]:
    """The columns of a table whose rows belong to a case, with its key."""
    case = sa.Column("case_id", Id, nullable=False)
    return (case, *columns, sa.PrimaryKeyConstraint("case_id", key, name=f"{table}_pkey"))


def upgrade() -> None:
    """Make the tables, and let the database itself refuse to change what is only added to."""
    _cases()
    _entries()
    _beside()
    _journal()
    _standing()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def downgrade() -> None:
    """A record is not taken back."""
    message = "ddrflow's tables are never downgraded: restore a backup"
    raise RuntimeError(message)


def _cases() -> None:
    op.create_table(
        "ddrflow_workflow",
        sa.Column("digest", sa.Text, primary_key=True),
        text("name"),
        number("version"),
        text("document"),
        sa.UniqueConstraint("name", "version", name="ddrflow_workflow_version"),
    )
    op.create_table(
        "ddrflow_case",
        sa.Column("case_id", Id, primary_key=True),
        text("workflow_digest"),
        text("workflow_name"),
        number("workflow_version"),
        sa.Column("opened_at", Instant, nullable=False),
        number("version"),
        text("hash"),
        text("state"),
        sa.Column("phase", sa.Text),
        text("lead_role"),
        sa.Column("lead_organisation", Id, nullable=False),
        sa.Column("next_review_on", sa.Date),
        number("delivered"),
        number("shape"),
        text("snapshot"),
    )
    op.create_index("ddrflow_case_opened", "ddrflow_case", ["opened_at", "case_id"])
    op.create_index("ddrflow_case_review", "ddrflow_case", ["next_review_on", "case_id"])
    op.create_index("ddrflow_case_lead", "ddrflow_case", ["lead_organisation", "case_id"])


def _entries() -> None:
    op.create_table(
        "ddrflow_event",
        *of_case(
            number("seq"),
            number("cause"),
            text("kind"),
            number("kind_version"),
            sa.Column("occurred_at", Instant, nullable=False),
            sa.Column("recorded_at", Instant, nullable=False),
            text("person"),
            text("organisation"),
            text("role"),
            number("standing_seq"),
            text("facts"),
            text("noted"),
            text("content_digest"),
            sa.Column("key", Id),
            sa.Column("command", sa.Text),
            sa.Column("warnings", sa.Text),
            text("hash"),
            key="seq",
            table="ddrflow_event",
        ),
        sa.UniqueConstraint("case_id", "key", name="ddrflow_event_key"),
    )
    op.create_table(
        "ddrflow_content",
        *of_case(number("seq"), text("salt"), text("words"), key="seq", table="ddrflow_content"),
    )


def _beside() -> None:
    op.create_table(
        "ddrflow_review",
        *of_case(
            sa.Column("review", Id, nullable=False),
            sa.Column("anchor_on", sa.Date, nullable=False),
            number("occurrence"),
            sa.Column("due_on", sa.Date, nullable=False),
            text("status"),
            key="review",
            table="ddrflow_review",
        ),
    )
    op.create_index("ddrflow_review_due", "ddrflow_review", ["due_on", "case_id"])
    op.create_table(
        "ddrflow_party",
        *of_case(
            number("number"),
            text("role"),
            sa.Column("organisation", Id, nullable=False),
            sa.Column("starts_at", Instant, nullable=False),
            sa.Column("ends_at", Instant),
            key="number",
            table="ddrflow_party",
        ),
    )
    op.create_index("ddrflow_party_organisation", "ddrflow_party", ["organisation", "case_id"])
    op.create_table("ddrflow_outbox", *of_case(number("seq"), key="seq", table="ddrflow_outbox"))


def _journal() -> None:
    op.create_table(
        "ddrflow_journal",
        sa.Column("case_id", Id, primary_key=True),
        number("count"),
        text("hash"),
    )
    op.create_table(
        "ddrflow_refusal",
        *of_case(
            number("number"),
            text("kind"),
            sa.Column("recorded_at", Instant, nullable=False),
            text("command"),
            text("decision"),
            text("words_digest"),
            text("hash"),
            key="number",
            table="ddrflow_refusal",
        ),
    )
    op.create_table(
        "ddrflow_refusal_words",
        *of_case(
            number("number"),
            text("salt"),
            text("words"),
            key="number",
            table="ddrflow_refusal_words",
        ),
    )


def _standing() -> None:
    op.create_table(
        "ddrflow_standing",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        text("kind"),
        sa.Column("recorded_at", Instant, nullable=False),
        text("person"),
        text("organisation"),
        text("role"),
        text("facts"),
        text("hash"),
    )
    op.create_table(
        "ddrflow_standing_head",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        number("seq"),
        text("hash"),
    )
    op.execute("INSERT INTO ddrflow_standing_head (one, seq, hash) VALUES (1, 0, '')")


def _sqlite_triggers() -> None:
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            )


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION ddrflow_now() RETURNS timestamptz LANGUAGE sql VOLATILE"
        " AS 'SELECT clock_timestamp()'"
    )
    op.execute(
        "CREATE FUNCTION ddrflow_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_only_added_to"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ddrflow_only_added_to()"
        )
        # Also where somebody switches ordinary triggers off for a replica.
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_only_added_to")
