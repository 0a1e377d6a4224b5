"""Which command an entry answers: what was recorded tells what was asked."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Final

from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.commands import Command
from ddrflow.model.events import Entry, Event

#: For each event that stands first in what a command recorded, the command.
ASKED_BY: Final[Mapping[type[Event], type[Command]]] = MappingProxyType(
    {
        e.CaseOpened: c.OpenCase,
        e.CaseMigrated: c.MigrateCase,
        e.StepTaken: c.TakeStep,
        e.StateOverstayed: c.MarkStateOverstayed,
        e.RoleBound: c.BindRole,
        e.RoleUnbound: c.UnbindRole,
        e.PersonNamed: c.NamePerson,
        e.InterestDeclared: c.DeclareInterest,
        e.InterestEnded: c.EndInterest,
        e.LeadProposed: c.ProposeLead,
        e.HandoverPrepared: c.PrepareHandover,
        e.LeadAccepted: c.AcceptLead,
        e.LeadDeclined: c.DeclineLead,
        e.ProposalWithdrawn: c.WithdrawProposal,
        e.ProposalExpired: c.MarkProposalExpired,
        e.LeadTakenOver: c.TakeOverLead,
        e.ConsentGiven: c.GiveConsent,
        e.ConsentRefused: c.RefuseConsent,
        e.ConsentWithdrawn: c.WithdrawConsent,
        e.ConsentExpired: c.MarkConsentExpired,
        e.ParticipationSet: c.SetParticipation,
        e.OrderEnded: c.MarkOrderEnded,
        e.MinorityRecorded: c.RecordMinority,
        e.ConferenceConvened: c.ConveneConference,
        e.InvitedToConference: c.InviteToConference,
        e.StageEntered: c.EnterStage,
        e.AttendanceRecorded: c.RecordAttendance,
        e.ContributionRecorded: c.RecordContribution,
        e.DecisionRecorded: c.RecordDecision,
        e.ActionRecorded: c.RecordAction,
        e.ActionDone: c.CompleteAction,
        e.MinutesFiled: c.RecordMinutes,
        e.ConferenceClosed: c.CloseConference,
        e.ConferenceCancelled: c.CancelConference,
        e.NeedIdentified: c.IdentifyNeed,
        e.NeedAnswered: c.AnswerNeed,
        e.NeedDeclined: c.DeclineNeed,
        e.PlanAdopted: c.AdoptPlan,
        e.NoticeGiven: c.GiveNotice,
        e.NoticeAcknowledged: c.AcknowledgeNotice,
        e.DocumentFiled: c.FileDocument,
        e.ChannelOpened: c.OpenChannel,
        e.ChannelClosed: c.CloseChannel,
        e.SessionHeld: c.RecordSession,
        e.EffortRecorded: c.RecordEffort,
        e.ReferenceAdded: c.AddReference,
        e.ReferenceEnded: c.EndReference,
        e.ItemRecorded: c.RecordItem,
        e.ItemReleased: c.ReleaseItem,
        e.ItemDisclosed: c.DiscloseItem,
        e.ItemWithdrawn: c.WithdrawItem,
        e.WithdrawalTold: c.TellWithdrawn,
        e.InformationRequested: c.RequestInformation,
        e.RequestAnswered: c.AnswerRequest,
        e.ReviewReminded: c.MarkReviewReminded,
        e.ReviewCalled: c.CallReview,
        e.ReviewFellDue: c.MarkReviewDue,
        e.ReviewMissed: c.MarkReviewMissed,
        e.ReviewLeftOut: c.MarkReviewLeftOut,
        e.ReviewGivenUp: c.MarkReviewGivenUp,
        e.ReviewHeld: c.HoldReview,
        e.DeviationAllowed: c.AllowDeviation,
        e.BreachClosed: c.CloseBreach,
        e.EntryCorrected: c.CorrectEntry,
        e.ContentErased: c.EraseContent,
    }
)


def command_behind(entry: Entry) -> Command:
    """The command that recorded an entry, which is the first of what it recorded.

    It takes what the entry tells: an argument that was left out stands there as it was taken,
    free text that was erased as none. Raises KeyError for an event that only follows from others.
    """
    kind = ASKED_BY[type(entry.event)]
    given: dict[str, Any] = {"actor": entry.actor}
    if entry.occurred_at != entry.recorded_at:
        given["occurred_at"] = entry.occurred_at
    told = {one.name: getattr(entry.event, one.name) for one in fields(entry.event)}
    if isinstance(entry.event, e.CaseMigrated):
        told["digest"] = entry.event.workflow.digest
    told |= dict(entry.content)
    return kind(**given, **{one.name: told[one.name] for one in fields(kind) if one.name in told})
