"""Commands drawn for a case from what each command declares of its arguments.

Every command is drawn, happened steps, late entries and corrections among them, mostly such
as could be given, some that could not: a history of them meets refusals of every kind.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from ddrflow.decide import candidates
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import COMMANDS, Command, OpenCase, TakeStep
from ddrflow.model.conference import Conference, Presence
from ddrflow.model.consent import Participation
from ddrflow.model.item import Item
from ddrflow.model.lead import HandoverStage
from ddrflow.model.recipients import recipients
from ddrflow.model.request import RequestAnswer
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.wire import COMMAND_NAMES, command_from

EVERY: Final[tuple[type[Command], ...]] = tuple(one for one in COMMANDS if one is not OpenCase)
ALWAYS: Final[tuple[type[Command], ...]] = (
    c.UnbindRole,
    c.NamePerson,
    c.GiveConsent,
    c.GiveConsent,
    c.WithdrawConsent,
    c.SetParticipation,
    c.ConveneConference,
    c.IdentifyNeed,
    c.IdentifyNeed,
    c.IdentifyNeed,
    c.AdoptPlan,
    c.GiveNotice,
    c.CorrectEntry,
)
LATE: Final = (timedelta(hours=1), timedelta(days=2), timedelta(days=40))
ENTER: Final = "enter "
#: Who may do it, by the name of the list in the kind of channel.
ON_CHANNELS: Final[Mapping[type[Command], str]] = {
    c.OpenChannel: "opened_by",
    c.CloseChannel: "closed_by",
    c.RecordSession: "used_by",
}


@st.composite
def commands(draw: st.DrawFn, workflow: Workflow, case: Case, now: datetime) -> Command:
    """A command on the case, by somebody who is a party to it, now or entered late.

    Nine in ten are such as the case could take next, one in ten is any command at all.
    """
    fitting = draw(st.sampled_from(range(10))) > 0
    kind = draw(st.sampled_from(_next_kinds(workflow, case) if fitting else EVERY))
    listed = candidates(workflow, case, kind, now)
    if not all(listed.values()):
        kind, listed = TakeStep, candidates(workflow, case, TakeStep, now)
    arguments = {name: draw(st.sampled_from(values)) for name, values in listed.items()}
    if fitting:
        arguments |= _likely(draw, workflow, case, kind, arguments, now)
    entitled = _entitled(workflow, case, kind, arguments) if fitting else []
    actor = draw(st.sampled_from(entitled) if entitled else _actors(case))
    at = draw(_times(case, now))
    at = None if kind is c.CorrectEntry else at
    return kind(actor=actor, occurred_at=at, **arguments)


@st.composite
def remedied(
    draw: st.DrawFn, workflow: Workflow, case: Case, now: datetime, remedies: Sequence[Remedy]
) -> Command | None:
    """One of the remedies of a refusal, as given, by somebody who may give it; None if nobody.

    None too where it is no command on the case but a fact above all cases.
    """
    remedy = draw(st.sampled_from(list(remedies)))
    if remedy.command not in COMMAND_NAMES:
        return None
    listed = candidates(workflow, case, COMMAND_NAMES[remedy.command], now)
    given: dict[str, object] = dict(remedy.filled)
    for name in remedy.open:
        if not listed.get(name):
            return None
        value = draw(st.sampled_from(listed[name]))
        given[name] = list(value) if isinstance(value, tuple) else value
    if "organisation" in remedy.open and given.get("role"):
        bound = case.parties.organisations(str(given["role"]), now)
        given["organisation"] = bound[0] if bound else f"org-{given['role']}"
    role = draw(st.sampled_from(remedy.by)) if remedy.by else case.lead.current.role
    playing = case.parties.organisations(role, now)
    if not playing:
        return None
    try:
        return command_from(remedy.command, given, Actor("p-1", playing[0], role), None)
    except BadCommand:
        return None


def _next_kinds(workflow: Workflow, case: Case) -> list[type[Command]]:
    """The commands that fit what the case has, those that bring it forward more than once."""
    if not case.is_open:
        return [c.CorrectEntry]
    kinds: list[type[Command]] = [TakeStep] * 7 + list(ALWAYS)
    waiting = case.lead.handover.stage is not HandoverStage.NONE
    kinds += [c.AcceptLead, c.TakeOverLead] * 6 if waiting else [c.ProposeLead] * 2
    kinds += [c.PrepareHandover, c.DeclineLead, c.WithdrawProposal] if waiting else []
    if any(one.is_under_way for one in case.conferences.values()):
        kinds += [c.EnterStage] * 14 + [c.RecordAttendance] * 18 + [c.InviteToConference] * 2
        kinds += [c.CloseConference] * 5 + [c.CancelConference, c.RecordContribution]
    if case.conferences:
        kinds += [c.RecordDecision, c.RecordAction, c.RecordMinutes, c.RecordAttendance]
        kinds += [c.CompleteAction]
    kinds += [c.RecordItem]
    kinds += [c.ReleaseItem] + [c.DiscloseItem] * 2 if case.information.items else []
    kinds += [c.TellWithdrawn] * 2 if _gone(case) else []
    kinds += [c.WithdrawItem] if case.information.items else []
    asked = any(one.answer is None for one in case.information.requests)
    kinds += [c.AnswerRequest] * 2 if asked else [c.RequestInformation]
    kinds += [c.AnswerNeed, c.DeclineNeed] if case.care.open_needs() else []
    kinds += [c.AcknowledgeNotice] if case.care.notices else []
    kinds += [c.HoldReview, c.CallReview] if case.reviews else []
    consents, types = workflow.procedure.consents, workflow.procedure.conferences.values()
    kinds += [c.RecordMinority] if any(one.minor for one in consents.values()) else []
    orders = [one.consent for one in types if one.consent and one.consent.unless_ordered]
    kinds += [c.SetParticipation] * 2 if orders else []
    kinds += [c.OpenChannel] * 4 if workflow.procedure.channels else []
    kinds += [c.CloseChannel, c.RecordSession, c.RecordSession] if case.access.channels else []
    kinds += [c.CloseBreach] * 5 if case.exceptions.open_breaches() else []
    return kinds


def _actors(case: Case) -> st.SearchStrategy[Actor]:
    lead = case.lead.current
    leading = Actor("p-1", lead.organisation, lead.role)
    handover = case.lead.handover
    anybody = [Actor("p-2", one.organisation, one.role) for one in case.parties.bindings]
    if handover.role:
        anybody += [Actor("p-3", handover.organisation, handover.role)] * 8
    return st.sampled_from([leading] * len(anybody) + anybody)


def _entitled(
    workflow: Workflow, case: Case, kind: type[Command], arguments: Mapping[str, Any]
) -> list[Actor]:
    """Those who may bring forward what a command names, or whose it is."""
    whose = _whose(case, kind, arguments)
    if whose is not None:
        return [whose]
    roles: tuple[str, ...] = ()
    conference = case.conferences.get(arguments.get("conference", ""))
    if conference is not None:
        roles = workflow.procedure.conferences[conference.type].convened_by
    if kind in ON_CHANNELS:
        channel = case.access.channel(arguments["channel"])
        ways = workflow.procedure.channels[channel.kind if channel else arguments["kind"]]
        roles = getattr(ways, ON_CHANNELS[kind])
    return [
        Actor("p-2", one.organisation, one.role)
        for one in case.parties.bindings
        if one.role in roles
    ]


def _whose(case: Case, kind: type[Command], arguments: Mapping[str, Any]) -> Actor | None:
    """Who owns the item that is withdrawn, or was asked."""
    if kind in (c.WithdrawItem, c.TellWithdrawn):
        item = case.information.item(arguments["item"])
        return Actor("p-2", item.organisation, item.role) if item else None
    if kind is c.AnswerRequest:
        request = case.information.request(arguments["request"])
        return Actor("p-2", request.organisation, request.role) if request else None
    return None


def _times(case: Case, now: datetime) -> st.SearchStrategy[datetime | None]:
    late = [max(case.opened_at, now - back) for back in LATE]
    return st.sampled_from([None] * 24 + late)


def _likely(
    draw: st.DrawFn,
    workflow: Workflow,
    case: Case,
    kind: type[Command],
    drawn: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """Arguments that go together: a role with its organisation, a stage with its conference."""
    found: dict[str, Any] = {}
    if drawn.get("conference") and kind is not c.ConveneConference:
        found |= _in_conference(draw, workflow, case, kind)
    if "organisation" in drawn and "role" in drawn:
        role = found.get("role", drawn["role"])
        bound = case.parties.organisations(role, now)
        found["organisation"] = bound[0] if bound else f"org-{role}"
    found |= _of_information(draw, workflow, case, kind, drawn, now)
    if kind is TakeStep:
        found |= _onward(draw, workflow, case)
    if kind is c.InviteToConference and case.care.open_needs():
        found["need"] = draw(st.sampled_from(case.care.open_needs())).need
    if kind is c.OpenChannel:
        ways = workflow.procedure.channels[drawn["kind"]]
        found["modality"] = draw(st.sampled_from(ways.modalities))
        found["through"] = draw(st.sampled_from(ways.through or ("",)))
        found |= {"organisation": "", "person": ""}
    if kind is c.FileDocument and not (drawn["role"] and found["organisation"]):
        found |= {"role": "", "organisation": "", "person": ""}
    found |= _taking_part(draw, workflow, kind, drawn, now)
    if kind is c.CorrectEntry:
        found["wrong"] = draw(st.sampled_from(range(max(1, case.version - 8), case.version + 1)))
    return found


def _taking_part(
    draw: st.DrawFn,
    workflow: Workflow,
    kind: type[Command],
    drawn: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """An order with its last day, a consent to the current text, a day of age to come."""
    found: dict[str, Any] = {}
    if kind is c.SetParticipation:
        ordered = drawn["participation"] is Participation.ORDERED
        days = draw(st.sampled_from([None, None, 0, 30])) if ordered else None
        until = None if days is None else now.date() + timedelta(days=days)
        found |= {"order": "order-1" if ordered else "", "until": until}
    if kind is c.RecordMinority:
        found["until"] = now.date() + timedelta(days=draw(st.sampled_from([0, 20, 900])))
    if kind is c.GiveConsent:
        days = draw(st.sampled_from([None, None, 0, 30]))
        found["expires_on"] = None if days is None else now.date() + timedelta(days=days)
        found["text_version"] = workflow.procedure.consents[drawn["scope"]].text_version
    return found


def _of_information(
    draw: st.DrawFn,
    workflow: Workflow,
    case: Case,
    kind: type[Command],
    drawn: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """Who may be told an item, or who has one that was withdrawn; an answer that fits itself."""
    if kind is c.DiscloseItem:
        return _disclosed(draw, workflow, case, now)
    if kind is c.TellWithdrawn:
        return _to_tell(draw, workflow, case)
    if kind is c.AnswerRequest:
        refused = drawn["answer"] is RequestAnswer.REFUSED
        return {"items": (), "why": "not-released" if refused else ""}
    return {}


def _disclosed(draw: st.DrawFn, workflow: Workflow, case: Case, now: datetime) -> dict[str, Any]:
    """A recipient who may be told on the basis, where the file declares one."""
    bases = list(workflow.procedure.bases.values())
    if not bases or draw(st.booleans()):
        return {}
    basis = draw(st.sampled_from(bases))
    role = draw(st.sampled_from(basis.to))
    bound = case.parties.organisations(role, now)
    organisation = bound[0] if bound else f"org-{role}"
    return {"basis": basis.name, "role": role, "organisation": organisation}


def _gone(case: Case) -> list[Item]:
    return [one for one in case.information.items if one.withdrawn_at is not None]


def _to_tell(draw: st.DrawFn, workflow: Workflow, case: Case) -> dict[str, Any]:
    """Somebody who has an item that was withdrawn, where there is one."""
    found = [
        (item.item, one)
        for item in _gone(case)
        for one in recipients(workflow.procedure, case, item)
    ]
    if not found:
        return {}
    name, to = draw(st.sampled_from(found))
    return {"item": name, "role": to.role, "organisation": to.organisation}


def _onward(draw: st.DrawFn, workflow: Workflow, case: Case) -> dict[str, Any]:
    """A step from here; one that ends the case once in a while."""
    steps = workflow.steps_from(case.position.state)
    ending = [step.trigger for step in steps if step.target.phase is None]
    onward = [step.trigger for step in steps if step.target.phase is not None]
    return {"trigger": draw(st.sampled_from(onward * 12 + ending or ["none"]))}


def _in_conference(
    draw: st.DrawFn, workflow: Workflow, case: Case, kind: type[Command]
) -> dict[str, Any]:
    """The conference of the day, its next stage, and those who are still missing."""
    running = [one for one in case.conferences.values() if one.is_under_way]
    chosen = (running or list(case.conferences.values()))[-1]
    found: dict[str, Any] = {"conference": chosen.conference}
    if kind is c.EnterStage:
        found |= _next_stage(draw, workflow, chosen)
    if kind is c.RecordAttendance:
        found |= {"stage": "", "deputy_for": ""}
    if kind is c.RecordAttendance and chosen.missing_core():
        found["role"] = draw(st.sampled_from(chosen.missing_core()))
        found["presence"] = draw(st.sampled_from([*[Presence.IN_PERSON] * 3, *Presence]))
    return found


def stages_after(workflow: Workflow, conference: Conference) -> list[str]:
    """The stages that a conference can enter next."""
    return [
        trigger.removeprefix(ENTER)
        for stage, trigger in workflow.procedure.conferences[conference.type].graph
        if stage == conference.stage and trigger.startswith(ENTER)
    ]


def _next_stage(draw: st.DrawFn, workflow: Workflow, conference: Conference) -> dict[str, Any]:
    onward = stages_after(workflow, conference)
    return {"stage": draw(st.sampled_from(onward))} if onward else {}
