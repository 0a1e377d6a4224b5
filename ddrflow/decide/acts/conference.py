"""A conference from its convening to the end of its sitting."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, new, wrong_state
from ddrflow.decide.acts.parties import not_bound
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference, ConferenceType, Presence
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow

ENTER = "enter "


def convene(
    workflow: Workflow, case: Case, command: c.ConveneConference, at: datetime
) -> Act | Decision:
    """Whoever the file names calls it together; consent is asked where scheduling needs it."""
    del at
    types = workflow.procedure.conferences
    known("type", command.type, "conference type", types)
    new("conference", command.conference, "conference", case.conferences)
    kind = types[command.type]
    event = e.ConferenceConvened(
        command.conference, kind.name, command.planned_on, kind.quorum, kind.sitting
    )
    about = About("convene-conference", type=kind)
    rules = (workflow.built_in.bound, workflow.built_in.in_remit, *kind.to_convene)
    return Act(rules, drafted(event, necessity=command.necessity), about)


def invite(
    workflow: Workflow, case: Case, command: c.InviteToConference, at: datetime
) -> Act | Decision:
    """The convenor asks an organisation to come; one that is not core for a need."""
    conference, kind = find(workflow, case, command.conference)
    known("role", command.role, "agency", workflow.procedure.agencies)
    if not conference.is_under_way:
        return over(conference)
    stranger = _stranger(case, kind, command, at)
    if stranger is not None:
        return stranger
    event = e.InvitedToConference(
        command.conference, command.role, command.organisation, command.need
    )
    about = About(
        "invite-to-conference",
        role=command.role,
        organisation=command.organisation,
        type=kind,
        conference=conference,
        need=command.need,
    )
    rules = (workflow.built_in.bound, workflow.built_in.in_remit, *kind.to_invite)
    return Act(rules, drafted(event, relevance=command.relevance), about)


def enter_stage(
    workflow: Workflow, case: Case, command: c.EnterStage, at: datetime
) -> Act | Decision:
    """The next stage begins; the file's rules for it and its consent are asked."""
    conference, kind = find(workflow, case, command.conference)
    known("stage", command.stage, "stage", (stage.name for stage in kind.stages))
    if (conference.stage, ENTER + command.stage) not in kind.graph:
        return not_from_here(workflow, conference, kind)
    if at < _last_seen(conference):
        return too_early(conference)
    about = About("enter-stage", type=kind, stage=command.stage, conference=conference)
    rules = (workflow.built_in.bound, workflow.built_in.in_remit, *kind.to_enter[command.stage])
    event = e.StageEntered(command.conference, command.stage)
    return Act(rules, drafted(event), about, unsettles=True)


def attend(
    workflow: Workflow, case: Case, command: c.RecordAttendance, at: datetime
) -> Act | Decision:
    """A person was there. Recorded late, it counts for the stage that it names."""
    conference, kind = find(workflow, case, command.conference)
    known("role", command.role, "agency", workflow.procedure.agencies)
    new("person", command.person, "attendance", ())
    late = conference.closed_at is not None
    stage = command.stage or (conference.stage if not late else conference.sitting[-1])
    if stage not in conference.sitting or stage not in conference.stages_entered:
        entered = ", ".join(conference.stages_entered) or "none"
        fields = (Field("stage", stage), Field("entered", entered))
        return wrong_state("attendance.not-in-sitting", *fields)
    if conference.closed_at is None and not conference.is_under_way:
        return over(conference)
    if at < conference.convened_at or (conference.closed_at and at > conference.closed_at):
        return too_early(conference)
    refusal = _counted_twice(conference, command, stage) or _stranger(case, kind, command, at)
    if refusal is not None:
        return refusal
    event = e.AttendanceRecorded(
        conference=command.conference,
        person=command.person,
        role=command.role,
        organisation=command.organisation,
        stage=stage,
        presence=command.presence,
        deputy_for=command.deputy_for,
    )
    about = About(
        "record-attendance",
        role=command.role,
        organisation=command.organisation,
        type=kind,
        stage=stage,
        conference=conference,
        person=command.person,
        deputy_for=command.deputy_for,
    )
    rules = (workflow.built_in.bound, workflow.built_in.in_remit, *kind.to_attend)
    return Act(rules, drafted(event), about, unsettles=late)


