"""One thing that a case waits for."""

from dataclasses import dataclass
from datetime import datetime

from ddrflow.model.verdict import Reason, Remedy


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that a case waits for: what, since when, on which roles and organisations."""

    since: datetime
    what: Reason
    roles: tuple[str, ...]
    organisations: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()
