"""Situations about what is ready before a step: who is named, what is planned and filed."""

from datetime import datetime, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.record import Function
from ddrflow.model.standing import Contact, ContactsListed, StandingEvent
from tests.builders import NO_CONTACTS, ORGANISATIONS, START, UNIT, Asked, opened
from tests.rules.scenes import late

#: The last day on which a report of the first day is not older than a month.
REPORT_IS_GOOD: Final = START + timedelta(days=31)


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
    return late(desk, trigger, instant + offset)


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
    return late(desk, "schedule", instant + offset)


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
