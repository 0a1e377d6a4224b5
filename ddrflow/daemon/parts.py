"""What every table of the daemon's settings is made of."""

from datetime import timedelta
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

UNITS: Final = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}
LONGEST: Final = timedelta(days=366)


def duration(value: Any) -> timedelta:  # noqa: ANN401 - whatever the file holds
    """A duration as people write it: `5 s`, `500 ms`, `30 min`, `2 h`, `1 d`.

    Raises ValueError for anything else, and for none or more than a year.
    """
    if isinstance(value, timedelta):
        return value
    number, _, unit = str(value).strip().partition(" ")
    if not unit:
        number = str(value).strip().rstrip("mshdin")
        unit = str(value).strip()[len(number) :]
    unit = unit.strip()
    if not isinstance(value, str) or unit not in UNITS or not _is_number(number):
        message = f"`{value}` is no duration: write it as `5 s`, `500 ms`, `30 min`, `2 h` or `1 d`"
        raise ValueError(message)
    seconds = float(number) * UNITS[unit]
    if not 0 < seconds <= LONGEST.total_seconds():
        message = f"`{value}` is none or too long: more than nothing, and a year at most"
        raise ValueError(message)
    return timedelta(seconds=seconds)


def _is_number(text: str) -> bool:
    whole, dot, rest = text.partition(".")
    return whole.isdecimal() and (not dot or rest.isdecimal())


Duration = Annotated[timedelta, BeforeValidator(duration)]


class Part(BaseModel):
    """One table of the file: nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)