def close(
    workflow: Workflow, case: Case, command: c.CloseConference, at: datetime
) -> Act | Decision:
    """The sitting ends; without its core it counts as inquorate, without consent it cannot."""
    conference, kind = find(workflow, case, command.conference)
    if (conference.stage, "close-conference") not in kind.graph:
        return not_from_here(workflow, conference, kind)
    if at < _last_seen(conference):
        return too_early(conference)
    about = About("close-conference", type=kind, conference=conference)
    agreed = kind.agreed if kind.is_consent_needed(conference.stage) else ()
    rules = (workflow.built_in.bound, *kind.to_record, *agreed)
    return Act(rules, drafted(e.ConferenceClosed(command.conference)), about, unsettles=True)


def cancel(
    workflow: Workflow, case: Case, command: c.CancelConference, at: datetime
) -> Act | Decision:
    """The conference is called off."""
    conference, kind = find(workflow, case, command.conference)
    if (conference.stage, "cancel-conference") not in kind.graph:
        return not_from_here(workflow, conference, kind)
    if at < conference.stage_since:
        return too_early(conference)
    rules = (workflow.built_in.bound, *kind.to_record)
    event = e.ConferenceCancelled(command.conference)
    about = About("cancel-conference", type=kind, conference=conference)
    return Act(rules, drafted(event, reason=command.reason), about)


def _last_seen(conference: Conference) -> datetime:
    """When something last took place in it: nothing before that follows it."""
    return max([conference.stage_since, *(one.at for one in conference.attendance)])


def find(workflow: Workflow, case: Case, name: str) -> tuple[Conference, ConferenceType]:
    """The conference of this id and its type; raises BadCommand when there is none."""
    known("conference", name, "conference", case.conferences)
    conference = case.conferences[name]
    return conference, workflow.procedure.conferences[conference.type]


def _counted_twice(
    conference: Conference, command: c.RecordAttendance, stage: str
) -> Decision | None:
    """One person sits for one role, and once in a stage."""
    for one in conference.attendance:
        if one.person != command.person:
            continue
        if one.role != command.role:
            fields = (Field("person", one.person), Field("role", one.role))
            return wrong_state("attendance.sits-for-another", *fields)
        if one.stage == stage and one.presence is not Presence.NOT_RECORDED:
            return wrong_state("attendance.recorded-already", Field("person", one.person))
    return None


def _stranger(
    case: Case,
    kind: ConferenceType,
    command: c.InviteToConference | c.RecordAttendance,
    at: datetime,
) -> Decision | None:
    """An organisation that does not play the role then; a barred role is for the rules to tell."""
    if command.role in kind.barred:
        return None
    return not_bound(case, command.role, command.organisation, at)


def over(conference: Conference) -> Decision:
    """The conference has ended."""
    return wrong_state(
        "conference.over",
        Field("conference", conference.conference),
        Field("stage", conference.stage),
    )


def too_early(conference: Conference) -> Decision:
    """The time given does not fit the conference."""
    return wrong_state(
        "conference.time-does-not-fit",
        Field("conference", conference.conference),
        Field("stage", conference.stage),
        Field("since", conference.stage_since.isoformat()),
    )


def not_from_here(workflow: Workflow, conference: Conference, kind: ConferenceType) -> Decision:
    """What the conference can do from its present stage."""
    del workflow
    named = ("conference", conference.conference)
    remedies = tuple(
        Remedy("enter-stage", (named, ("stage", trigger.removeprefix(ENTER))))
        if trigger.startswith(ENTER)
        else Remedy(trigger, (named,))
        for source, trigger in kind.graph
        if source == conference.stage and trigger != "stop"
    )
    typed, openly = (("type", kind.name),), ("conference", "planned_on")
    again = Remedy("convene-conference", typed, openly, kind.convened_by)
    return wrong_state(
        "conference.not-from-here",
        Field("conference", conference.conference, kind.information),
        Field("stage", conference.stage, kind.information),
        remedies=remedies or (again,),
    )
