"""Types of columns: ids in one order everywhere, instants in one form everywhere."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

#: Sorted by code point on both databases, as Python sorts.
Id = Text().with_variant(Text(collation="C"), "postgresql")


def iso(instant: datetime) -> str:
    """An instant in UTC to the microsecond, of one length, so that text sorts as time does."""
    return _iso(instant if instant.tzinfo is UTC else instant.astimezone(UTC))


@lru_cache(maxsize=256)
def _iso(instant: datetime) -> str:
    # In UTC only: two instants of the hour that comes twice are equal in their own zone.
    return instant.isoformat(timespec="microseconds")


class Instant(TypeDecorator[datetime]):
    """An aware instant: `timestamptz` on PostgreSQL, text in UTC on SQLite, UTC when it is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where the database knows no instants."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        """On its way in."""
        if value is None or dialect.name != "sqlite":
            return value
        return iso(value)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        """On its way out."""
        del dialect
        if value is None:
            return None
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return instant.astimezone(UTC)
