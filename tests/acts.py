"""What is done in many cases: a hand-over, a conference from its convening on, a consent."""

from datetime import date, datetime

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.conference import Presence
from tests.builders import ORGANISATIONS, UNIT, Desk, actor


def hand_over(desk: Desk, role: str, old: Actor = UNIT) -> None:
    """The lead goes to another role, in three acts."""
    desk.do(
        c.ProposeLead(actor=old, role=role, organisation=ORGANISATIONS[role]),
        c.AcceptLead(actor=actor(role)),
        c.TakeOverLead(actor=old),
    )


def convened(desk: Desk, name: str = "k-1", kind: str = "closed-door") -> None:
    """The unit convenes a conference for today."""
    today = desk.now.date()
    desk.do(c.ConveneConference(actor=UNIT, conference=name, type=kind, planned_on=today))


def entered(desk: Desk, *stages: str, name: str = "k-1") -> None:
    """A conference goes through these stages."""
    desk.do(*(c.EnterStage(actor=UNIT, conference=name, stage=one) for one in stages))


def attends(
    role: str,
    person: str = "",
    *,
    name: str = "k-1",
    presence: Presence = Presence.IN_PERSON,
    deputy_for: str = "",
    organisation: str = "",
) -> c.RecordAttendance:
    """The unit records that somebody of a role was there."""
    return c.RecordAttendance(
        actor=UNIT,
        conference=name,
        person=person or f"p-{role}",
        role=role,
        organisation=organisation or ORGANISATIONS[role],
        presence=presence,
        deputy_for=deputy_for,
    )


def held(desk: Desk, name: str = "k-1") -> None:
    """A closed-door conference is held now, from its convening to its end."""
    convened(desk, name)
    entered(desk, "preparation", "exchange", name=name)
    desk.do(
        attends("police", name=name),
        attends("unit", name=name),
        attends("unit", "p-unit-2", name=name),
    )
    entered(desk, "decision", name=name)
    desk.do(c.CloseConference(actor=UNIT, conference=name))


def agreed(
    scope: str = "sharing",
    text: str = "2",
    at: datetime | None = None,
    until: date | None = None,
) -> c.GiveConsent:
    """The unit records the client's consent."""
    return c.GiveConsent(
        actor=UNIT,
        scope=scope,
        text_version=text,
        language="de",
        witness="p-9",
        occurred_at=at,
        expires_on=until,
    )
