"""JSON in one form only, so that a hash over it can be worked out again anywhere."""

import json
from hashlib import sha256


def canonical(data: object) -> str:
    """Plain data as JSON: keys in order, no blanks, every character as itself."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
