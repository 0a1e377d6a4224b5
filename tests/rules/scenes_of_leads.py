"""Situations about the lead: who may take over, who accepted, and what is owed by who leaves."""

from datetime import timedelta

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from tests.acts import convened, hand_over
from tests.builders import ORGANISATIONS, POLICE, UNIT, Asked, Desk, actor, opened, unopened
from tests.rules.scenes import late, with_second


def proposed(desk: Desk, role: str = "police") -> Desk:
    """The unit has proposed a successor."""
    desk.do(c.ProposeLead(actor=UNIT, role=role, organisation=ORGANISATIONS[role]))
    return desk


def accepted(desk: Desk, role: str = "police") -> Desk:
    """The successor that the unit proposed has accepted."""
    proposed(desk, role)
    desk.do(c.AcceptLead(actor=actor(role)))
    return desk


# ---- the lead


def ineligible() -> Asked:
    """The prison, which the file does not list as a lead, is about to take over."""
    return accepted(opened(), "prison").asks(c.TakeOverLead(actor=UNIT))


def opening_by(by: Actor) -> Asked:
    """Somebody opens a case in custody."""
    desk = unopened()
    opening = c.OpenCase(actor=by, bindings=tuple(ORGANISATIONS.items()))
    return Asked(desk, None, opening, desk.now)


def eligible_later() -> Asked:
    """The police, a lead in custody only, is about to take over when release is prepared."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    return accepted(desk).asks(c.TakeOverLead(actor=UNIT))


def coordinating(role: str) -> Asked:
    """A role is proposed as lead."""
    return opened().asks(
        c.ProposeLead(actor=UNIT, role=role, organisation=ORGANISATIONS[role]),
    )


def leaving(desk: Desk | None = None) -> Desk:
    """The unit leads a case in which release is being prepared."""
    chosen = desk or opened()
    chosen.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    return chosen


def uncovered() -> Asked:
    """The unit, whose remit ends with release, leads over the gate."""
    return leaving().take("release")


def covered() -> Asked:
    """The unit leads into the preparation of release."""
    return opened().take("prepare")


def uncovered_with_successor() -> Asked:
    """Aftercare could lead on and has been proposed; the unit still leads."""
    return proposed(leaving(), "aftercare").take("release")


def covered_since(offset: timedelta) -> Asked:
    """Aftercare took over a day after; the step is entered for near that instant."""
    desk = leaving()
    desk.later(days=1)
    hand_over(desk, "aftercare")
    taken = desk.now
    desk.later(days=1)
    return late(desk, "release", taken + offset)


def taking_over_unproposed() -> Asked:
    """The lead hands over to nobody."""
    return opened().asks(c.TakeOverLead(actor=UNIT))


def taking_over_unaccepted() -> Asked:
    """The lead hands over to somebody who has not answered."""
    return proposed(opened()).asks(c.TakeOverLead(actor=UNIT))


def taking_over_prepared() -> Asked:
    """The lead hands over to somebody who was given everything and has not answered."""
    desk = proposed(opened())
    desk.do(c.PrepareHandover(actor=UNIT, package=("plan", "notices")))
    return desk.asks(c.TakeOverLead(actor=UNIT))


def taking_over_accepted() -> Asked:
    """The successor has accepted."""
    return accepted(opened()).asks(c.TakeOverLead(actor=UNIT))


def leaving_case(desk: Desk, role: str, by: Actor = UNIT) -> Asked:
    """The lead ends an organisation's part in the case."""
    command = c.UnbindRole(actor=by, role=role, organisation=ORGANISATIONS[role])
    return desk.asks(command)


def lead_leaves() -> Asked:
    """The lead ends its own part."""
    return leaving_case(opened(), "unit")


def new_lead_leaves() -> Asked:
    """A successor ends its own part."""
    desk = opened()
    hand_over(desk, "police")
    return leaving_case(desk, "police", POLICE)


def other_leaves() -> Asked:
    """The lead ends another organisation's part."""
    return leaving_case(opened(), "welfare")


# ---- what is owed


def owner_leaves(*, needs: int = 1) -> Asked:
    """Welfare owns so many open needs and is let go."""
    desk = opened()
    names = [f"n-{one}" for one in range(1, needs + 1)]
    desk.do(
        *(c.IdentifyNeed(actor=UNIT, need=one, kind="housing", owner="welfare") for one in names)
    )
    return leaving_case(desk, "welfare")


def owner_leaves_another() -> Asked:
    """Welfare owns an open need, which a second organisation in its role goes on with."""
    desk = with_second("welfare")
    desk.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="welfare"))
    return leaving_case(desk, "welfare")


def core_leaves() -> Asked:
    """The police are core in a conference that is under way, and are let go."""
    desk = opened()
    convened(desk)
    return leaving_case(desk, "police")
