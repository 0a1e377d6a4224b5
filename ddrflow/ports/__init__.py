"""What the engine needs from outside."""

from ddrflow.ports.store import (
    Admission,
    Filter,
    Keyed,
    Loaded,
    Reading,
    Refusal,
    Store,
    Summary,
    Write,
    bare,
    bare_entry,
)
from ddrflow.ports.timers import (
    Anew,
    Backlog,
    Claim,
    Derivation,
    KeptTimer,
    Patience,
    Timed,
    Timers,
)

__all__ = [
    "Admission",
    "Anew",
    "Backlog",
    "Claim",
    "Derivation",
    "Filter",
    "KeptTimer",
    "Keyed",
    "Loaded",
    "Patience",
    "Reading",
    "Refusal",
    "Store",
    "Summary",
    "Timed",
    "Timers",
    "Write",
    "bare",
    "bare_entry",
]
