"""JSON in one form only, so that a hash over it can be worked out again anywhere."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from pydantic_core import to_json

_ENCODER: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(data: object) -> str:
    """Plain data as JSON: keys in order, no blanks, every character as itself."""
    return _ENCODER.encode(data)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def digest_of(values: Sequence[str | int | None]) -> str:
    """The digest of the canonical form of a flat list, at less cost.

    Other values have other forms here and there: whoever does not know what they are looks first.
    """
    return sha256(to_json(values)).hexdigest()
