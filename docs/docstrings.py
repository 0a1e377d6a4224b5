"""What code says of itself, for a page."""

import inspect


def told(thing: object) -> str:
    """The docstring as running text."""
    return " ".join(inspect.cleandoc(thing.__doc__ or "").split())
