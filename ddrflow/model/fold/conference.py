"""What takes place in a conference."""

from collections.abc import Mapping
from dataclasses import replace

from ddrflow.model import conference as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.events import Entry

Conferences = Mapping[str, c.Conference]


def convened(case: Case, entry: Entry, event: e.ConferenceConvened) -> Conferences:
    """The conference begins to exist."""
    conference = c.Conference(
        conference=event.conference,
        type=event.type,
        quorum=event.quorum,
        sitting=event.sitting,
        convened_at=entry.occurred_at,
        planned_on=event.planned_on,
        stage_since=entry.occurred_at,
        changed_at=entry.occurred_at,
    )
    return {**case.conferences, event.conference: conference}


def invited(case: Case, entry: Entry, event: e.InvitedToConference) -> Conferences:
    """One more invitation."""
    invitation = c.Invitation(event.role, event.organisation, event.need)
    old = case.conferences[event.conference]
    return _put(
        case, replace(old, changed_at=entry.occurred_at, invitations=(*old.invitations, invitation))
    )


def stage_entered(case: Case, entry: Entry, event: e.StageEntered) -> Conferences:
    """The next stage begins."""
    old = case.conferences[event.conference]
    since = entry.occurred_at
    begun = replace(
        old,
        changed_at=since,
        stage=event.stage,
        stage_since=since,
        stages_entered=(*old.stages_entered, event.stage),
        entered_at=(*old.entered_at, since),
    )
    return _put(case, begun)


def attendance_recorded(case: Case, entry: Entry, event: e.AttendanceRecorded) -> Conferences:
    """One more person in one stage."""
    one = c.Attendance(
        person=event.person,
        role=event.role,
        organisation=event.organisation,
        stage=event.stage,
        presence=event.presence,
        at=entry.occurred_at,
        deputy_for=event.deputy_for,
    )
    old = case.conferences[event.conference]
    return _put(case, replace(old, changed_at=entry.occurred_at, attendance=(*old.attendance, one)))


def contribution_recorded(case: Case, entry: Entry, event: e.ContributionRecorded) -> Conferences:
    """A role that does not attend has written."""
    old = case.conferences[event.conference]
    return _put(
        case,
        replace(old, changed_at=entry.occurred_at, contributions=(*old.contributions, event.role)),
    )


def decision_recorded(case: Case, entry: Entry, event: e.DecisionRecorded) -> Conferences:
    """One more decision."""
    old = case.conferences[event.conference]
    return _put(
        case, replace(old, changed_at=entry.occurred_at, decisions=(*old.decisions, event.decision))
    )


def action_recorded(case: Case, entry: Entry, event: e.ActionRecorded) -> Conferences:
    """One more task."""
    old = case.conferences[event.conference]
    action = c.Action(event.action, event.owner, event.due_on, event.responsible)
    return _put(case, replace(old, changed_at=entry.occurred_at, actions=(*old.actions, action)))


def action_done(case: Case, entry: Entry, event: e.ActionDone) -> Conferences:
    """The task is done."""
    old = case.conferences[event.conference]
    actions = tuple(
        replace(one, done_at=entry.occurred_at) if one.action == event.action else one
        for one in old.actions
    )
    return _put(case, replace(old, changed_at=entry.occurred_at, actions=actions))


def minutes_filed(case: Case, entry: Entry, event: e.MinutesFiled) -> Conferences:
    """One more set of minutes."""
    old = case.conferences[event.conference]
    return _put(
        case, replace(old, changed_at=entry.occurred_at, minutes=(*old.minutes, event.minutes))
    )


def closed(case: Case, entry: Entry, event: e.ConferenceClosed) -> Conferences:
    """The sitting ends."""
    at, old = entry.occurred_at, case.conferences[event.conference]
    return _put(
        case,
        replace(old, changed_at=entry.occurred_at, stage=c.CLOSED, stage_since=at, closed_at=at),
    )


def cancelled(case: Case, entry: Entry, event: e.ConferenceCancelled) -> Conferences:
    """The conference will not take place."""
    old = case.conferences[event.conference]
    return _put(case, replace(old, changed_at=entry.occurred_at, stage=c.CANCELLED))


def stopped(case: Case, entry: Entry, event: e.ConferenceStopped) -> Conferences:
    """The conference does not go on without the consent that it rested on."""
    old = case.conferences[event.conference]
    return _put(case, replace(old, changed_at=entry.occurred_at, stage=c.STOPPED))


def _put(case: Case, conference: c.Conference) -> Conferences:
    return {**case.conferences, conference.conference: conference}
