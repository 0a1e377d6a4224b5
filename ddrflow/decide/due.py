"""Something with a day on which it is due."""

from dataclasses import dataclass
from datetime import date

from ddrflow.model.verdict import Reason


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day: which, what, whose. A day in the past is overdue."""

    on: date
    what: Reason
    roles: tuple[str, ...]
