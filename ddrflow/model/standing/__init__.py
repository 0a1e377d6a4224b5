"""What stands above the cases: a stream of entries of its own, and the view that they make."""

from ddrflow.model.standing.events import (
    STANDING_EVENTS,
    ActivityHeld,
    AgreementMade,
    ContactEnded,
    ContactNamed,
    ContactsListed,
    MeansGranted,
    OrganisationAligned,
    ProcedureAdopted,
    StandingCorrected,
    StandingEntry,
    StandingEvent,
)
from ddrflow.model.standing.facts import (
    Activity,
    ActivityKind,
    Agreement,
    Alignment,
    Contact,
    Grant,
    Means,
    OperatingProcedure,
)
from ddrflow.model.standing.fold import corrected, standing_of
from ddrflow.model.standing.view import (
    Standing,
    alignment_of,
    granted_until,
    held_by_then,
    version_in_force,
)

__all__ = [
    "STANDING_EVENTS",
    "Activity",
    "ActivityHeld",
    "ActivityKind",
    "Agreement",
    "AgreementMade",
    "Alignment",
    "Contact",
    "ContactEnded",
    "ContactNamed",
    "ContactsListed",
    "Grant",
    "Means",
    "MeansGranted",
    "OperatingProcedure",
    "OrganisationAligned",
    "ProcedureAdopted",
    "Standing",
    "StandingCorrected",
    "StandingEntry",
    "StandingEvent",
    "alignment_of",
    "corrected",
    "granted_until",
    "held_by_then",
    "standing_of",
    "version_in_force",
]
