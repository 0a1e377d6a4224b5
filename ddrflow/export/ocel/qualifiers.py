"""What each event is to the organisations and persons that it names, in one word each."""

from collections.abc import Mapping
from typing import Final

from ddrflow.model import events as e

#: What whoever acted did, where it is more than to record the event.
ACTED: Final[Mapping[type[e.Event], str]] = {
    e.CaseOpened: "leads",
    e.StepTaken: "took",
    e.LeadAccepted: "accepted",
    e.LeadDeclined: "declined",
    e.ConferenceConvened: "convened",
    e.ConferenceClosed: "closed",
    e.ConferenceCancelled: "cancelled",
    e.ContributionRecorded: "contributed",
    e.ReviewHeld: "held",
    e.ReviewCalled: "called",
    e.RequestAnswered: "answered",
}
RECORDED: Final = "recorded"

#: What the organisation is that the facts of an event name beside whoever acted.
NAMED: Final[Mapping[type[e.Event], str]] = {
    e.RoleBound: "bound",
    e.RoleUnbound: "unbound",
    e.PersonNamed: "works-for",
    e.LeadProposed: "proposed",
    e.ProposalExpired: "proposed",
    e.LeadTakenOver: "leads",
    e.InvitedToConference: "invited",
    e.AttendanceRecorded: "attended",
    e.EffortRecorded: "spent",
    e.ItemDisclosed: "told",
    e.WithdrawalTold: "told",
    e.InformationRequested: "asked",
    e.RequestAnswered: "told",
    e.DocumentFiled: "given",
}
MENTIONED: Final = "named"

#: What an event is to the conference that it names.
OF_A_CONFERENCE: Final[Mapping[type[e.Event], str]] = {
    e.ConferenceConvened: "convened",
    e.InvitedToConference: "invited",
    e.StageEntered: "entered",
    e.AttendanceRecorded: "attended",
    e.ConferenceCancelled: "cancelled",
    e.ConferenceStopped: "stopped",
    e.ReviewHeld: "held-in",
}
IN: Final = "in"

#: What an event is to its case.
OF_A_CASE: Final[Mapping[type[e.Event], str]] = {
    e.CaseOpened: "opened",
    e.StepTaken: "moved",
    e.CaseMigrated: "migrated",
}
OF: Final = "of"
DURING: Final = "during"
