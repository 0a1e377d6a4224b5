"""Running cases under a version that changes: planned, decided on, carried out; and what if.

`plan` says of each running case whether it moves and what that changes for it, `carry_out`
moves those that a plan names, `replay` asks recorded commands again under another version.
"""

from ddrflow.migration.carrying_out import CarriedOut, Decided, Left, carry_out
from ddrflow.migration.document import digest_of, plan_from_json, plan_schema, plan_to_json
from ddrflow.migration.paper import paper
from ddrflow.migration.plan import Consequence, Kind, Plan, Planned, Way
from ddrflow.migration.planning import plan
from ddrflow.migration.replaying import Differing, Replayed, Unasked, replay

__all__ = [
    "CarriedOut",
    "Consequence",
    "Decided",
    "Differing",
    "Kind",
    "Left",
    "Plan",
    "Planned",
    "Replayed",
    "Unasked",
    "Way",
    "carry_out",
    "digest_of",
    "paper",
    "plan",
    "plan_from_json",
    "plan_schema",
    "plan_to_json",
    "replay",
]
