"""How long people are followed, as it is typed."""

import re
from datetime import timedelta
from typing import Final

from ddrflow.errors import BadCommand

_LENGTH: Final = re.compile(r"([1-9][0-9]{0,3}) ?(d|days?|m|months?|y|years?)")
_IN_DAYS: Final = {"d": 1.0, "m": 30.436875, "y": 365.2425}


def followed_for(text: str) -> timedelta:
    """The length of `3y`, `18m`, `90d` or `3 years`. Raises BadCommand for anything else."""
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise BadCommand(
            "horizon", f"`{text}` is no length of time", "write it as `3y`, `18m` or `90d`"
        )
    return timedelta(days=round(int(found[1]) * _IN_DAYS[found[2][0]]))
