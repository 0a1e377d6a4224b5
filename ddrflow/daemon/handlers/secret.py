"""Secrets: from a file or the environment, read each time, and never from the settings."""

import os
from pathlib import Path

from ddrflow.errors import DdrflowError


class NoSecret(DdrflowError):
    """A secret cannot be read; it is never said what it was."""

    code = "E-SECRET"


def secret(file: str, variable: str) -> str:
    """What a file holds, or else a variable of the environment. Raises NoSecret."""
    if not file:
        found = os.environ.get(variable, "").strip()
        if not found:
            message = f"the environment holds nothing under `{variable}`"
            raise NoSecret(message)
        return found
    try:
        found = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as fault:
        message = f"`{file}` cannot be read: {type(fault).__name__}"
        raise NoSecret(message) from fault
    if not found:
        message = f"`{file}` is empty"
        raise NoSecret(message)
    return found
