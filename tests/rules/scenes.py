"""Situations in which one rule decides: what the rule tests, the mutants and the reads share.

Each function makes a case and a command on it. Unless its name says otherwise, the command
would pass but for the rule that the section is about, or passes because of it.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.conference import Presence
from ddrflow.model.record import Function
from ddrflow.model.standing import Contact, ContactsListed, StandingEvent
from tests.builders import (
    CLIENT,
    COURT,
    NO_CONTACTS,
    ORGANISATIONS,
    POLICE,
    PRISON,
    START,
    UNIT,
    WELFARE,
    Asked,
    Desk,
    actor,
    agreed,
    attends,
    convened,
    entered,
    hand_over,
    held,
    opened,
    unopened,
)

DAY = timedelta(days=1)
#: The last day on which a report of the first day is not older than a month.
REPORT_IS_GOOD: Final = START + timedelta(days=31)

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


def second(role: str) -> Actor:
    """Somebody of another organisation in the same role."""
    return actor(role, f"{role.capitalize()} South")


def with_second(role: str) -> Desk:
    """A case in which two organisations play one role."""
    desk = opened()
    who = second(role)
    desk.do(c.BindRole(actor=UNIT, role=role, organisation=who.organisation))
    return desk


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


def proposed(desk: Desk, role: str = "police") -> Desk:
    """The unit has proposed a successor."""
    desk.do(c.ProposeLead(actor=UNIT, role=role, organisation=ORGANISATIONS[role]))
    return desk


def accepting_by(by: Actor) -> Asked:
    """Somebody accepts the lead that was proposed to the police."""
    desk = with_second("police")
    return proposed(desk).asks(c.AcceptLead(actor=by))


def accepted(desk: Desk, role: str = "police") -> Desk:
    """The successor that the unit proposed has accepted."""
    proposed(desk, role)
    desk.do(c.AcceptLead(actor=actor(role)))
    return desk


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


# ---- attendance


def sitting(*attendances: c.RecordAttendance) -> Asked:
    """A closed-door conference sat with these people and comes to its decision."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(*attendances)
    return desk.asks(c.EnterStage(actor=UNIT, conference="k-1", stage="decision"))


def three() -> tuple[c.RecordAttendance, ...]:
    """The least that a closed-door conference needs."""
    return attends("police"), attends("unit"), attends("unit", "p-unit-2")


def core_missing() -> Asked:
    """Three persons sat together, and nobody for the unit."""
    return sitting(*(attends("police", one) for one in ("p-1", "p-2", "p-3")))


def core_present() -> Asked:
    """The core sat together, three persons."""
    return sitting(*three())


def core_unclear() -> Asked:
    """How the police attended was not written down, and remote does not count."""
    unclear = attends("police", presence=Presence.NOT_RECORDED)
    return sitting(unclear, *(attends("unit", one) for one in ("p-1", "p-2", "p-3")))


def people(number: int) -> Asked:
    """The core sat together, so many persons in all."""
    more = tuple(attends("unit", f"p-{one}") for one in range(number - 1))
    return sitting(attends("police"), *more)


# ---- invitations and presence


def inviting(role: str, name: str = "", conference: str = "k-1") -> Asked:
    """The unit invites a role to a closed-door conference, for a need or for none."""
    desk = opened()
    desk.do(
        c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"),
    )
    convened(desk, conference)
    return desk.asks(
        c.InviteToConference(
            actor=UNIT,
            conference=conference,
            role=role,
            organisation=ORGANISATIONS[role],
            need=name,
        )
    )


def inviting_without_needs() -> Asked:
    """The unit invites welfare, and the client has no need at all."""
    desk = opened()
    convened(desk)
    return desk.asks(
        c.InviteToConference(
            actor=UNIT, conference="k-1", role="welfare", organisation="Welfare North"
        )
    )


