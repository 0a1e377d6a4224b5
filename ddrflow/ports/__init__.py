"""What the engine needs from outside."""

from ddrflow.ports.replicas import Beat, KeptReplica, Overview, Replicas, ReplicaState
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
    "Beat",
    "Claim",
    "Derivation",
    "Filter",
    "KeptReplica",
    "KeptTimer",
    "Keyed",
    "Loaded",
    "Overview",
    "Patience",
    "Reading",
    "Refusal",
    "ReplicaState",
    "Replicas",
    "Store",
    "Summary",
    "Timed",
    "Timers",
    "Write",
    "bare",
    "bare_entry",
]
