"""The chain: each row is hashed with the row before it, in one canonical form.

Free text is not in the chain. The chain holds a hash of salt and text, and the salt lies with
the text: once both are gone, nothing of the text can be guessed from what is left.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any, Final

from ddrflow.store.columns import iso
from ddrflow.wire.canonical import canonical, digest, digest_of

ENTRY: Final = (
    "case_id",
    "seq",
    "cause",
    "kind",
    "kind_version",
    "occurred_at",
    "recorded_at",
    "person",
    "organisation",
    "role",
    "standing_seq",
    "facts",
    "noted",
    "content_digest",
    "key",
    "command",
    "warnings",
)
REFUSAL: Final = (
    "case_id",
    "number",
    "kind",
    "recorded_at",
    "command",
    "decision",
    "words_digest",
)
STANDING: Final = ("seq", "kind", "recorded_at", "person", "organisation", "role", "facts")


def linked(columns: tuple[str, ...], row: Mapping[str, Any], previous: str) -> str:
    """The hash of a row: over the hash before it and every column named, in this order.

    The columns hold text, whole numbers, instants or nothing.
    """
    values: list[Any] = [previous, *_picking(columns)(row)]
    for at, one in enumerate(values):
        if type(one) is datetime:
            values[at] = iso(one)
    return digest_of(values)


@cache
def _picking(columns: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    return itemgetter(*columns)


def new_salt() -> str:
    """128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def sealed(salt: str, words: str) -> str:
    """The hash that the chain holds of free text."""
    return digest(canonical([salt, words]))