def at_stage(*stages: str) -> Desk:
    """An open conference, with the client's consent, at the last of these stages."""
    desk = opened()
    desk.do(agreed(), c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"))
    convened(desk, kind="open-door")
    entered(desk, *stages)
    return desk


def attending(role: str, *stages: str) -> Asked:
    """A role sits in the last stage of an open conference."""
    desk = at_stage(*stages)
    return desk.asks(replace(attends(role), actor=UNIT))


def attending_barred() -> Asked:
    """The client sits in a closed-door conference."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    return desk.asks(attends("client"))


def attending_invited() -> Asked:
    """Welfare was invited to an open conference and sits in it."""
    desk = at_stage("exchange")
    desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference="k-1",
            role="welfare",
            organisation="Welfare North",
            need="n-1",
        )
    )
    return desk.asks(attends("welfare"))


# ---- conferences held


def none_held() -> Asked:
    """No conference at all."""
    return opened().take("confer")


def other_type_held() -> Asked:
    """An open conference was held, where a closed-door one is asked for."""
    desk = opened()
    desk.do(agreed())
    convened(desk, kind="open-door")
    entered(desk, "exchange")
    desk.do(attends("unit"), attends("client"))
    entered(desk, "family-only", "decision")
    desk.do(c.CloseConference(actor=UNIT, conference="k-1"))
    return desk.take("confer")


def held_ago(asked_at: datetime) -> Asked:
    """A closed-door conference was held as the case was opened; the step comes later."""
    desk = opened()
    held(desk)
    desk.at(asked_at)
    return desk.take("confer")


LAST_GOOD_DAY = datetime(2026, 6, 2, 21, 59, 59, tzinfo=UTC)
"""The last second in Vienna of the day three months after 2 March."""


def inquorate() -> Asked:
    """A closed-door conference was closed without its core."""
    return _closed(attends("police"))


def unclear() -> Asked:
    """A closed-door conference was closed; how the police attended was not written down."""
    return _closed(
        attends("police", presence=Presence.NOT_RECORDED),
        attends("unit"),
        attends("unit", "p-unit-2"),
    )


def _closed(*attendances: c.RecordAttendance) -> Asked:
    asked = sitting(*attendances)
    asked.desk.do(c.CloseConference(actor=UNIT, conference="k-1"))
    return asked.desk.take("confer")


# ---- consent

EXPIRES = date(2026, 3, 20)
EXPIRES_AT = datetime(2026, 3, 20, 23, 0, tzinfo=UTC)
"""The end of 20 March in Vienna, an hour before the end of the day in UTC."""


def not_asked() -> Asked:
    """Nobody asked the client."""
    return opened().take("agree")


def other_scope_given() -> Asked:
    """The client agreed to something else, to the text of that."""
    desk = opened()
    desk.do(agreed("research", "1"))
    return desk.take("agree")


def given() -> Asked:
    """The client agreed."""
    desk = opened()
    desk.do(agreed())
    return desk.take("agree")


def refused() -> Asked:
    """The client does not agree."""
    desk = opened()
    desk.do(c.RefuseConsent(actor=UNIT, scope="sharing"))
    return desk.take("agree")


def withdrawn() -> Asked:
    """The client agreed and has withdrawn since."""
    desk = opened()
    desk.do(agreed())
    desk.later(days=1)
    desk.do(c.WithdrawConsent(actor=CLIENT, scope="sharing"))
    return desk.take("agree")


def other_text() -> Asked:
    """The client agreed to an earlier text."""
    desk = opened()
    desk.do(agreed(text="1"))
    return desk.take("agree")


def consent_until(asked_at: datetime) -> Asked:
    """The client agreed until 20 March; the step comes at an instant."""
    desk = opened()
    desk.do(agreed(until=EXPIRES))
    desk.at(asked_at)
    return desk.take("agree")


def consent_since(offset: timedelta) -> Asked:
    """The client agreed a day after the opening; the step is entered for near that instant."""
    desk = opened()
    desk.later(days=1)
    desk.do(agreed())
    answered = desk.now
    desk.later(days=1)
    return _late(desk, "agree", answered + offset)


def _late(desk: Desk, trigger: str, at: datetime) -> Asked:
    return desk.asks(c.TakeStep(actor=UNIT, trigger=trigger, occurred_at=at))


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
    return _late(desk, "release", taken + offset)


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


# ---- notices


def told(version: str = "2", kind: str = "told", at: datetime | None = None) -> c.GiveNotice:
    """The unit gives a notice."""
    return c.GiveNotice(actor=UNIT, kind=kind, version=version, language="de", occurred_at=at)


def heard(kind: str = "told") -> c.AcknowledgeNotice:
    """The client acknowledges a notice."""
    return c.AcknowledgeNotice(actor=CLIENT, kind=kind)


def notified(*commands: c.Command) -> Asked:
    """After what was told, the step that needs it."""
    desk = opened()
    desk.do(*commands)
    return desk.take("inform")


def acknowledged_since(offset: timedelta) -> Asked:
    """The client acknowledged a day later; the step is entered for near that instant."""
    desk = opened()
    desk.do(told())
    desk.later(days=1)
    desk.do(heard())
    instant = desk.now
    desk.later(days=1)
    return _late(desk, "inform", instant + offset)


def told_since(offset: timedelta) -> Asked:
    """The notice was given and acknowledged a day later; the step is entered for near that."""
    desk = opened()
    desk.later(days=1)
    desk.do(told(), heard())
    instant = desk.now
    desk.later(days=1)
    return _late(desk, "inform", instant + offset)


# ---- persons


def named(function: Function, role: str = "prison", organisation: str = "") -> c.NamePerson:
    """The unit names somebody of a role for a function."""
    return c.NamePerson(
        actor=UNIT,
        role=role,
        organisation=organisation or ORGANISATIONS[role],
        function=function,
        person="p-7",
    )


def staffed(*commands: c.Command, trigger: str = "staff", **how: object) -> Asked:
    """After who was named, the step that needs a name."""
    desk = opened(**how)  # type: ignore[arg-type]
    desk.do(*commands)
    return desk.take(trigger)


def named_since(function: Function, offset: timedelta) -> Asked:
    """Somebody was named a day later; the step is entered for near that instant."""
    desk = opened(standing=[NO_CONTACTS])
    desk.later(days=1)
    desk.do(named(function))
    instant = desk.now
    desk.later(days=1)
    trigger = "staff" if function is Function.WORKER else "connect"
    return _late(desk, trigger, instant + offset)


def contacts(*organisations: str) -> tuple[StandingEvent, ...]:
    """What stands above the case: who can be reached where."""
    return (ContactsListed(tuple(Contact(one, "p-8") for one in organisations)),)


# ---- plans


def plan(
    parts: tuple[str, ...] = ("residence", "work"),
    answers: tuple[str, ...] = (),
    kind: str = "plan",
    at: datetime | None = None,
) -> c.AdoptPlan:
    """The unit adopts a plan."""
    return c.AdoptPlan(actor=UNIT, kind=kind, parts=parts, answers=answers, occurred_at=at)


def planned(*commands: c.Command, trigger: str = "schedule", needs: int = 0) -> Asked:
    """After what was planned for so many needs, the step that needs a plan."""
    desk = opened()
    names = [f"n-{one}" for one in range(1, needs + 1)]
    desk.do(
        *(c.IdentifyNeed(actor=UNIT, need=one, kind="housing", owner="unit") for one in names),
        *commands,
    )
    return desk.take(trigger)


def adopted_since(offset: timedelta) -> Asked:
    """The plan was adopted a day later; the step is entered for near that instant."""
    desk = opened()
    desk.later(days=1)
    desk.do(plan())
    instant = desk.now
    desk.later(days=1)
    return _late(desk, "schedule", instant + offset)


# ---- documents


def reported(kind: str = "") -> Asked:
    """After a document of a kind was filed, or none, the step that needs a report."""
    desk = opened()
    if kind:
        desk.do(c.FileDocument(actor=UNIT, kind=kind, document="d-1"))
    return desk.take("report")


def reported_ago(asked_at: datetime) -> Asked:
    """The report was filed on the first day; the step is taken later."""
    desk = reported("report").desk
    desk.at(asked_at)
    return desk.take("report")


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
