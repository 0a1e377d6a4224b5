"""The tables of the record. Every key that can begins with the case; none refers to another.

What each table is for, and which of them are only added to, stands in `docs/reference/schema.md`.
"""

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from ddrflow.store.columns import Id, Instant

META: Final = MetaData()

WORKFLOW: Final = Table(
    "ddrflow_workflow",
    META,
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Unique("name", "version", name="ddrflow_workflow_version"),
)

CASE: Final = Table(
    "ddrflow_case",
    META,
    Column("case_id", Id, primary_key=True),
    Column("workflow_digest", Text, nullable=False),
    Column("workflow_name", Text, nullable=False),
    Column("workflow_version", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("phase", Text),
    Column("lead_role", Text, nullable=False),
    Column("lead_organisation", Id, nullable=False),
    Column("next_review_on", Date),
    Column("delivered", Integer, nullable=False),
    Column("shape", Integer, nullable=False),
    Column("snapshot", Text, nullable=False),
    Index("ddrflow_case_opened", "opened_at", "case_id"),
    Index("ddrflow_case_review", "next_review_on", "case_id"),
    Index("ddrflow_case_lead", "lead_organisation", "case_id"),
)

EVENT: Final = Table(
    "ddrflow_event",
    META,
    Column("case_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("cause", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kind_version", Integer, nullable=False),
    Column("occurred_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("standing_seq", Integer, nullable=False),
    Column("facts", Text, nullable=False),
    Column("noted", Text, nullable=False),
    Column("content_digest", Text, nullable=False),
    Column("key", Id),
    Column("command", Text),
    Column("warnings", Text),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "seq", name="ddrflow_event_pkey"),
    Unique("case_id", "key", name="ddrflow_event_key"),
)

CONTENT: Final = Table(
    "ddrflow_content",
    META,
    Column("case_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("salt", Text, nullable=False),
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "seq", name="ddrflow_content_pkey"),
)

REVIEW: Final = Table(
    "ddrflow_review",
    META,
    Column("case_id", Id, nullable=False),
    Column("review", Id, nullable=False),
    Column("anchor_on", Date, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("status", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "review", name="ddrflow_review_pkey"),
    Index("ddrflow_review_due", "due_on", "case_id"),
)

PARTY: Final = Table(
    "ddrflow_party",
    META,
    Column("case_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("organisation", Id, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant),
    PrimaryKeyConstraint("case_id", "number", name="ddrflow_party_pkey"),
    Index("ddrflow_party_organisation", "organisation", "case_id"),
)

OUTBOX: Final = Table(
    "ddrflow_outbox",
    META,
    Column("case_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("case_id", "seq", name="ddrflow_outbox_pkey"),
)

JOURNAL: Final = Table(
    "ddrflow_journal",
    META,
    Column("case_id", Id, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

REFUSAL: Final = Table(
    "ddrflow_refusal",
    META,
    Column("case_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("command", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("words_digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "number", name="ddrflow_refusal_pkey"),
)

REFUSAL_WORDS: Final = Table(
    "ddrflow_refusal_words",
    META,
    Column("case_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("salt", Text, nullable=False),
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "number", name="ddrflow_refusal_words_pkey"),
)

STANDING: Final = Table(
    "ddrflow_standing",
    META,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

STANDING_HEAD: Final = Table(
    "ddrflow_standing_head",
    META,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

#: When time alone makes something happen. A claim changes no column that is indexed, which
#: PostgreSQL does in place; what is in quarantine is ordered after everything else.
TIMER: Final = Table(
    "ddrflow_timer",
    META,
    Column("case_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Id, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("mark", Text, nullable=False),
    Column("organisation", Id, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("order_at", Instant, nullable=False),
    Column("ready_at", Instant),
    Column("fence", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failure", Text, nullable=False),
    Column("claimed_by", Text, nullable=False),
    Column("quarantined_at", Instant),
    PrimaryKeyConstraint("case_id", "kind", "name", name="ddrflow_timer_pkey"),
    Index("ddrflow_timer_order", "order_at", "case_id"),
    Index("ddrflow_timer_organisation", "organisation", "order_at"),
)

DERIVATION: Final = Table(
    "ddrflow_derivation",
    META,
    Column("digest", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("derived_at", Instant, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
)

REPLICA: Final = Table(
    "ddrflow_replica",
    META,
    Column("replica", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("release", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("beaten_at", Instant, nullable=False),
    Column("swept_at", Instant),
    Column("recorded", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("delivered", Integer, nullable=False),
)

WATCH: Final = Table(
    "ddrflow_watch",
    META,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("replica", Text, nullable=False),
    Column("until_at", Instant, nullable=False),
)

DELIVERY: Final = Table(
    "ddrflow_delivery",
    META,
    Column("case_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("handler", Id, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("ready_at", Instant),
    Column("fence", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failure", Text, nullable=False),
    Column("dead_at", Instant),
    PrimaryKeyConstraint("case_id", "handler", "seq", name="ddrflow_delivery_pkey"),
    Index("ddrflow_delivery_ready", "handler", "ready_at", "case_id"),
)

#: Tables that are only added to: triggers refuse to change or delete their rows. They are there
#: against mistakes; who owns the database gets past them, and `verify` shows it.
APPEND_ONLY: Final = (EVENT, REFUSAL, STANDING, WORKFLOW)
