"""Every statement on the hot path, made once: building one costs as much as running it."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, Table, and_, bindparam, func, select, update
from sqlalchemy.sql.expression import BindParameter, ColumnElement, Delete, Insert, Update

from ddrflow.store.tables import (
    CASE,
    CONTENT,
    EVENT,
    JOURNAL,
    OUTBOX,
    PARTY,
    REFUSAL,
    REFUSAL_WORDS,
    REVIEW,
    STANDING,
    STANDING_HEAD,
    WORKFLOW,
)

#: Parameters of conditions are told from those of values by this.
OLD: Final = "old_"
LOADED: Final = (CASE.c.case_id, CASE.c.version, CASE.c.hash, CASE.c.shape, CASE.c.snapshot)
ABOVE: Final = (STANDING_HEAD.c.seq.label("standing"), STANDING_HEAD.c.hash.label("above"))
CASE_ID: Final[BindParameter[str]] = bindparam("case_id")
_KEYED: Final = EVENT.alias("keyed")


def old(table: Table, *names: str) -> Any:  # noqa: ANN401 - a condition, of SQLAlchemy's own types
    """The row of this key, whose parameters have names of their own."""
    return and_(*(table.c[name] == bindparam(f"{OLD}{name}") for name in names))


def values_of(names: Sequence[str]) -> dict[str, Any]:
    """Each column from the parameter of its name."""
    return {name: bindparam(name) for name in names}


def new_if(table: Table, condition: ColumnElement[bool]) -> Insert:
    """A new row where the condition holds, and none where it does not."""
    values = select(*(bindparam(one.name, type_=one.type) for one in table.c))
    return table.insert().from_select([one.name for one in table.c], values.where(condition))


def reading_one(*, asks_time: bool) -> Select[Any]:
    """The standing number, one case, and the entry that answered its key; with the time."""
    time = (func.ddrflow_now().label("now"),) if asks_time else ()
    return select(*time, *ABOVE, *LOADED, _KEYED.c.seq.label("answered")).select_from(
        STANDING_HEAD.outerjoin(CASE, CASE.c.case_id == CASE_ID).outerjoin(
            _KEYED, and_(_KEYED.c.case_id == CASE_ID, _KEYED.c.key == bindparam("key"))
        )
    )


def reading_many(wanted: ColumnElement[bool], *, asks_time: bool) -> Select[Any]:
    """The standing number and the cases wanted; one row even where no case is found."""
    time = (func.ddrflow_now().label("now"),) if asks_time else ()
    return select(*time, *ABOVE, *LOADED).select_from(STANDING_HEAD.outerjoin(CASE, wanted))


READING_MANY: Final = reading_many(
    CASE.c.case_id.in_(bindparam("case_ids", expanding=True)), asks_time=False
)
NOW: Final = select(func.ddrflow_now())
ANSWERED: Final = select(EVENT.c.case_id, EVENT.c.key, EVENT.c.seq).where(
    EVENT.c.case_id.in_(bindparam("case_ids", expanding=True)),
    EVENT.c.key.in_(bindparam("keys", expanding=True)),
)
ENTRIES: Final = (
    select(EVENT, CONTENT.c.words)
    .select_from(
        EVENT.outerjoin(
            CONTENT, and_(CONTENT.c.case_id == EVENT.c.case_id, CONTENT.c.seq == EVENT.c.seq)
        )
    )
    .where(EVENT.c.case_id == CASE_ID)
    .order_by(EVENT.c.seq)
)
OF_CAUSE: Final = ENTRIES.where(EVENT.c.cause == bindparam("cause"))
HASH_AT: Final = select(EVENT.c.hash).where(
    EVENT.c.case_id == CASE_ID, EVENT.c.seq == bindparam("seq")
)

MOVE_CASE: Final[Update] = (
    update(CASE)
    .where(
        old(CASE, "case_id", "version"),
        select(STANDING_HEAD.c.seq).scalar_subquery() == bindparam(f"{OLD}standing"),
    )
    .values(
        values_of(
            (
                "version",
                "hash",
                "state",
                "phase",
                "lead_role",
                "lead_organisation",
                "next_review_on",
                "shape",
                "snapshot",
            ),
        )
    )
)
MIGRATE_CASE: Final[Update] = (
    update(CASE)
    .where(old(CASE, "case_id"))
    .values(values_of(("workflow_digest", "workflow_name", "workflow_version")))
)
STANDING_NOW: Final = select(STANDING_HEAD.c.seq, STANDING_HEAD.c.hash)
NEW_CASE: Final[Insert] = new_if(
    CASE, select(STANDING_HEAD.c.seq).scalar_subquery() == bindparam(f"{OLD}standing")
)
NEW_EVENT: Final[Insert] = EVENT.insert()
NEW_CONTENT: Final[Insert] = CONTENT.insert()
NEW_OUTBOX: Final[Insert] = OUTBOX.insert()
NEW_WORKFLOW: Final[Insert] = new_if(
    WORKFLOW, ~select(WORKFLOW.c.digest).where(old(WORKFLOW, "digest")).exists()
)
KNOWN_VERSION: Final = select(WORKFLOW.c.digest).where(
    WORKFLOW.c.name == bindparam("name"), WORKFLOW.c.version == bindparam("version")
)
DOCUMENT: Final = select(WORKFLOW.c.document).where(WORKFLOW.c.digest == bindparam("digest"))

NEW_REVIEW: Final[Insert] = REVIEW.insert()
OF_REVIEW: Final = ("anchor_on", "occurrence", "due_on", "status")
MOVE_REVIEW: Final[Update] = (
    update(REVIEW).where(old(REVIEW, "case_id", "review")).values(values_of(OF_REVIEW))
)
END_REVIEW: Final[Delete] = REVIEW.delete().where(old(REVIEW, "case_id", "review"))
NEW_PARTY: Final[Insert] = PARTY.insert()
MOVE_PARTY: Final[Update] = (
    update(PARTY)
    .where(old(PARTY, "case_id", "number"))
    .values(values_of(("role", "organisation", "starts_at", "ends_at")))
)
END_PARTY: Final[Delete] = PARTY.delete().where(old(PARTY, "case_id", "number"))

ERASE_ALL: Final[Delete] = CONTENT.delete().where(
    CONTENT.c.case_id == CASE_ID, CONTENT.c.seq < bindparam("before")
)
ERASE_SOME: Final[Delete] = CONTENT.delete().where(
    CONTENT.c.case_id == CASE_ID, CONTENT.c.seq.in_(bindparam("entries", expanding=True))
)
ERASE_REFUSED: Final[Delete] = REFUSAL_WORDS.delete().where(REFUSAL_WORDS.c.case_id == CASE_ID)

JOURNAL_HEAD: Final = (
    select(JOURNAL.c.count, JOURNAL.c.hash).where(JOURNAL.c.case_id == CASE_ID).with_for_update()
)
NEW_JOURNAL: Final[Insert] = JOURNAL.insert()
MOVE_JOURNAL: Final[Update] = (
    update(JOURNAL).where(old(JOURNAL, "case_id")).values(values_of(("count", "hash")))
)
NEW_REFUSAL: Final[Insert] = REFUSAL.insert()
NEW_REFUSAL_WORDS: Final[Insert] = REFUSAL_WORDS.insert()
REFUSALS: Final = (
    select(REFUSAL, REFUSAL_WORDS.c.words)
    .select_from(
        REFUSAL.outerjoin(
            REFUSAL_WORDS,
            and_(
                REFUSAL_WORDS.c.case_id == REFUSAL.c.case_id,
                REFUSAL_WORDS.c.number == REFUSAL.c.number,
            ),
        )
    )
    .where(REFUSAL.c.case_id == CASE_ID)
    .order_by(REFUSAL.c.number)
)

STANDING_ENTRIES: Final = select(STANDING).order_by(STANDING.c.seq)
NEW_STANDING: Final[Insert] = STANDING.insert()
MOVE_STANDING: Final[Update] = (
    update(STANDING_HEAD).where(old(STANDING_HEAD, "seq")).values(values_of(("seq", "hash")))
)

UNDELIVERED: Final = (
    select(EVENT, CONTENT.c.words)
    .select_from(
        OUTBOX.join(
            EVENT, and_(EVENT.c.case_id == OUTBOX.c.case_id, EVENT.c.seq == OUTBOX.c.seq)
        ).outerjoin(
            CONTENT, and_(CONTENT.c.case_id == EVENT.c.case_id, CONTENT.c.seq == EVENT.c.seq)
        )
    )
    .order_by(OUTBOX.c.case_id, OUTBOX.c.seq)
    .limit(bindparam("limit"))
)
DELIVER: Final[Update] = (
    update(CASE)
    .where(
        CASE.c.case_id == bindparam(f"{OLD}case_id"),
        CASE.c.delivered < bindparam("delivered"),
        CASE.c.version >= bindparam("delivered"),
    )
    .values(delivered=bindparam("delivered"))
)
END_OUTBOX: Final[Delete] = OUTBOX.delete().where(
    OUTBOX.c.case_id == CASE_ID, OUTBOX.c.seq <= bindparam("seq")
)
CASE_FREE: Final = select(CASE.c.version).where(CASE.c.case_id == CASE_ID).with_for_update()
SAME_CASE: Final[Insert] = CASE.insert()
VERSION: Final = select(CASE.c.version).where(CASE.c.case_id == CASE_ID)
