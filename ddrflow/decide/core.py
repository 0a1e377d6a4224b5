"""`decide`: one command, one answer, every reason at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ddrflow.decide import acts
from ddrflow.decide.act import Act, name_of, wrong_state
from ddrflow.decide.audience import as_decided_for, known_to
from ddrflow.decide.correction import correct
from ddrflow.decide.numbering import in_words_of, of_the_record
from ddrflow.decide.opening import open_case
from ddrflow.decide.overstaying import overstay
from ddrflow.decide.settling import settled
from ddrflow.decide.stepping import take_step
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER, Phase, Viewer
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.question import Question
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow
from ddrflow.wire import arguments_of

Handler = Callable[[Workflow, Case, Any, datetime], Act | Decision]

HANDLERS: Final[dict[type[c.Command], Handler]] = {
    c.MarkStateOverstayed: overstay,
    c.BindRole: acts.parties.bind,
    c.UnbindRole: acts.parties.unbind,
    c.NamePerson: acts.parties.name,
    c.DeclareInterest: acts.interest.declare,
    c.EndInterest: acts.interest.end,
    c.ProposeLead: acts.lead.propose,
    c.PrepareHandover: acts.lead.prepare,
    c.AcceptLead: acts.lead.accept,
    c.DeclineLead: acts.lead.decline,
    c.WithdrawProposal: acts.lead.withdraw,
    c.MarkProposalExpired: acts.lead.expire,
    c.TakeOverLead: acts.lead.take_over,
    c.GiveConsent: acts.consent.give,
    c.RefuseConsent: acts.consent.refuse,
    c.WithdrawConsent: acts.consent.withdraw,
    c.MarkConsentExpired: acts.consent.expire,
    c.SetParticipation: acts.consent.participation,
    c.MarkOrderEnded: acts.consent.end_order,
    c.RecordMinority: acts.consent.minority,
    c.ConveneConference: acts.conference.convene,
    c.InviteToConference: acts.conference.invite,
    c.EnterStage: acts.conference.enter_stage,
    c.RecordAttendance: acts.conference.attend,
    c.CloseConference: acts.conference.close,
    c.CancelConference: acts.conference.cancel,
    c.RecordContribution: acts.minutes.contribute,
    c.RecordDecision: acts.minutes.decision,
    c.RecordAction: acts.minutes.action,
    c.CompleteAction: acts.minutes.done,
    c.RecordMinutes: acts.minutes.file,
    c.IdentifyNeed: acts.care.identify,
    c.AnswerNeed: acts.care.answer,
    c.DeclineNeed: acts.care.decline,
    c.AdoptPlan: acts.care.adopt,
    c.GiveNotice: acts.care.notify,
    c.AcknowledgeNotice: acts.care.acknowledge,
    c.FileDocument: acts.care.file,
    c.OpenChannel: acts.access.open_,
    c.CloseChannel: acts.access.close,
    c.RecordSession: acts.access.use,
    c.RecordEffort: acts.effort.record,
    c.AddReference: acts.reference.add,
    c.EndReference: acts.reference.end,
    c.MarkReviewReminded: acts.review.remind,
    c.CallReview: acts.review.call,
    c.RecordItem: acts.information.record,
    c.ReleaseItem: acts.information.release,
    c.DiscloseItem: acts.information.disclose,
    c.WithdrawItem: acts.information.withdraw,
    c.TellWithdrawn: acts.information.tell_withdrawn,
    c.RequestInformation: acts.requests.ask,
    c.AnswerRequest: acts.requests.answer,
    c.MarkReviewDue: acts.review.due,
    c.MarkReviewMissed: acts.review.missed,
    c.MarkReviewLeftOut: acts.review.leave_out,
    c.MarkReviewGivenUp: acts.review.give_up,
    c.HoldReview: acts.review.hold,
    c.AllowDeviation: acts.exceptions.allow,
    c.CloseBreach: acts.exceptions.close,
    c.EraseContent: acts.exceptions.erase,
}


#: What may still be recorded when a case has ended: a breach mended, a consent taken back, who
#: heard that an item was withdrawn, free text erased, what the work cost, where it goes on.
AFTER_THE_END: Final = (
    c.CloseBreach,
    c.WithdrawConsent,
    c.TellWithdrawn,
    c.EraseContent,
    c.RecordEffort,
    c.AddReference,
    c.EndReference,
)

#: What is about a person, and has no place in the life of a partnership (paper R95).
OF_A_PERSON: Final = (
    c.RecordItem,
    c.RequestInformation,
    c.IdentifyNeed,
    c.SetParticipation,
    c.RecordMinority,
    c.AddReference,
)


def decide(
    workflow: Workflow,
    case: Case | None,
    standing: Standing | None,
    command: c.Command,
    now: datetime,
    history: Sequence[Entry] = (),
) -> Decision:
    """Answer a command on a case as it is at `now`; `case` is None before it is opened.

    Only a correction and an erasure read `history`, every entry so far. An actor that may not
    see all of it knows of what it may: an id of the rest is unknown, a number is its own. Raises
    BadCommand for a command that cannot be asked at all: a time in the future or before the
    case, an unknown id.
    """
    at = command.occurred_at or now
    if at > now:
        raise BadCommand("occurred_at", f"{at.isoformat()} lies in the future")
    if case is None:
        return open_case(workflow, standing, command, at)
    if at < case.opened_at:
        raise BadCommand("occurred_at", f"{at.isoformat()} lies before the case was opened")
    if case.interests and command.actor != KEEPER:
        case = as_decided_for(workflow, case, Viewer.of(command.actor))
    if type(command) is c.TakeStep:
        return take_step(workflow, case, standing, command, at, now)
    command, numbers = of_the_record(workflow, case, command, (at, now), history)
    if isinstance(command, c.CorrectEntry):
        corrected = correct(workflow, case, standing, command, now, history)
        return in_words_of(corrected, numbers)
    if not case.is_open and not isinstance(command, AFTER_THE_END):
        return wrong_state("case.closed")
    if case.position.phase is Phase.PARTNERSHIP and isinstance(command, OF_A_PERSON):
        return wrong_state("case.of-no-person")
    decision = _handled(workflow, case, standing, command, at, now)
    # A number of its actor's own would name another entry to whoever gives the command instead.
    return decision if numbers or decision.is_allowed else _completed(decision, command)


def _handled(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    command: c.Command,
    at: datetime,
    now: datetime,
) -> Decision:
    """Ask what a command amounts to, and then its rules.

    It is asked first on what its actor knew of then and knows of now: what it may not know of
    does not answer. Only what is allowed there meets the rest, such as an id that is taken.
    """
    handler = HANDLERS.get(type(command))
    if isinstance(command, c.MigrateCase):
        raise BadCommand("command", "two versions decide on it together", "`migrate` asks both")
    if handler is None:
        raise BadCommand("command", f"`{name_of(command)}` does not act on an open case")
    known = case
    if command.actor != KEEPER:
        viewer = Viewer.of(command.actor)
        then = case if at == now else known_to(workflow, case, viewer, at)
        known = known_to(workflow, then, viewer, now)
    decision = _asked(handler, workflow, known, case, standing, command, at, now)
    if decision.is_allowed and known is not case:
        decision = _asked(handler, workflow, case, case, standing, command, at, now)
    return decision


def _asked(
    handler: Handler,
    workflow: Workflow,
    known: Case,
    case: Case,
    standing: Standing | None,
    command: c.Command,
    at: datetime,
    now: datetime,
) -> Decision:
    act = handler(workflow, known, command, at)
    if isinstance(act, Decision):
        return act
    question = Question(case, standing, workflow.procedure, command.actor, at, act.about)
    return settled(workflow, case, act, question, now)


def _completed(decision: Decision, command: c.Command) -> Decision:
    """Where somebody else may give this very command, the remedy carries its arguments."""
    name = name_of(command)
    given = tuple(arguments_of(command, with_words=False).items())
    verdicts = tuple(
        replace(
            verdict,
            remedies=tuple(
                replace(one, filled=given)
                if one.command == name and not one.filled and not one.open
                else one
                for one in verdict.remedies
            ),
        )
        if verdict.refuses
        else verdict
        for verdict in decision.verdicts
    )
    return replace(decision, verdicts=verdicts)
