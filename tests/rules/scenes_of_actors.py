"""Situations about who acts, and about who may act beyond a remit, as in `scenes`."""

from datetime import datetime, timedelta

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from tests.acts import convened, entered, hand_over
from tests.builders import (
    COURT,
    ORGANISATIONS,
    POLICE,
    PRISON,
    START,
    UNIT,
    WELFARE,
    Asked,
    Desk,
    actor,
    opened,
)
from tests.rules.scenes import DAY, second, with_second
from tests.rules.scenes_of_leads import accepted, proposed

# ---- who acts


def need(desk: Desk, by: Actor, name: str = "n-1", at: datetime | None = None) -> Asked:
    """Somebody identifies a need."""
    command = c.IdentifyNeed(actor=by, need=name, kind="housing", owner="unit", occurred_at=at)
    return desk.asks(command)


def unbound() -> Asked:
    """A second welfare organisation acts without being a party."""
    return need(opened(), actor("welfare", "Welfare South"))


def binding_starts(offset: timedelta) -> Asked:
    """It acts so long before or after it became a party, a day after the opening."""
    desk = opened()
    desk.later(days=1)
    desk.do(c.BindRole(actor=UNIT, role="welfare", organisation="Welfare South"))
    starts = desk.now
    desk.later(days=1)
    return need(desk, actor("welfare", "Welfare South"), at=starts + offset)


def binding_ends(offset: timedelta) -> Asked:
    """An organisation acts so long before or after its part in the case ended."""
    desk = opened()
    desk.later(days=1)
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    ends = desk.now
    desk.later(days=1)
    return need(desk, WELFARE, at=ends + offset)


def step_by(by: Actor) -> Asked:
    """Somebody takes a step that is the prison's or the unit's to take."""
    return opened().take("stay", by)


def convening_by(by: Actor) -> Asked:
    """Somebody convenes a conference that is the police's or the unit's to convene."""
    desk = opened()
    today = desk.now.date()
    return desk.asks(
        c.ConveneConference(actor=by, conference="k-1", type="closed-door", planned_on=today)
    )


def closing_by(by: Actor) -> Asked:
    """Somebody ends the sitting of a closed-door conference of the police and the unit."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    return desk.asks(c.CloseConference(actor=by, conference="k-1"))


def closing_by_invited() -> Asked:
    """Welfare was invited and ends the sitting."""
    desk = opened()
    desk.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"))
    convened(desk)
    desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference="k-1",
            role="welfare",
            organisation="Welfare North",
            need="n-1",
        )
    )
    entered(desk, "preparation", "exchange")
    return desk.asks(c.CloseConference(actor=WELFARE, conference="k-1"))


def adopting_by(by: Actor) -> Asked:
    """Somebody adopts a plan that is the unit's or welfare's to adopt."""
    return opened().asks(c.AdoptPlan(actor=by, kind="plan", parts=("residence", "work")))


def filing_by(by: Actor) -> Asked:
    """Somebody files a report that is the clinic's or the unit's to file."""
    return opened().asks(c.FileDocument(actor=by, kind="report", document="d-1"))


def approving_by(by: Actor) -> Asked:
    """Somebody approves a deviation that is the court's or the prison's to approve."""
    return opened().asks(
        c.AllowDeviation(actor=by, rule="plan.adopted", until=START + DAY, asked_by="p-asker")
    )


def bringing_in(desk: Desk, by: Actor) -> Asked:
    """Somebody lets an organisation into the case, as only the lead does."""
    return desk.asks(c.BindRole(actor=by, role="mentor", organisation="Mentor North"))


def led_by_another() -> Asked:
    """An agency that does not lead lets an organisation in."""
    return bringing_in(opened(), PRISON)


def led_by_namesake() -> Asked:
    """The other organisation in the lead's role lets an organisation in."""
    return bringing_in(with_second("unit"), second("unit"))


def led_by_predecessor() -> Asked:
    """The lead of yesterday lets an organisation in."""
    desk = opened()
    hand_over(desk, "police")
    return bringing_in(desk, UNIT)


def led_by_lead() -> Asked:
    """The lead lets an organisation in."""
    return bringing_in(opened(), UNIT)


def accepting_by(by: Actor) -> Asked:
    """Somebody accepts the lead that was proposed to the police."""
    desk = with_second("police")
    return proposed(desk).asks(c.AcceptLead(actor=by))


def taking_over_by(by: Actor) -> Asked:
    """Somebody lets the hand-over to the police take effect."""
    return accepted(with_second("police")).asks(c.TakeOverLead(actor=by))


def taking_over_by_predecessor() -> Asked:
    """The lead before the present one lets a hand-over take effect."""
    desk = opened()
    hand_over(desk, "police")
    desk.do(
        c.ProposeLead(actor=POLICE, role="probation", organisation=ORGANISATIONS["probation"]),
        c.AcceptLead(actor=actor("probation")),
    )
    return desk.asks(c.TakeOverLead(actor=UNIT))


def need_by(by: Actor) -> Asked:
    """Somebody of the case identifies a need."""
    return need(opened(), by)


# ---- remit


def outside(offset: timedelta = DAY) -> Desk:
    """A case that came out of prison by order of the court, so long ago."""
    desk = opened()
    desk.later(days=1)
    desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    desk.at(desk.now + offset)
    return desk


def need_outside(by: Actor, offset: timedelta = DAY) -> Asked:
    """Somebody identifies a need so long after release; the prison's remit ended with it."""
    return need(outside(offset), by)


def inviting_outside(role: str, desk: Desk | None = None) -> Asked:
    """The unit invites a role to a conference, after release or on another case."""
    asked = desk or outside()
    asked.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"))
    convened(asked)
    return asked.asks(
        c.InviteToConference(
            actor=UNIT,
            conference="k-1",
            role=role,
            organisation=ORGANISATIONS[role],
            need="n-1",
        )
    )
